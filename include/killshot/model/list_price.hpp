/// Eq. 1: hyperscalers' list prices, flat with rare jumps; cuts are likelier the further a list stands above the open
/// market.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/random/draws.hpp"

namespace killshot {

/// The next ln list price of one hyperscaler (USD/GPU-hour), given the open market's ln price and this step's uniform.
template <class R, class F>
KS_INLINE R next_list_price_log(const SectorTable<F>& table, R list_log, R open_log, R u_list) {
    const R gap = R(table.gap_sensitivity) * (list_log - open_log - R(table.gap_ref));
    const R cut_rate = R(table.cut_rate) * exp(clip(gap, R(-2.0F), R(2.0F)));
    const R rate = cut_rate + R(table.hike_rate);
    const R probability = R(1.0F) - exp(rate * R(table.minus_dt));
    const MaskOf<R> jumps = u_list < probability;
    const R drifted = list_log + R(table.list_drift_dt);
    if (!any(jumps)) {
        return max(drifted, R(table.list_floor_log));
    }
    const R cut_fraction = cut_rate / rate;
    const R v = fresh_uniform(u_list / probability);
    const MaskOf<R> cut = v < cut_fraction;
    const R v1 = fresh_uniform(select(cut, v, v - cut_fraction) / select(cut, cut_fraction, R(1.0F) - cut_fraction));
    const R log_odds = log(select(cut, v1 / (R(1.0F) - v1), v1));
    const R cut_size = min(fma(R(table.cut_log_scale), log_odds, R(table.cut_log_mean)), R(-0.02F));
    const R size = select(cut, cut_size, R(table.minus_hike_log_mean) * log_odds);
    return max(drifted + select(jumps, size, R(0.0F)), R(table.list_floor_log));
}

}  // namespace killshot
