/// Customers burn tokens, operators are paid with tokens minted for their work, and a schedule mints more (Render).
///
/// The schedule mints per_month0 tokens a month, multiplied by yearly_damping at damping_month and every 12 months
/// after. Work mints work_rate of spend without a cap, and burn_rate of spend is burned (Eq. 15, 17).
/// Source: rendernetwork/RNPs, RNP-001 (95% burned, damping 0.945 a year) and RNP-022 (492,132 a month).
/// Verified by tests/emission/burn_mint_equilibrium_test.cpp: supply is constant at the price
/// (burn_rate - work_rate) spend/mint, and the schedule sums to damped years.
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/emission/steps.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct BurnMintEquilibrium {
    static constexpr Archetype archetype = Archetype::burn_mint_equilibrium;
    static constexpr std::string_view name = "burn_mint_equilibrium";

    static void fill(EmissionRows& rows, const NetworkInputs& network, double /*gpus0*/) {
        const EmissionInputs& e = network.emission;
        fill_row(rows.mint, [&](std::size_t step) {
            // How many of the months damping_month, damping_month + 12, ... this step has reached.
            const double dampings = std::max(0.0, std::ceil((month_of(step + 1) - e.damping_month) / 12));
            return e.per_month0 * std::pow(e.yearly_damping, dampings) * months_per_step;
        });
        rows.work_rate = e.work_rate;
    }
};

}  // namespace killshot
