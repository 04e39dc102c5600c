/// The signals at decision_month and their bins (docs/model.md, Signals). Freestanding.
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

/// Bin of LowMonths::months: 0 without a low month, else by tenths of the low months that were self-funded. The
/// quotient of two such small integers, rounded to binary32, never reaches a whole number that it is below.
template <class R>
KS_INLINE IntOf<R> self_funded_bin(UIntOf<R> months) {
    using I = IntOf<R>;
    using U = UIntOf<R>;
    const R low = Lanes<R>::from_int(as_int(months & U(0xFFFFU)));
    const R self_funded = Lanes<R>::from_int(as_int(months >> 16));
    const I tenths = Lanes<R>::to_int(R(10.0F) * self_funded / max(low, R(1.0F)));
    return select(R(0.0F) < low, I(1) + min(tenths, I(9)), I(0));
}

/// Bin of a log ratio: floor(bins_per_log x) + 10, within the bins there are.
template <class R>
KS_INLINE IntOf<R> log_ratio_bin(R log_ratio, float bins_per_log) {
    using I = IntOf<R>;
    const R x = clip(log_ratio * R(bins_per_log), R(-16.0F), R(16.0F));
    const I towards_zero = Lanes<R>::to_int(x);
    const I floor = towards_zero - select(x < Lanes<R>::from_int(towards_zero), I(1), I(0));
    return min(max(floor + I(n_signal_bins / 2), I(0)), I(n_signal_bins - 1));
}

/// What the sector shows by itself at decision_month.
template <class R>
struct SectorSignals {
    IntOf<R> effective_price_bin;
    MaskOf<R> released;
};

template <class R>
KS_INLINE SectorSignals<R> read_sector_signals(const Sector<R>& sector) {
    return {log_ratio_bin(sector.effective_log, 20.0F), sector.hardware.has_released};
}

/// The bins of a network's signals, by Signal.
template <class R>
struct SignalBins {
    IntOf<R> bin[n_signals];

    KS_INLINE IntOf<R>& operator[](Signal signal) { return bin[static_cast<int>(signal)]; }
};

/// Reads what an analyst would see of a network at decision_month.
template <class R, class F>
KS_INLINE SignalBins<R> read_signals(const NetworkTable<F>& table, const Network<R>& n, const Offer<R>& offer,
                                     const LowMonths<R>& low, MaskOf<R> adopted, const SectorSignals<R>& sector,
                                     R sector_utilization) {
    using I = IntOf<R>;
    SignalBins<R> bins;
    bins[Signal::utilization] = share_bin(n.utilization);
    bins[Signal::subsidy_share] = share_bin(n.subsidy_share);
    bins[Signal::sector_utilization] = share_bin(sector_utilization);
    bins[Signal::adopted] = select(adopted, I(1), I(0));
    bins[Signal::self_funded] = self_funded_bin<R>(low.months);
    bins[Signal::effective_price] = sector.effective_price_bin;
    bins[Signal::parity_gap] = log_ratio_bin(offer.parity_gap - R(table.cost_ratio0_log), 10.0F);
    bins[Signal::released] = select(sector.released, I(1), I(0));
    return bins;
}

}  // namespace killshot
