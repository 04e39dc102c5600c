/// Eq. 11: how contestable demand is shared, a logit with the centralised side as the outside option.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/limits.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// ln weight of a network: trust won, less what its cost has lost against the centralised one since the start. Its
/// limit keeps the sum of the weights finite; without it, every share could become 0.
template <class R, class F>
KS_INLINE R weight_log(const NetworkTable<F>& network, R parity_gap, R trust) {
    const R log_weight =
        fma(-R(network.price_sensitivity), parity_gap - R(network.cost_ratio0_log), R(network.weight0_log) + trust);
    return min(log_weight, R(max_weight_log));
}

/// Sum over the networks in the order of a 32-lane xor-shuffle: slot i with i+16, then i+8, i+4, i+2, i+1; empty slots
/// are 0. `value(i)` is read for i < n only. The order is part of the definition: every backend adds in it and gets the
/// same bits.
template <class R, int first = 0, int stride = 1, class Value>
KS_INLINE R tree_sum(int n, const Value& value) {
    if constexpr (stride == tree_slots) {
        return value(first);
    } else {
        const R sum = tree_sum<R, first, 2 * stride>(n, value);
        return first + stride < n ? sum + tree_sum<R, first + stride, 2 * stride>(n, value) : sum;
    }
}

}  // namespace killshot
