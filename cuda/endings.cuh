/// Counts a path that has reached the horizon: its exits, milestones and signals, and how many networks they take.
#pragma once

#include "counts.cuh"
#include "killshot/lanes/fixed_point.hpp"
#include "killshot/model/events.hpp"
#include "killshot/tally/exits.hpp"
#include "killshot/tally/histogram.hpp"
#include "killshot/tally/signals.hpp"

namespace killshot::cuda {

/// Counts an event of a network in a month (1-based; -1 if it never happened).
__device__ __forceinline__ void add_month(const Launch& launch, Row row, int network, int month) {
    if (month > 0) {
        add(launch, row, network * launch.n_steps + month - 1, 1);
    }
}

__device__ __forceinline__ void add_signals(const Launch& launch, int network, const SignalBins<float>& signals,
                                            bool killed) {
    for (int signal = 0; signal < n_signals; ++signal) {
        const int at = (network * n_signals + signal) * n_signal_bins + signals.bin[signal];
        add(launch, Row::n_signal, at, 1);
        if (killed) {
            add(launch, Row::n_signal_kill, at, 1);
        }
    }
}

/// Path p is bit 7 - p mod 8 of byte p div 8. Words are little-endian.
__device__ __forceinline__ void set_kill_bit(const Launch& launch, int network, std::int64_t path) {
    const auto shift = static_cast<unsigned>(path % 32 / 8 * 8 + 7 - path % 8);
    atomicOr(launch.kill_words + network * launch.kill_words_per_network + path / 32, 1U << shift);
}

__device__ __forceinline__ void count_network(const Launch& launch, std::int64_t path, int network,
                                              const SignalBins<float>& signals, float tail_revenue,
                                              const NetworkEvents<float>& events) {
    const int n_steps = launch.n_steps, decision_month = launch.sector.decision_step + 1;  // 0: none
    const std::uint32_t idle = idle_exits(launch.sector.hold_steps);
    const Exits fired = exits_of(events.exits.steps_since, n_steps, [&](int cause, int month) {
        add_month(launch, Row::n_fired, network * n_causes + cause, month);
    });
    if (fired.first_cause >= 0) {
        add_month(launch, Row::n_exit, network * n_causes + fired.first_cause, fired.first_month);
    }
    add(launch, Row::n_exit_mask, network * (1 << n_causes) + fired.mask, 1);

    const int kill_month = month_of(events.exits.steps_since, kill_shot_slot, n_steps);
    const bool killed = kill_month > 0;
    if (killed) {
        if (holds_now(events.exits.runs, idle, kill_shot_slot)) {
            add(launch, Row::n_standing, network, 1);
        }
        add(launch, Row::aftermath_tail_sum, network, fixed_point(min(tail_revenue, histogram::fixed_point_limit)));
        const std::int64_t number = launch.first_path + path;
        if (number < launch.n_kill_paths) {
            set_kill_bit(launch, network, number);
        }
    }
    const auto add_reading = [&](Reading reading, int month) {
        add_month(launch, Row::n_kill_by_reading, network * n_readings + static_cast<int>(reading), month);
    };
    add_reading(Reading::effective, kill_month);
    for (int slot = 0; slot < n_watched; ++slot) {
        add_reading(reading_of(slot), month_of(events.readings.steps_since, slot, n_steps));
    }
    const std::uint32_t milestones = events.milestones.steps_since;
    add_month(launch, Row::n_adoption, network, month_of(milestones, adoption_slot, n_steps));
    add_month(launch, Row::n_parity, network, month_of(milestones, parity_slot, n_steps));
    add_month(launch, Row::n_parity_held, network, month_of(milestones, parity_held_slot, n_steps));
    if (holds_now(events.milestones.runs, idle_milestones(launch.sector.hold_steps), parity_slot)) {
        add(launch, Row::n_parity_at_end, network, 1);
    }
    if (month_of(milestones, long_tail_only_slot, n_steps) > 0) {
        add(launch, Row::n_long_tail_only, network, 1);
    }
    if (events.low.months != 0U) {
        add(launch, Row::low_months, network, events.low.months & 0xFFFFU);
        add(launch, Row::self_funded_months, network, events.low.months >> 16U);
        add(launch, Row::low_subsidy_share_sum, network, events.low.subsidy_sum);
    }
    if (decision_month > 0 && (!killed || kill_month > decision_month)) {
        add_signals(launch, network, signals, killed);
    }
}

/// Counts the path of a tile: first each lane counts its network, then the lanes count what concerns all networks.
/// `counted` is false in lanes without a network and for paths beyond the last one.
template <int tile>
__device__ __forceinline__ void count_ending(const Launch& launch, std::int64_t path, int network, bool counted,
                                             const SignalBins<float>& signals, float tail_revenue,
                                             const NetworkEvents<float>& events) {
    if (counted) {
        count_network(launch, path, network, signals, tail_revenue, events);
    }
    const std::uint32_t killed = tile_ballot<tile>(counted && has_happened<float>(events.exits, kill_shot_slot));
    const int adopted = month_of(events.milestones.steps_since, adoption_slot, launch.n_steps);
    const int never = launch.n_steps + 1;
    const int first_adoption = tile_min<tile>(counted && adopted > 0 ? adopted : never);
    if (network == 0 && counted) {
        add(launch, Row::n_killed, __popc(killed), 1);
        for (int stance = 0; stance < n_stances; ++stance) {
            const std::uint32_t of_stance = launch.networks_of_stance[stance];
            if (of_stance != 0U && (killed & of_stance) == of_stance) {
                add(launch, Row::n_all_of_stance, stance, 1);
            }
        }
        if (first_adoption < never) {
            add(launch, Row::n_adoption_any, first_adoption - 1, 1);
        }
    }
}

}  // namespace killshot::cuda
