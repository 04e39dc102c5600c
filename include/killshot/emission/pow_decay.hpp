/// Proof-of-work rewards proportional to what is left of the cap (Dynex).
///
/// What is left falls as e^(-t/time_constant), t and time_constant in years, from max_supply - issued0 at t0.
/// Source: Dynex, CryptoNote configuration ((110e6 - A)/2^18 per 120 s block, so time_constant is 2^18 x 120 s).
/// Verified: issuance tends to max_supply, and n steps mint (max_supply - issued0) (1 - e^(-n dt/time_constant)).
#pragma once

#include <cmath>
#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/emission/steps.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct PowDecay {
    static constexpr Archetype archetype = Archetype::pow_decay;
    static constexpr std::string_view name = "pow_decay";

    static void fill(EmissionRows& rows, const NetworkInputs& network, double /*gpus0*/) {
        const EmissionInputs& e = network.emission;
        const double left0 = network.max_supply - e.issued0;
        fill_row(rows.mint, [&](std::size_t step) {
            return -left0 * std::exp(-years_to(step) / e.time_constant) * std::expm1(-dt_years / e.time_constant);
        });
    }
};

}  // namespace killshot
