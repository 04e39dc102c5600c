/// Counts a block's paths when they have reached the horizon: exits, milestones, and how many networks exit together.
#pragma once

#include "kernels/counts.hpp"
#include "kernels/history.hpp"
#include "kernels/lane_arrays.hpp"
#include "kernels/signals.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "killshot/tally/exits.hpp"
#include "killshot/tally/histogram.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot::kernels {
namespace {

/// The paths of a block that have reached the horizon.
struct OverPaths {
    std::int64_t first_path;
    std::uint32_t active;  // one bit per lane that holds a path
};

/// Sums over the networks of a block's paths.
template <class R>
struct BlockSums {
    std::int32_t killed[Lanes<R>::width];           // number of networks killed, by path
    std::uint32_t all_killed_of_stance[n_stances];  // paths
    std::uint32_t adopted_in[max_steps];            // paths on which some network was first adopted, by step
};

KS_INLINE void set_kill_bits(const Counts& counts, int i, const OverPaths& over, std::uint32_t killed) {
    for_each_path(killed, [&](int lane) {
        const std::int64_t path = over.first_path + lane;
        if (path < 8 * counts.kill_bytes) {
            counts.kill_bits[i * counts.kill_bytes + path / 8] |= static_cast<std::uint8_t>(128U >> (path % 8));
        }
    });
}

template <class R>
KS_INLINE void count_low_months(const Counts& counts, int i, const LowMonths<R>& low, MaskOf<R> active) {
    Words32<R> months;
    Ints<R> subsidy_sum;
    store(months.lane, select(active, low.months, UIntOf<R>(0U)));
    store(subsidy_sum.lane, select(active, low.subsidy_sum, IntOf<R>(0)));
    std::int64_t n_low = 0, n_self_funded = 0, subsidy = 0;
    for (int lane = 0; lane < Lanes<R>::width; ++lane) {
        n_low += months.lane[lane] & 0xFFFFU;
        n_self_funded += months.lane[lane] >> 16U;
        subsidy += subsidy_sum.lane[lane];
    }
    counts[Row::low_months][i] += n_low;
    counts[Row::self_funded_months][i] += n_self_funded;
    counts[Row::low_subsidy_share_sum][i] += subsidy;
}

/// A network's exits on the paths of a block.
struct Outcome {
    std::uint32_t fired[n_causes];     // paths, by exit
    std::uint32_t killed_by_decision;  // paths on which the kill shot has fired by decision_month
    std::uint32_t long_tail_only;
};

/// Counts the exits of a network by month: all that fire, and the first on each path.
KS_INLINE Outcome count_exits(const Job& job, const History& history, int i, std::uint32_t active) {
    const SectorTable<float>& sector = job.table->sector;
    const int n_steps = job.table->n_steps;
    std::uint32_t firsts[n_causes][max_steps];
    Outcome outcome{};
    for (int cause = 0; cause < n_causes; ++cause) {
        std::int64_t* n_fired = job.counts[Row::n_fired] + (i * n_causes + cause) * n_steps;
        outcome.fired[cause] = find_firsts(
            n_steps, active, [&](int k) { return history.at(k, i)[cause]; },
            [&](int k, std::uint32_t paths) {
                n_fired[k] += __builtin_popcount(paths);
                firsts[cause][k] = paths;
            });
    }
    std::uint32_t exited = 0U;
    for (int k = 0; k < n_steps; ++k) {
        for (int cause = 0; cause < n_causes; ++cause) {
            std::int64_t* n_exit = job.counts[Row::n_exit] + (i * n_causes + cause) * n_steps;
            n_exit[k] += __builtin_popcount(firsts[cause][k] & ~exited);
            exited |= firsts[cause][k];
        }
    }
    // The milestone's hold begins no earlier than the step in which the kill shot fires.
    std::uint32_t killed = 0U;
    for (int k = 0; k + sector.hold_steps <= n_steps; ++k) {
        killed |= firsts[kill_shot_slot][k];
        outcome.long_tail_only |= killed & history.at(k + sector.hold_steps - 1, i)[long_tail_word];
    }
    for (int k = 0; k <= sector.decision_step; ++k) {
        outcome.killed_by_decision |= firsts[kill_shot_slot][k];
    }
    return outcome;
}

/// Counts the milestones of a network by month, except the one that follows a kill shot.
template <class R>
KS_INLINE void count_milestones(const Job& job, const History& history, int i, std::uint32_t active,
                                BlockSums<R>& sums) {
    const Counts& counts = job.counts;
    const int n_steps = job.table->n_steps;
    const auto count_into = [&](std::int64_t* months, int slot, const auto& on_step) {
        find_firsts(
            n_steps, active, [&](int k) { return history.at(k, i)[first_milestone + slot]; },
            [&](int k, std::uint32_t paths) {
                months[k] += __builtin_popcount(paths);
                on_step(k, paths);
            });
    };
    const auto nothing_more = [](int, std::uint32_t) {};
    count_into(counts[Row::n_adoption] + i * n_steps, adoption_slot,
               [&](int k, std::uint32_t paths) { sums.adopted_in[k] |= paths; });
    count_into(counts[Row::n_parity] + i * n_steps, parity_slot, nothing_more);
    count_into(counts[Row::n_parity_held] + i * n_steps, parity_held_slot, nothing_more);
    counts[Row::n_parity_at_end][i] += __builtin_popcount(history.at(n_steps - 1, i)[parity_word] & active);
}

/// Counts the kill shots of a network by month, under each reading of the words.
KS_INLINE void count_readings(const Job& job, const History& history, int i, std::uint32_t active) {
    const int n_steps = job.table->n_steps;
    std::int64_t* months = job.counts[Row::n_kill_by_reading] + i * n_readings * n_steps;
    const auto count_into = [&](Reading reading, const auto& held) {
        std::int64_t* of_reading = months + static_cast<int>(reading) * n_steps;
        find_firsts(n_steps, active, held,
                    [&](int k, std::uint32_t paths) { of_reading[k] += __builtin_popcount(paths); });
    };
    count_into(Reading::effective, [&](int k) { return history.at(k, i)[kill_shot_slot]; });
    for (int slot = 0; slot < n_watched; ++slot) {
        count_into(reading_of(slot), [&](int k) { return history.readings[history.index(k, i)][slot]; });
    }
}

/// Counts one network. `killing`: the paths on which the kill shot's conditions hold in the last step.
template <class R>
KS_INLINE void count_network(const Job& job, const Paths<R>& paths, const History& history, const OverPaths& over,
                             const BlockSignals<R>& signals, int i, std::uint32_t killing, BlockSums<R>& sums) {
    const Counts& counts = job.counts;
    const Outcome outcome = count_exits(job, history, i, over.active);
    count_milestones(job, history, i, over.active, sums);
    count_readings(job, history, i, over.active);
    const std::uint32_t killed = outcome.fired[kill_shot_slot];

    for (int mask = 0; mask < 1 << n_causes; ++mask) {
        std::uint32_t these = over.active;
        for (int cause = 0; cause < n_causes; ++cause) {
            these &= (mask >> cause & 1) != 0 ? outcome.fired[cause] : ~outcome.fired[cause];
        }
        counts[Row::n_exit_mask][i * (1 << n_causes) + mask] += __builtin_popcount(these);
    }
    counts[Row::n_standing][i] += __builtin_popcount(killed & killing);
    counts[Row::n_long_tail_only][i] += __builtin_popcount(outcome.long_tail_only);
    set_kill_bits(counts, i, over, killed);

    if (job.table->sector.decision_step >= 0) {
        const std::uint32_t standing = over.active & ~outcome.killed_by_decision;
        count_signals(counts, signals, i, standing, standing & killed);
    }

    Floats<R> tail;
    store(tail.lane, min(tail_revenue(job.table->networks[i], paths.settlements[i]), R(histogram::fixed_point_limit)));
    for_each_path(killed, [&](int lane) { counts[Row::aftermath_tail_sum][i] += fixed_point(tail.lane[lane]); });

    sums.all_killed_of_stance[job.stances[i]] &= killed;
    for (int lane = 0; lane < Lanes<R>::width; ++lane) {
        sums.killed[lane] += static_cast<std::int32_t>(killed >> lane & 1U);
    }
}

/// Counts the sums over the block's networks.
template <class R>
KS_INLINE void count_sums(const Job& job, const OverPaths& over, const BlockSums<R>& sums) {
    const Counts& counts = job.counts;
    bool is_held[n_stances] = {};
    for (int i = 0; i < job.table->n_networks; ++i) {
        is_held[job.stances[i]] = true;
    }
    for (int stance = 0; stance < n_stances; ++stance) {
        counts[Row::n_all_of_stance][stance] +=
            is_held[stance] ? __builtin_popcount(sums.all_killed_of_stance[stance]) : 0;
    }
    for_each_path(over.active, [&](int lane) { ++counts[Row::n_killed][sums.killed[lane]]; });
    std::uint32_t not_adopted = over.active;
    for (int k = 0; k < job.table->n_steps; ++k) {
        counts[Row::n_adoption_any][k] += __builtin_popcount(sums.adopted_in[k] & not_adopted);
        not_adopted &= ~sums.adopted_in[k];
    }
}

/// Counts the paths of a block.
template <class R>
KS_INLINE void count_paths(const Job& job, const Paths<R>& paths, History& history, const LowMonths<R>* low,
                           const BlockSignals<R>& signals, MaskOf<R> active, std::int64_t first_path) {
    const Counts& counts = job.counts;
    const int n = job.table->n_networks, n_steps = job.table->n_steps;
    const OverPaths over = {first_path, word_of(active)};
    *counts[Row::paths] += __builtin_popcount(over.active);
    *counts[Row::n_K1_held] += count(has_happened<R>(paths.price_fall, price_fall_slot) & active);

    find_kill_shots(history, *job.table,
                    [&](int k, int i, std::uint32_t k2, std::uint32_t k2_prices, std::uint32_t k3) {
                        counts[Row::n_K2][i * n_steps + k] += __builtin_popcount(k2 & over.active);
                        counts[Row::n_K2_prices][i * n_steps + k] += __builtin_popcount(k2_prices & over.active);
                        counts[Row::n_K3][i * n_steps + k] += __builtin_popcount(k3 & over.active);
                    });
    std::uint32_t killing[tree_slots];
    for (int i = 0; i < n; ++i) {
        killing[i] = history.at(n_steps - 1, i)[kill_shot_slot];
    }
    apply_holds(history, n_steps, job.table->sector.hold_steps);
    BlockSums<R> sums;
    for (int lane = 0; lane < Lanes<R>::width; ++lane) {
        sums.killed[lane] = 0;
    }
    for (std::uint32_t& all : sums.all_killed_of_stance) {
        all = over.active;
    }
    for (int k = 0; k < n_steps; ++k) {
        sums.adopted_in[k] = 0U;
    }
    for (int i = 0; i < n; ++i) {
        count_network(job, paths, history, over, signals, i, killing[i], sums);
        count_low_months(counts, i, low[i], active);
    }
    count_sums(job, over, sums);
}

}  // namespace
}  // namespace killshot::kernels
