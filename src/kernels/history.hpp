/// Records which conditions held in each step, with one bit per path of a block, and evaluates them at the horizon.
///
/// It finds for all paths of a block at once what model/watch.hpp finds for one; tests/backend/counts_test.cpp compares
/// the two.
#pragma once

#include "kernels/counts.hpp"
#include "killshot/lanes/pair.hpp"
#include "killshot/model/events.hpp"
#include "killshot/model/tables.hpp"

namespace killshot::kernels {
namespace {

/// The words of a network and step: its exits, then its milestones, by slot. During the simulation, three slots hold
/// what their conditions are computed from: K2 for the kill shot, which also needs K1; K2_prices for parity held, whose
/// own condition is that of parity; and K3 for the milestone that follows a kill shot.
inline constexpr int first_milestone = n_watched;
static_assert(n_recorded == 2 * n_watched && n_recorded_readings == n_watched);
inline constexpr int parity_word = first_milestone + parity_slot;
inline constexpr int parity_held_word = first_milestone + parity_held_slot;
inline constexpr int long_tail_word = first_milestone + long_tail_only_slot;
using Recorded = Vector<std::uint32_t, n_recorded>;
using RecordedReadings = Vector<std::uint32_t, n_recorded_readings>;

/// Calls `on_path(lane)` for each path in a word.
template <class OnPath>
KS_INLINE void for_each_path(std::uint32_t paths, const OnPath& on_path) {
    for (; paths != 0U; paths &= paths - 1U) {
        on_path(__builtin_ctz(paths));
    }
}

/// A block's words, [step][network], and K1 by step.
struct History {
    Recorded* words;
    RecordedReadings* readings;  // the kill shot's other readings, by slot
    int n_networks;
    PriceFallOf<std::uint32_t> k1[max_steps];

    KS_INLINE int index(int k, int i) const { return k * n_networks + i; }
    KS_INLINE Recorded& at(int k, int i) { return words[index(k, i)]; }
    KS_INLINE const Recorded& at(int k, int i) const { return words[index(k, i)]; }
};

KS_INLINE History history_of(const Job& job) {
    History history;
    history.n_networks = job.table->n_networks;
    history.words = reinterpret_cast<Recorded*>(job.history);
    history.readings = reinterpret_cast<RecordedReadings*>(history.words + history.index(job.table->n_steps, 0));
    return history;
}

template <class R>
KS_INLINE void record(History& history, int k, int i, const Conditions<R>& seen) {
    Recorded& words = history.at(k, i);
    words[kill_shot_slot] = word_of(seen.k2);
    for (int slot = kill_shot_slot + 1; slot < n_watched; ++slot) {
        words[slot] = word_of(seen.exits[slot]);
    }
    words[first_milestone + adoption_slot] = word_of(seen.adopts);
    words[parity_word] = word_of(seen.parity);
    words[parity_held_word] = word_of(seen.k2_prices);
    words[long_tail_word] = word_of(seen.k3);
}

/// Computes the conditions of the kill shot, of its other readings and of parity held, and stores them in their slots.
/// Calls `on_conditions(k, i, k2, k2_prices, k3)` with the words that these slots held.
template <class OnConditions>
KS_INLINE void find_kill_shots(History& history, const ScenarioTable<float>& table, const OnConditions& on_conditions) {
    const std::uint32_t not_required = table.sector.require_long_tail != 0 ? 0U : ~0U;
    for (int k = 0; k < table.n_steps; ++k) {
        for (int i = 0; i < history.n_networks; ++i) {
            Recorded& words = history.at(k, i);
            const std::uint32_t k2 = words[kill_shot_slot], k2_prices = words[parity_held_word];
            const std::uint32_t k3 = words[long_tail_word];
            on_conditions(k, i, k2, k2_prices, k3);
            words[parity_held_word] = words[parity_word];
            words[kill_shot_slot] =
                kill_shots(history.k1[k], k2, k2_prices, k3, not_required, history.readings[history.index(k, i)]);
        }
    }
}

/// Turns "holds in step k" into "has held for the whole hold in step k", for the words of [step][network]. The window
/// doubles in each pass. Words in `held_at_once` have a hold of one step.
template <class Words>
KS_INLINE void apply_hold(Words* words, int n_networks, int n_steps, int hold, const Words& held_at_once) {
    for (int window = 1; window < hold;) {
        const int further = window < hold - window ? window : hold - window;
        for (int at = n_steps * n_networks - 1; at >= 0; --at) {
            const int before = at - further * n_networks;
            words[at] &= (before < 0 ? Words{} : words[before]) | held_at_once;
        }
        window += further;
    }
}

KS_INLINE void apply_holds(History& history, int n_steps, int hold) {
    Recorded held_at_once{};
    for (int slot = 0; slot < n_watched; ++slot) {
        held_at_once[slot] = hold_of_exit(slot, hold) == 1 ? ~0U : 0U;
        held_at_once[first_milestone + slot] = hold_of_milestone(slot, hold) == 1 ? ~0U : 0U;
    }
    apply_hold(history.words, history.n_networks, n_steps, hold, held_at_once);
    apply_hold(history.readings, history.n_networks, n_steps, hold, RecordedReadings{});
}

/// After apply_holds: calls `on_step(k, paths)` for each step with those paths of `active` on which held(k) is true for
/// the first time. Returns the paths on which it ever is. No branch depends on the data.
template <class Held, class OnStep>
KS_INLINE std::uint32_t find_firsts(int n_steps, std::uint32_t active, const Held& held, const OnStep& on_step) {
    std::uint32_t not_yet = active;
    for (int k = 0; k < n_steps; ++k) {
        const std::uint32_t holds = held(k);
        on_step(k, holds & not_yet);
        not_yet &= ~holds;
    }
    return active & ~not_yet;
}

}  // namespace
}  // namespace killshot::kernels
