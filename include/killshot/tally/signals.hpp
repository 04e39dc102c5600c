/// The signals at decision_month and their bins (MODEL.md section 5, "What would move the read"). Freestanding.
///
/// Verified by tests/tally/signals_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/model/events.hpp"
#include "killshot/model/network.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot {

/// What an analyst would see of a network at decision_month.
template <class R>
struct Signals {
    R utilization, subsidy_share, sector_utilization;
    MaskOf<R> adopted;
    UIntOf<R> low_months;  // LowMonths::months
};

template <class R>
KS_INLINE Signals<R> read_signals(const Network<R>& n, const LowMonths<R>& low, MaskOf<R> adopted,
                                  R sector_utilization) {
    return {n.utilization, n.subsidy_share, sector_utilization, adopted, low.months};
}

/// The bins of a network's signals on one path, by Signal.
struct SignalBins {
    std::uint8_t bin[n_signals];
};

/// Bin of a share in [0, 1], 20 bins of 0.05.
KS_INLINE std::uint8_t share_bin(float share) {
    const int bin = static_cast<int>(share * 20.0F);
    return static_cast<std::uint8_t>(bin < n_signal_bins ? bin : n_signal_bins - 1);
}

/// Bin of LowMonths::months: 0 without a low month, else by tenths of the low months in which customers alone covered
/// the cost. The quotient of two such small integers, rounded to binary32, never reaches a whole number that it is
/// below.
KS_INLINE std::uint8_t stood_bin(std::uint32_t months) {
    const auto low = static_cast<float>(static_cast<std::int32_t>(months & 0xFFFFU));
    const auto stood = static_cast<float>(static_cast<std::int32_t>(months >> 16U));
    const int tenths = static_cast<int>(10.0F * stood / (low > 1.0F ? low : 1.0F));
    return static_cast<std::uint8_t>(low > 0.0F ? 1 + (tenths < 9 ? tenths : 9) : 0);
}

KS_INLINE SignalBins bins_of(const Signals<float>& signals) {
    SignalBins bins{};
    bins.bin[static_cast<int>(Signal::utilization)] = share_bin(signals.utilization);
    bins.bin[static_cast<int>(Signal::subsidy_share)] = share_bin(signals.subsidy_share);
    bins.bin[static_cast<int>(Signal::sector_utilization)] = share_bin(signals.sector_utilization);
    bins.bin[static_cast<int>(Signal::adopted)] = signals.adopted ? 1 : 0;
    bins.bin[static_cast<int>(Signal::stood)] = stood_bin(signals.low_months);
    return bins;
}

}  // namespace killshot
