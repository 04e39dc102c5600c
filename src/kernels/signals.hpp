/// Counts the signals of every network at decision_month, with and without a later kill.
#pragma once

#include "kernels/counts.hpp"
#include "kernels/history.hpp"
#include "kernels/lane_arrays.hpp"
#include "killshot/model/step.hpp"
#include "killshot/tally/rows.hpp"
#include "killshot/tally/signals.hpp"

namespace killshot::kernels {
namespace {

/// The bins of a block's signals, kept until the horizon shows on which paths the kill shot fires later.
template <class R>
struct BlockSignals {
    std::uint8_t bin[tree_slots][n_signals][Lanes<R>::width];
};

template <class R>
KS_INLINE void read_block_signals(const ScenarioTable<float>& table, const Paths<R>& paths, const LowMonths<R>* low,
                                  BlockSignals<R>& signals) {
    const R utilization = sector_utilization(table, paths);
    const SectorSignals<R> sector = read_sector_signals(paths.sector);
    for (int i = 0; i < table.n_networks; ++i) {
        const SignalBins<R> bins = read_signals(table.networks[i], paths.networks[i], paths.offers[i], low[i],
                                                paths.adopted[i], sector, utilization);
        for (int signal = 0; signal < n_signals; ++signal) {
            Ints<R> bin;
            store(bin.lane, bins.bin[signal]);
            for (int lane = 0; lane < Lanes<R>::width; ++lane) {
                signals.bin[i][signal][lane] = static_cast<std::uint8_t>(bin.lane[lane]);
            }
        }
    }
}

/// Counts the signals of a network on the paths in `standing`, and again on those in `killed_later`.
template <class R>
KS_INLINE void count_signals(const Counts& counts, const BlockSignals<R>& signals, int i, std::uint32_t standing,
                             std::uint32_t killed_later) {
    const auto count_on = [&](std::uint32_t these, std::int64_t* rows) {
        for_each_path(these, [&](int lane) {
            for (int signal = 0; signal < n_signals; ++signal) {
                ++rows[(i * n_signals + signal) * n_signal_bins + signals.bin[i][signal][lane]];
            }
        });
    };
    count_on(standing, counts[Row::n_signal]);
    count_on(killed_later, counts[Row::n_signal_kill]);
}

}  // namespace
}  // namespace killshot::kernels
