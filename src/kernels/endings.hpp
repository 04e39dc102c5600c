/// What a block's paths leave behind when they are over: exits, milestones, signals, and how they fall together.
#pragma once

#include "counts.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "killshot/tally/exits.hpp"
#include "killshot/tally/histogram.hpp"
#include "killshot/tally/rows.hpp"
#include "killshot/tally/signals.hpp"
#include "lane_arrays.hpp"

namespace killshot::kernels {
namespace {

/// Where signals stood at decision_month, as bins, until it is known whether the path is killed later.
template <class R>
struct SignalBins {
    std::uint8_t bin[tree_slots][n_signals][Lanes<R>::width];
};

template <class R>
KS_INLINE void read_signals(const ScenarioTable<float>& table, const Paths<R>& paths, SignalBins<R>& signals) {
    Floats<R> sector, utilization, subsidy;
    Words32<R> months, milestones;
    store(sector.lane, sector_utilization(table, paths));
    for (int i = 0; i < table.n_networks; ++i) {
        store(utilization.lane, paths.networks[i].utilization);
        store(subsidy.lane, paths.networks[i].subsidy_share);
        store(months.lane, paths.events[i].low_months);
        store(milestones.lane, paths.events[i].milestones.seen);
        auto& bin = signals.bin[i];
        for (int lane = 0; lane < Lanes<R>::width; ++lane) {
            bin[static_cast<int>(Signal::utilization)][lane] = share_bin(utilization.lane[lane]);
            bin[static_cast<int>(Signal::subsidy_share)][lane] = share_bin(subsidy.lane[lane]);
            bin[static_cast<int>(Signal::sector_utilization)][lane] = share_bin(sector.lane[lane]);
            bin[static_cast<int>(Signal::adopted)][lane] =
                static_cast<std::uint8_t>((milestones.lane[lane] >> (8 * adoption_slot)) & 1U);
            bin[static_cast<int>(Signal::stood)][lane] = stood_bin(months.lane[lane]);
        }
    }
}

/// What a block's paths add up to over all networks, path by path.
template <class R>
struct BlockSums {
    std::int32_t killed[Lanes<R>::width];
    std::int32_t killed_of_stance[n_stances][Lanes<R>::width];
    std::int32_t first_adoption[Lanes<R>::width];  // month; 0 none yet
};

/// Counts one network of the paths that are over.
template <class R>
KS_INLINE void count_network(const Job& job, const Paths<R>& paths, int i, const SignalBins<R>& signals,
                             MaskOf<R> active, int n_active, std::int64_t first_path, BlockSums<R>& sums) {
    const Counts& counts = job.counts;
    const int n_steps = job.table->n_steps;
    const int decision_month = job.table->sector.decision_step + 1;  // 0: none
    const std::uint32_t idle = idle_exits(job.table->sector.hold_steps);
    const NetworkEvents<R>& events = paths.events[i];
    const Settlement<R>& settlement = paths.settlements[i];

    Words32<R> exits, milestones, months, runs;
    store(exits.lane, events.exits.steps_since);
    store(milestones.lane, events.milestones.steps_since);
    store(months.lane, events.low_months);
    store(runs.lane, events.exits.runs);

    for (int lane = 0; lane < n_active; ++lane) {
        const Exits fired = exits_of(exits.lane[lane], n_steps, [&](int cause, int month) {
            ++counts.n_fired[(i * n_causes + cause) * n_steps + month - 1];
        });
        if (fired.first_cause >= 0) {
            ++counts.n_exit[(i * n_causes + fired.first_cause) * n_steps + fired.first_month - 1];
        }
        ++counts.n_exit_mask[i * (1 << n_causes) + fired.mask];

        const int kill_month = month_of(exits.lane[lane], kill_shot_slot, n_steps);
        const bool killed = kill_month > 0;
        sums.killed[lane] += killed ? 1 : 0;
        sums.killed_of_stance[job.stances[i]][lane] += killed ? 1 : 0;
        counts.n_standing[i] += killed && holds_now(runs.lane[lane], idle, kill_shot_slot) ? 1 : 0;
        const std::int64_t path = first_path + lane;
        if (killed && path < 8 * counts.kill_bytes) {
            counts.kill_bits[i * counts.kill_bytes + path / 8] |= static_cast<std::uint8_t>(128U >> (path % 8));
        }

        const int adopted = month_of(milestones.lane[lane], adoption_slot, n_steps);
        const int parity = month_of(milestones.lane[lane], parity_slot, n_steps);
        const int discounted = month_of(milestones.lane[lane], parity_discounted_slot, n_steps);
        if (adopted > 0) {
            ++counts.n_adoption[i * n_steps + adopted - 1];
            if (sums.first_adoption[lane] == 0 || adopted < sums.first_adoption[lane]) {
                sums.first_adoption[lane] = adopted;
            }
        }
        if (parity > 0) {
            ++counts.n_parity[i * n_steps + parity - 1];
        }
        if (discounted > 0) {
            ++counts.n_parity_discounted[i * n_steps + discounted - 1];
        }
        counts.n_long_tail_only[i] += month_of(milestones.lane[lane], long_tail_only_slot, n_steps) > 0 ? 1 : 0;
        counts.low_months[i] += months.lane[lane] & 0xFFFFU;
        counts.stood_months[i] += months.lane[lane] >> 16U;

        if (decision_month > 0 && (!killed || kill_month > decision_month)) {
            for (int signal = 0; signal < n_signals; ++signal) {
                const int at = (i * n_signals + signal) * n_signal_bins + signals.bin[i][signal][lane];
                ++counts.n_signal[at];
                counts.n_signal_kill[at] += killed ? 1 : 0;
            }
        }
    }

    Ints<R> low_subsidy;
    store(low_subsidy.lane, events.low_subsidy);
    for (int lane = 0; lane < n_active; ++lane) {
        counts.low_subsidy_share_sum[i] += low_subsidy.lane[lane];
    }
    const R tail = min(tail_revenue(job.table->networks[i], settlement), R(histogram::fixed_point_limit));
    const MaskOf<R> killed = has_happened<R>(events.exits, kill_shot_slot);
    counts.aftermath_tail_sum[i] += fixed_point_sum(select(killed & active, tail, R(0.0F)));
}

/// Counts the paths of a block that are over.
template <class R>
KS_INLINE void count_paths(const Job& job, const Paths<R>& paths, const SignalBins<R>& signals, MaskOf<R> active,
                           int n_active, std::int64_t first_path) {
    const Counts& counts = job.counts;
    const int n = job.table->n_networks;
    *counts.paths += n_active;
    *counts.n_k1_held += count(has_happened<R>(paths.price_fall, price_fall_slot) & active);
    BlockSums<R> sums{};
    for (int i = 0; i < n; ++i) {
        count_network(job, paths, i, signals, active, n_active, first_path, sums);
    }
    int n_of_stance[n_stances] = {};
    for (int i = 0; i < n; ++i) {
        ++n_of_stance[job.stances[i]];
    }
    for (int lane = 0; lane < n_active; ++lane) {
        ++counts.n_killed[sums.killed[lane]];
        for (int stance = 0; stance < n_stances; ++stance) {
            const bool all = n_of_stance[stance] > 0 && sums.killed_of_stance[stance][lane] == n_of_stance[stance];
            counts.n_all_of_stance[stance] += all ? 1 : 0;
        }
        if (sums.first_adoption[lane] > 0) {
            ++counts.n_adoption_any[sums.first_adoption[lane] - 1];
        }
    }
}

}  // namespace
}  // namespace killshot::kernels
