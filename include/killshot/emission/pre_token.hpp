/// A monthly USD grant until the runway is spent (Hyperbolic, Nous Research, Prime Intellect, Ritual).
///
/// grant_usd_per_month is paid until treasury_usd is spent; the last grant is what remains.
/// Source: the projects' funding rounds; they have no token yet.
/// Verified by tests/emission/pre_token_test.cpp: over a long horizon the grants sum to treasury_usd and then stop.
#pragma once

#include <algorithm>
#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/emission/steps.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct PreToken {
    static constexpr Archetype archetype = Archetype::pre_token;
    static constexpr std::string_view name = "pre_token";

    static void fill(EmissionRows& rows, const NetworkInputs& network, double /*gpus0*/) {
        const EmissionInputs& e = network.emission;
        const double grant = e.grant_usd_per_month * months_per_step;
        // The exhaustion event looks for grants of exactly 0, so a remainder that is mere rounding counts as spent.
        const double rounding = 1e-9 * grant;
        fill_row(rows.grant_usd, [&](std::size_t step) {
            const double left = e.treasury_usd - e.grant_usd_per_month * month_of(step);
            return left > rounding ? std::min(left, grant) : 0.0;
        });
        rows.finite_pool = true;
    }
};

}  // namespace killshot
