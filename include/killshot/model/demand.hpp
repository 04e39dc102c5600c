/// Eq. 5 and 12: the sector's demand for tokens, and the demand for one network's GPU-hours.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/limits.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// Demand lnQ in raw tokens, 0 at t0: growth that fades, plus the response to cheaper tokens.
template <class R, class F>
KS_INLINE R next_demand_log(const SectorTable<F>& table, const SectorStep<F>& step, R demand_log, R central_change,
                            R z_demand) {
    const R drifted = demand_log + R(step.demand_drift);
    return fma(R(table.demand_vol_sqrt_dt), z_demand, fma(-R(table.price_elasticity), central_change, drifted));
}

/// Local demand shock zeta of a network: Ornstein-Uhlenbeck, mean 0, and a drop when the largest customer leaves.
/// u_supply decides on an outage first (Eq. 16): a customer is lost where p_o <= u < p_o + p_l.
template <class R, class F>
KS_INLINE R next_local_demand(const NetworkTable<F>& network, R local_demand, R z_local, R u_supply) {
    const R beyond = u_supply - R(network.outage_probability);
    const MaskOf<R> leaves = (beyond >= R(0.0F)) & (beyond < R(network.customer_loss_probability));
    const R lost = select(leaves, R(network.customer_loss_log), R(0.0F));
    return fma(R(network.local_shock), z_local, fma(R(network.local_keep), local_demand, lost));
}

/// ln of what one unit of this network's work, with its local demand shock, needs in GPU-hours: zeta' - c. Work needs
/// GPU-hours by throughput, not by constant-quality efficiency.
template <class R, class F>
KS_INLINE R gpu_hours_per_work_log(const NetworkTable<F>& network, R software, R hardware, R local_demand) {
    return local_demand - fma(R(network.software_throughput_share), software, hardware);
}

/// Contestable demand B (GPU-hours in units of S0) at a share of what all would buy.
template <class R, class F>
KS_INLINE R contestable_demand(const NetworkTable<F>& network, const NetworkStep<F>& step, R demand_log,
                               R gpu_hours_per_work_log, R share) {
    const R log = fma(R(network.demand_beta), demand_log, R(step.fragmentation)) + gpu_hours_per_work_log;
    const R to_share = R(network.contestable_scale) * exp(log, -max_demand_log, max_demand_log);
    return max(to_share * share, R(min_demand));
}

/// Long-tail demand T (GPU-hours in units of S0).
template <class R, class F>
KS_INLINE R tail_demand(const NetworkStep<F>& step, R gpu_hours_per_work_log) {
    return R(step.tail_demand) * exp(gpu_hours_per_work_log, -max_demand_log, max_demand_log);
}

}  // namespace killshot
