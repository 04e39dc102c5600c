/// Inflation of the circulating supply, halving over time within bounds (Akash until its cutover).
///
/// The yearly rate is clip(rate0 2^(-t/half_life), rate_min, rate_max), with t and half_life in years. From end_month
/// on, nothing is minted.
/// Source: Akash Network's token whitepaper and the Cosmos x/mint module.
/// Verified by tests/emission/cosmos_inflation_test.cpp: compound growth at a constant rate, the halving, both bounds,
/// and the end.
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/emission/steps.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct CosmosInflation {
    static constexpr Archetype archetype = Archetype::cosmos_inflation;
    static constexpr std::string_view name = "cosmos_inflation";

    static void fill(EmissionRows& rows, const NetworkInputs& network, double /*gpus0*/) {
        const EmissionInputs& e = network.emission;
        fill_row(rows.inflation, [&](std::size_t step) {
            const double decayed = e.rate0 * std::exp2(-years_to(step) / e.half_life);
            const double rate_per_year = std::min(std::max(decayed, e.rate_min), e.rate_max);
            return rate_per_year / 12 * overlap_months(step, 0, e.end_month);
        });
    }
};

}  // namespace killshot
