/// Eq. 1: hyperscalers' list prices, flat with rare jumps. Cuts are likelier the further a list stands above the open
/// market, and while a new hardware generation is arriving.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/random/draws.hpp"

namespace killshot {

/// How much a hardware backlog b' (Eq. 20) above its mean raises the log of the cut rate.
template <class R, class F>
KS_INLINE R release_pressure(const SectorTable<F>& table, R backlog) {
    return fma(R(table.backlog_cut), backlog, R(table.minus_mean_backlog_cut));
}

/// The next ln list price of one hyperscaler (USD/GPU-hour), given the open market's ln price, release_pressure() and
/// this step's uniform.
template <class R, class F>
KS_INLINE R next_list_price_log(const SectorTable<F>& table, R list_log, R open_log, R pressure, R u_list) {
    const R gap = fma(R(table.gap_sensitivity), list_log - open_log - R(table.gap_ref), pressure);
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
        const Some cut_size =
            min(fma(Some(table.cut_log_scale), log_odds, Some(table.cut_log_mean)), Some(table.least_cut_log));
        return select(cut, cut_size, Some(table.minus_hike_log_mean) * log_odds);
    };
    return max(drifted + rarely(jumps, R(0.0F), jump, u_list, probability, cut_rate, rate), R(table.list_floor_log));
}

}  // namespace killshot
