/// Eq. 9 and 10: a network's price for a GPU-hour, and its cost per token relative to the centralised one.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/limits.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// Log discount d = ln(p/G) to the open market. It moves towards the discount that the subsidy pays for, and rises when
/// GPUs are scarce or suppliers lose money.
template <class R, class F>
KS_INLINE R next_discount_log(const NetworkTable<F>& network, R discount_log, R subsidy_share, R utilization,
                              R margin) {
    const R target = R(network.discount_plain_log) + log(fma(-R(network.subsidy_pass_through), subsidy_share, R(1.0F)));
    const R tightness = utilization - R(network.target_utilization);
    const R loss = max(-margin, R(0.0F));
    const R pressure = fma(R(network.tightness_dt), tightness, R(network.cost_recovery_dt) * loss);
    return discount_log + fma(R(network.discount_speed_dt), target - discount_log, pressure);
}

/// ln user price (USD/GPU-hour). Nobody sells below the cost of power.
template <class R, class F>
KS_INLINE R price_log(const NetworkTable<F>& network, R open_log, R discount_log) {
    return max(min(open_log + discount_log, R(max_price_log)), R(network.price_floor_log));
}

/// ln of the delivered decentralised cost of a unit of work over the centralised one at t0 (D over token_price0).
template <class R, class F>
KS_INLINE R delivered_cost_log(const SectorTable<F>& table, const NetworkTable<F>& network, R price_log, R efficiency) {
    const R price_change = price_log - R(network.price0_log);
    return fma(R(table.gpu_pass_through), price_change, R(network.cost_ratio0_log)) - efficiency;
}

/// Decentralised over centralised cost.
template <class R>
KS_INLINE R cost_ratio(R parity_gap) {
    return exp(parity_gap, -max_gap_log, max_gap_log);
}

/// ln of the centralised price of this network's kind of work, lnC_i, 0 at t0: it gains only the progress that counts
/// for it.
template <class R, class F>
KS_INLINE R central_work_cost_log(const NetworkTable<F>& network, R central_cost_log, R software_frontier_log,
                                  R hardware_frontier_log) {
    return fma(R(network.software_insensitivity), software_frontier_log,
               fma(R(network.hardware_insensitivity), hardware_frontier_log, central_cost_log));
}

}  // namespace killshot
