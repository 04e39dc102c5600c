/// What was visible of each network at decision_month, and how often the kill shot came later.
#pragma once

#include "kernels/counts.hpp"
#include "kernels/history.hpp"
#include "kernels/lane_arrays.hpp"
#include "killshot/model/step.hpp"
#include "killshot/tally/rows.hpp"
#include "killshot/tally/signals.hpp"

namespace killshot::kernels {
namespace {

/// Where signals stood at decision_month, as bins, until it is known whether the path is killed later.
template <class R>
struct SignalBins {
    std::uint8_t bin[tree_slots][n_signals][Lanes<R>::width];
};

template <class R>
KS_INLINE void read_share(R share, std::uint8_t* bins) {
    Floats<R> shares;
    store(shares.lane, share);
    for (int lane = 0; lane < Lanes<R>::width; ++lane) {
        bins[lane] = share_bin(shares.lane[lane]);
    }
}

template <class R>
KS_INLINE void read_signals(const ScenarioTable<float>& table, const Paths<R>& paths, const LowMonths<R>* low,
                            SignalBins<R>& signals) {
    const R of_sector = sector_utilization(table, paths);
    for (int i = 0; i < table.n_networks; ++i) {
        auto& bin = signals.bin[i];
        read_share(paths.networks[i].utilization, bin[static_cast<int>(Signal::utilization)]);
        read_share(paths.networks[i].subsidy_share, bin[static_cast<int>(Signal::subsidy_share)]);
        read_share(of_sector, bin[static_cast<int>(Signal::sector_utilization)]);
        Words32<R> months;
        store(months.lane, low[i].months);
        const std::uint32_t adopted = word_of(paths.adopted[i]);
        for (int lane = 0; lane < Lanes<R>::width; ++lane) {
            bin[static_cast<int>(Signal::adopted)][lane] = static_cast<std::uint8_t>((adopted >> lane) & 1U);
            bin[static_cast<int>(Signal::stood)][lane] = stood_bin(months.lane[lane]);
        }
    }
}

/// Counts the signals of a network on the paths in `standing`, and again on those in `killed_later`.
template <class R>
KS_INLINE void count_signals(const Counts& counts, const SignalBins<R>& signals, int i, std::uint32_t standing,
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
