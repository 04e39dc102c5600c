/// A treasury pays out a fraction each month, scaled by the circulating share of the cap (Allora).
///
/// A month pays monthly_fraction of the treasury times N/max_supply (Eq. 15). The chain also smooths its payments; the
/// model does not.
/// Source: allora-network/allora-chain, x/mint (f = 0.025 a month).
/// Verified by tests/emission/treasury_fraction_test.cpp: at constant supply the treasury drains as
/// (1 - monthly_fraction N/max_supply)^k.
#pragma once

#include <algorithm>
#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/emission/steps.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct TreasuryFraction {
    static constexpr Archetype archetype = Archetype::treasury_fraction;
    static constexpr std::string_view name = "treasury_fraction";

    static void fill(EmissionRows& rows, const NetworkInputs& network, double /*gpus0*/) {
        std::ranges::fill(rows.treasury_rate, network.emission.monthly_fraction * months_per_step);
        rows.pool0 = network.emission.treasury;
        rows.finite_pool = true;
    }
};

}  // namespace killshot
