/// Eq. 18: the first non-crypto-native customer at scale.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// Whether a customer would adopt in this step: likelier the cheaper the network and the busier its GPUs.
template <class R, class F>
KS_INLINE MaskOf<R> adopts(const SectorTable<F>& table, const NetworkTable<F>& network, R parity_gap, R utilization,
                           R u_adoption) {
    const R price_edge = R(network.adoption_price) * (R(table.discount_required_log) - parity_gap);
    const R appeal = fma(R(network.adoption_load), utilization - R(network.utilization0), price_edge);
    const R hazard = R(network.adoption_rate) * exp(clip(appeal, R(-3.0F), R(3.0F)));
    return u_adoption < R(1.0F) - exp(hazard * R(table.minus_dt));
}

}  // namespace killshot
