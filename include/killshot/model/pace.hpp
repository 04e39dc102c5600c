/// Eq. 3 and 7: the pace of cost-per-token improvement, the frontier that it moves, and the trailing pace of prices.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/random/draws.hpp"

namespace killshot {

/// Exact step of an Ornstein-Uhlenbeck process: keep = e^{-kappa dt}, and shock is the sd of the step.
template <class R>
KS_INLINE R next_ornstein_uhlenbeck(R x, R mean, R keep, R shock, R z) {
    return fma(shock, z, fma(x - mean, keep, mean));
}

/// Pace a, per year: the whole pace, of which hardware (Eq. 20) and breakthroughs bring their mean parts.
template <class R, class F>
KS_INLINE R next_pace(const SectorTable<F>& table, R pace, R z_pace) {
    return next_ornstein_uhlenbeck(pace, R(table.pace_mean), R(table.pace_keep), R(table.pace_shock), z_pace);
}

/// Software frontier lnE_s, 0 at t0: what the pace leaves to software, and breakthroughs as exponential jumps.
template <class R, class F>
KS_INLINE R next_software_frontier_log(const SectorTable<F>& table, R frontier_log, R pace, R u_progress) {
    const R steady = max(pace - R(table.pace_of_other_causes), R(0.0F));
    const R moved = fma(steady, R(table.dt), frontier_log);
    const MaskOf<R> breaks_through = u_progress < R(table.breakthrough_probability);
    const auto jump = [&table](auto u) {
        using Some = decltype(u);
        const Some v = fresh_uniform(u * Some(table.one_over_breakthrough_probability));
        return Some(table.minus_breakthrough_log_mean) * log(v);
    };
    return moved + rarely(breaks_through, R(0.0F), jump, u_progress);
}

/// Trailing pace V_C of the centralised price per token over the window, per year.
template <class R, class F>
KS_INLINE R next_trailing_pace(const SectorTable<F>& table, R trailing_pace, R central_change) {
    return fma(R(table.window_weight), central_change * R(table.one_over_dt) - trailing_pace, trailing_pace);
}

}  // namespace killshot
