/// Eq. 8: how a network's efficiency in its kind of work follows the frontier, by software and by renewing its fleet.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// ln efficiency from software, 0 at t0: catches up with the frontier that counts for this work, from today's lag.
template <class R, class F>
KS_INLINE R next_software(const NetworkTable<F>& network, R software, R software_frontier_log) {
    return fma(R(network.software_keep), software,
               fma(R(network.software_gain), software_frontier_log, R(network.software_drift)));
}

/// ln efficiency from hardware, 0 at t0: the same for cards. A fleet that loses money renews more slowly.
template <class R, class F>
KS_INLINE R next_hardware(const SectorTable<F>& table, const NetworkTable<F>& network, R hardware, R margin,
                          R hardware_frontier_log) {
    const R affordable = clip(R(1.0F) + min(margin, R(0.0F)), R(table.least_renewal), R(1.0F));
    const R target = fma(R(network.hardware_exposure), hardware_frontier_log, R(network.hardware_lag));
    return fma(affordable * R(network.hardware_renewal), target - hardware, hardware);
}

}  // namespace killshot
