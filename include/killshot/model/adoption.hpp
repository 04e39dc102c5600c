/// Eq. 18: the first non-crypto-native customer at scale.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// Whether a customer might adopt in this step: a cheap bound, since adoption is rare. prob(hazard) < hazard dt, and
/// for u in (0, 1) the bits of u read as an integer give a lower bound of ln u. Where that bound exceeds ln(hazard dt),
/// nobody adopts.
template <class R, class F>
KS_INLINE MaskOf<R> adoption_is_possible(const NetworkTable<F>& network, R appeal, R u_adoption) {
    return fma(Lanes<R>::from_int(bits_of(u_adoption)), R(0x1.62e43p-24F), R(network.adoption_bound)) < appeal;
}

/// The log of the hazard over its rate: the larger the cheaper the network and the busier its GPUs.
template <class R, class F>
KS_INLINE R adoption_appeal(const SectorTable<F>& table, const NetworkTable<F>& network, R parity_gap, R utilization) {
    const R price_edge = R(network.adoption_price) * (R(table.discount_required_log) - parity_gap);
    return clip(fma(R(network.adoption_load), utilization - R(network.utilization0), price_edge), R(-3.0F), R(3.0F));
}

/// True where a customer would adopt in this step.
template <class R, class F>
KS_INLINE MaskOf<R> adopts(const SectorTable<F>& table, const NetworkTable<F>& network, R parity_gap, R utilization,
                           R u_adoption) {
    const R appeal = adoption_appeal(table, network, parity_gap, utilization);
    const MaskOf<R> possible = adoption_is_possible(network, appeal, u_adoption);
    const auto probability = [&table, &network](auto some_appeal) {
        using Some = decltype(some_appeal);
        const Some hazard = Some(network.adoption_rate) * exp(some_appeal);
        return Some(1.0F) - exp(hazard * Some(table.minus_dt));
    };
    return u_adoption < rarely(possible, R(0.0F), probability, appeal);
}

}  // namespace killshot
