/// Eq. 5 and 12: the sector's demand for tokens, and the demand for one network's GPU-hours.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// Demand lnQ in raw tokens, 0 at t0: growth that fades, plus the response to cheaper tokens.
template <class R, class F>
KS_INLINE R next_demand_log(const SectorTable<F>& table, const SectorStep<F>& step, R demand_log, R central_change,
                            R z_demand) {
    const R drifted = demand_log + R(step.demand_drift);
    return fma(R(table.demand_vol_sqrt_dt), z_demand, fma(-R(table.price_elasticity), central_change, drifted));
}

/// A network's local demand shock zeta, an Ornstein-Uhlenbeck process with mean 0.
template <class R, class F>
KS_INLINE R next_local_demand(const NetworkTable<F>& network, R local_demand, R z_local) {
    return fma(R(network.local_shock), z_local, R(network.local_keep) * local_demand);
}

/// ln of contestable demand before the network's share: lnQ' - tau e' + fragmentation t' + zeta', with tau the
/// throughput share: only that part of efficiency reduces the GPU-hours that a raw token needs.
template <class R, class F>
KS_INLINE R contestable_log(const SectorTable<F>& table, const SectorStep<F>& step, R demand_log, R efficiency,
                            R local_demand) {
    return fma(-R(table.throughput_share), efficiency, demand_log) + R(step.fragmentation) + local_demand;
}

}  // namespace killshot
