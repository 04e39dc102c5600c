/// Eq. 20: hardware generations. A release adds compute per rental dollar; the gain reaches the market gradually.
///
/// Verified by tests/model/generations_test.cpp (a release schedule without spread, the total of the ramp) and by the
/// known answers.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/random/draws.hpp"

namespace killshot {

template <class R>
struct Generations {
    IntOf<R> age;            // steps since the last release
    R backlog;               // b, released and not yet in the market
    R frontier_log;          // lnE_h, 0 at t0
    MaskOf<R> has_released;  // since t0
};

template <class R, class F>
KS_INLINE Generations<R> generations_at_start(const SectorTable<F>& table) {
    return {IntOf<R>(table.release_age0), R(table.ramp_backlog0), R(0.0F), R(0.0F) < R(0.0F)};
}

/// One step; returns what arrived in it, the growth of the hardware frontier. u_progress decides on breakthroughs first
/// (Eq. 3): a release needs p_b <= u < p_b + p_g.
template <class R, class F>
KS_INLINE R step_generations(const SectorTable<F>& table, R u_progress, Generations<R>& g) {
    using I = IntOf<R>;
    const R beyond = u_progress - R(table.breakthrough_probability);
    const MaskOf<R> is_due = I(table.release_min_steps - 1) < g.age;
    const MaskOf<R> is_release = is_due & (beyond >= R(0.0F)) & (beyond < R(table.release_probability));
    const auto size = [&table](auto u) {
        using Some = decltype(u);
        const Some v = fresh_uniform(u * Some(table.one_over_release_probability));
        const Some log_odds = log(v / (Some(1.0F) - v));
        return max(fma(Some(table.release_log_scale), log_odds, Some(table.release_log_mean)),
                   Some(table.least_release_log));
    };
    const R released = g.backlog + rarely(is_release, R(0.0F), size, beyond);
    const R arrived = released * R(table.ramp_gain);
    g.age = select(is_release, I(0), g.age + I(1));
    g.backlog = released - arrived;
    g.frontier_log = g.frontier_log + arrived;
    g.has_released = g.has_released | is_release;
    return arrived;
}

}  // namespace killshot
