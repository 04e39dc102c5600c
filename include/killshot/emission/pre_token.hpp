/// A monthly USD grant until the runway is spent (Hyperbolic, Nous Research, Prime Intellect, Ritual).
///
/// grant_usd_per_month is paid until treasury_usd is gone, the last part partial.
/// Source: funding rounds of the projects; there is no token yet.
/// Verified: over a long enough horizon the grants sum to treasury_usd, then stop; a shorter one pays every month.
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
        // What rounding leaves of a spent treasury is no runway: the exhaustion event looks for grants of exactly 0.
        const double rounding = 1e-9 * grant;
        fill_row(rows.grant_usd, [&](std::size_t step) {
            const double left = e.treasury_usd - e.grant_usd_per_month * month_of(step);
            return left > rounding ? std::min(left, grant) : 0.0;
        });
        rows.finite_pool = true;
    }
};

}  // namespace killshot
