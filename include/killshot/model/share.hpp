/// Eq. 11: how contestable demand is shared, a logit with the centralised side as the outside option.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// ln weight of a network: trust won, less the price that it asks above its start.
template <class R, class F>
KS_INLINE R weight_log(const NetworkTable<F>& network, R parity_gap, R trust) {
    return fma(-R(network.price_sensitivity), parity_gap - R(network.cost_ratio0_log), R(network.weight0_log) + trust);
}

/// Sum over the networks in the order of a 32-lane xor-shuffle: slot i with i+16, then i+8, i+4, i+2, i+1; empty slots
/// are 0. `value(i)` is read for i < n only. The order is part of the definition: every backend adds in it and gets the
/// same bits.
template <class R, class Value>
KS_INLINE R tree_sum(int n, const Value& value) {
    R slots[tree_slots / 2];
    for (int i = 0; i < tree_slots / 2; ++i) {
        const R low = i < n ? value(i) : R(0.0F);
        slots[i] = i + tree_slots / 2 < n ? low + value(i + tree_slots / 2) : low;
    }
    for (int half = tree_slots / 4; half > 0; half /= 2) {
        for (int i = 0; i < half; ++i) {
            slots[i] = slots[i] + slots[i + half];
        }
    }
    return slots[0];
}

}  // namespace killshot
