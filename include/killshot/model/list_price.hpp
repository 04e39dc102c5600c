/// Eq. 1: hyperscalers' list prices are flat with rare jumps. Cuts are likelier the further a list is above the open
/// market.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/random/draws.hpp"

namespace killshot {

/// The next ln list price of one hyperscaler (USD/GPU-hour), from the ln open-market price and this step's uniform.
template <class R, class F>
KS_INLINE R next_list_price_log(const SectorTable<F>& table, R list_log, R open_log, R u_list) {
    const R gap = R(table.gap_sensitivity) * (list_log - open_log - R(table.gap_ref));
    const R cut_rate = R(table.cut_rate) * exp(clip(gap, R(-2.0F), R(2.0F)));
    const R rate = cut_rate + R(table.hike_rate);
    const R probability = R(1.0F) - exp(rate * R(table.minus_dt));
    const MaskOf<R> jumps = u_list < probability;
    const R drifted = list_log + R(table.list_drift_dt);
    const auto jump = [&table](auto u, auto p, auto cuts, auto all) {
        using Some = decltype(u);
        const Some cut_fraction = cuts / all;
        const Some v = fresh_uniform(u / p);
        const MaskOf<Some> cut = v < cut_fraction;
        const Some v1 =
            fresh_uniform(select(cut, v, v - cut_fraction) / select(cut, cut_fraction, Some(1.0F) - cut_fraction));
        const Some log_odds = log(select(cut, v1 / (Some(1.0F) - v1), v1));
        const Some cut_size = min(fma(Some(table.cut_log_scale), log_odds, Some(table.cut_log_mean)), Some(-0.02F));
        return select(cut, cut_size, Some(table.minus_hike_log_mean) * log_odds);
    };
    return max(drifted + rarely(jumps, R(0.0F), jump, u_list, probability, cut_rate, rate), R(table.list_floor_log));
}

}  // namespace killshot
