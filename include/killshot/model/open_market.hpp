/// Eq. 2: the open-market GPU price (neoclouds and marketplaces) in regimes of glut and scarcity.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// The next regime. It flips with the leaving probability of the current one, before the price moves.
template <class R, class F>
KS_INLINE MaskOf<R> next_scarcity(const SectorTable<F>& table, MaskOf<R> scarcity, R u_market_regime) {
    const R leave = select(scarcity, R(table.scarcity_leave_probability), R(table.glut_leave_probability));
    return scarcity ^ (u_market_regime < leave);
}

/// The next ln open-market price (USD/GPU-hour): drift and volatility of the new regime, a pull back below the lowest
/// list, and what the hardware that arrived (Eq. 20) takes off the price of older cards. The drifts include the mean of
/// that, so it is zero on average.
template <class R, class F>
KS_INLINE R next_open_price_log(const SectorTable<F>& table, MaskOf<R> scarcity, R open_log, R lowest_list_log,
                                R arrived, R z_market) {
    const R drift = select(scarcity, R(table.scarcity_drift_dt), R(table.glut_drift_dt));
    const R vol = select(scarcity, R(table.scarcity_vol_sqrt_dt), R(table.glut_vol_sqrt_dt));
    const R above_ceiling = max(open_log - lowest_list_log - R(table.ceiling_gap), R(0.0F));
    const R pushed = fma(-R(table.obsolescence), arrived, drift);
    const R moved = open_log + fma(-R(table.ceiling_pull_dt), above_ceiling, pushed);
    return max(fma(vol, z_market, moved), R(table.open_floor_log));
}

}  // namespace killshot
