/// Eq. 13 and 16: the utilization of a network's GPUs, their cost, and their number in the next step.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/emission_law.hpp"
#include "killshot/model/limits.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/random/draws.hpp"

namespace killshot {

/// Utilization u: demand over supply, both in units of gpus0.
template <class R, class F>
KS_INLINE R utilization(const NetworkTable<F>& network, R demand, R gpus) {
    return min(demand / gpus, R(network.utilization_max));
}

/// Power and capital cost of one GPU-hour (USD).
template <class R, class F>
KS_INLINE R cost_per_gpu_hour(const NetworkTable<F>& network, const NetworkStep<F>& step, R utilization) {
    return fma(R(network.power_busy), utilization, R(network.power_idle)) + R(step.capital_cost);
}

/// Supply of GPUs S that lnS stands for, in units of gpus0.
template <class R>
KS_INLINE R gpus(R gpus_log) {
    return exp(gpus_log, -max_gpus_log, max_gpus_log);
}

/// Margin of suppliers over the cost of their GPU-hours (USD).
template <class R>
KS_INLINE R margin(const Payout<R>& payout, R gpu_hours_cost) {
    return min((payout.organic_usd + payout.subsidy_usd) / gpu_hours_cost - R(1.0F), R(max_margin));
}

/// ln supply of GPUs, 0 at t0. It grows with the margin and drops in rare outages.
template <class R, class F>
KS_INLINE R next_gpus_log(const NetworkTable<F>& network, R gpus_log, R margin, R u_supply) {
    const R grown = fma(R(network.supply_speed_dt), clip(margin, R(-1.0F), R(1.0F)), gpus_log);
    const MaskOf<R> fails = u_supply < R(network.outage_probability);
    const auto outage = [&network](auto u) {
        using Some = decltype(u);
        const Some v = fresh_uniform(u * Some(network.one_over_outage_probability));
        return Some(network.minus_outage_log_mean) * log(v);
    };
    return grown - rarely(fails, R(0.0F), outage, u_supply);
}

}  // namespace killshot
