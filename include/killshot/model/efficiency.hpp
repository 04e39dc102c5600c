/// Eq. 8: a network's efficiency follows the frontier through software and through fleet renewal.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// ln efficiency from software. It catches up with the frontier; at today's pace, today's gap persists.
template <class R, class F>
KS_INLINE R next_software(const NetworkTable<F>& network, R software, R frontier_log) {
    return fma(R(network.software_keep), software,
               fma(R(network.software_gain), frontier_log, R(network.software_drift)));
}

/// ln efficiency from hardware. A fleet that loses money renews more slowly.
template <class R, class F>
KS_INLINE R next_hardware(const SectorTable<F>& table, const NetworkTable<F>& network, R hardware, R margin,
                          R frontier_log) {
    const R affordable = clip(R(1.0F) + min(margin, R(0.0F)), R(0.1F), R(1.0F));
    const R behind = fma(R(table.throughput_share), frontier_log, -hardware);
    return fma(affordable, fma(R(network.hardware_renewal), behind, R(network.hardware_drift)), hardware);
}

}  // namespace killshot
