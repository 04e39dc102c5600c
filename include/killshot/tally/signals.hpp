/// The signals at decision_month and their bins (MODEL.md section 5, "What would move the read"). Freestanding.
///
/// Verified by tests/tally/signals_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/model/events.hpp"
#include "killshot/model/network.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot {

/// Bin of a share in [0, 1]: 20 bins of 0.05.
template <class R>
KS_INLINE IntOf<R> share_bin(R share) {
    using I = IntOf<R>;
    return min(Lanes<R>::to_int(share * R(20.0F)), I(n_signal_bins - 1));
}

/// Bin of LowMonths::months: 0 without a low month, else by tenths of the low months in which customers alone covered
/// the cost. The quotient of two such small integers, rounded to binary32, never reaches a whole number that it is
/// below.
template <class R>
KS_INLINE IntOf<R> stood_bin(UIntOf<R> months) {
    using I = IntOf<R>;
    using U = UIntOf<R>;
    const R low = Lanes<R>::from_int(as_int(months & U(0xFFFFU)));
    const R stood = Lanes<R>::from_int(as_int(months >> 16));
    const I tenths = Lanes<R>::to_int(R(10.0F) * stood / max(low, R(1.0F)));
    return select(R(0.0F) < low, I(1) + min(tenths, I(9)), I(0));
}

/// The bins of a network's signals, by Signal.
template <class R>
struct SignalBins {
    IntOf<R> bin[n_signals];
};

/// Reads what an analyst would see of a network at decision_month.
template <class R>
KS_INLINE SignalBins<R> read_signals(const Network<R>& n, const LowMonths<R>& low, MaskOf<R> adopted,
                                     R sector_utilization) {
    using I = IntOf<R>;
    SignalBins<R> signals;
    signals.bin[static_cast<int>(Signal::utilization)] = share_bin(n.utilization);
    signals.bin[static_cast<int>(Signal::subsidy_share)] = share_bin(n.subsidy_share);
    signals.bin[static_cast<int>(Signal::sector_utilization)] = share_bin(sector_utilization);
    signals.bin[static_cast<int>(Signal::adopted)] = select(adopted, I(1), I(0));
    signals.bin[static_cast<int>(Signal::stood)] = stood_bin<R>(low.months);
    return signals;
}

}  // namespace killshot
