/// Which condition held on which of a block's paths in which step, a bit a path, looked at when the paths are over.
///
/// Says path by path what model/watch.hpp says, for all paths of a block at once; tests/backend/counts_test.cpp holds
/// the two against each other.
#pragma once

#include "kernels/counts.hpp"
#include "killshot/lanes/pair.hpp"
#include "killshot/model/events.hpp"
#include "killshot/model/tables.hpp"

namespace killshot::kernels {
namespace {

/// The words of a network and step: its exits, then its milestones, by slot. While steps run, K2 stands for the kill
/// shot, which asks K1 as well, and K3 for the milestone that asks whether the kill shot has fired.
inline constexpr int first_milestone = n_watched;
static_assert(n_recorded == 2 * n_watched);
inline constexpr int long_tail_word = first_milestone + long_tail_only_slot;
using Recorded = Vector<std::uint32_t, n_recorded>;

/// Calls `on_path(lane)` for each path in a word.
template <class OnPath>
KS_INLINE void for_each_path(std::uint32_t paths, const OnPath& on_path) {
    for (; paths != 0U; paths &= paths - 1U) {
        on_path(__builtin_ctz(paths));
    }
}

/// A block's words, [step][network]; and where K1 held, [step].
struct History {
    Recorded* words;
    int n_networks;
    std::uint32_t k1[max_steps];

    KS_INLINE Recorded& at(int k, int i) { return words[k * n_networks + i]; }
    KS_INLINE const Recorded& at(int k, int i) const { return words[k * n_networks + i]; }
};

template <class R>
KS_INLINE void record(History& history, int k, int i, const Conditions<R>& seen) {
    Recorded& words = history.at(k, i);
    words[kill_shot_slot] = word_of(seen.k2);
    for (int slot = kill_shot_slot + 1; slot < n_watched; ++slot) {
        words[slot] = word_of(seen.exits[slot]);
    }
    words[first_milestone + adoption_slot] = word_of(seen.adopts);
    words[first_milestone + parity_slot] = word_of(seen.parity);
    words[first_milestone + parity_discounted_slot] = word_of(seen.parity_discounted);
    words[long_tail_word] = word_of(seen.k3);
}

/// Puts the kill shot's conditions in the place of K2. `on_k2_k3(k, i, k2, k3)` is told what stood there.
template <class OnConditions>
KS_INLINE void find_kill_shots(History& history, const ScenarioTable<float>& table, const OnConditions& on_k2_k3) {
    const std::uint32_t not_required = table.sector.require_long_tail != 0 ? 0U : ~0U;
    for (int k = 0; k < table.n_steps; ++k) {
        for (int i = 0; i < history.n_networks; ++i) {
            Recorded& words = history.at(k, i);
            const std::uint32_t k2 = words[kill_shot_slot], k3 = words[long_tail_word];
            on_k2_k3(k, i, k2, k3);
            words[kill_shot_slot] = kill_shot(history.k1[k], k2, k3, not_required);
        }
    }
}

/// Turns "holds in step k" into "has held for its hold in step k", windows growing twofold.
KS_INLINE void apply_holds(History& history, int n_steps, int hold) {
    Recorded held_at_once{};
    for (int slot = 0; slot < n_watched; ++slot) {
        held_at_once[slot] = hold_of_exit(slot, hold) == 1 ? ~0U : 0U;
        held_at_once[first_milestone + slot] = hold_of_milestone(slot, hold) == 1 ? ~0U : 0U;
    }
    for (int window = 1; window < hold;) {
        const int further = window < hold - window ? window : hold - window;
        for (int k = n_steps - 1; k >= 0; --k) {
            for (int i = 0; i < history.n_networks; ++i) {
                const Recorded before = k < further ? Recorded{} : history.at(k - further, i);
                history.at(k, i) &= before | held_at_once;
            }
        }
        window += further;
    }
}

/// After apply_holds: calls `on_step(k, paths)` for each step with the paths of `active` on which a network's exit or
/// milestone happened there and not before. Returns all on which it ever did. No branch depends on what happened.
template <class OnStep>
KS_INLINE std::uint32_t find_firsts(const History& history, int n_steps, int i, int word, std::uint32_t active,
                                    const OnStep& on_step) {
    std::uint32_t not_yet = active;
    for (int k = 0; k < n_steps; ++k) {
        const std::uint32_t held = history.at(k, i)[word];
        on_step(k, held & not_yet);
        not_yet &= ~held;
    }
    return active & ~not_yet;
}

}  // namespace
}  // namespace killshot::kernels
