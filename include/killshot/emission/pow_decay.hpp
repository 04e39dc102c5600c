/// Proof-of-work rewards proportional to what remains of the cap (Dynex).
///
/// The remainder is max_supply - issued0 at t0 and falls as e^(-t/time_constant), with t and time_constant in years.
/// Source: Dynex, CryptoNote configuration ((110e6 - A)/2^18 per 120 s block, so time_constant is 2^18 x 120 s).
/// Verified by tests/emission/pow_decay_test.cpp: n steps mint (max_supply - issued0) (1 - e^(-n dt/time_constant)).
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
        const double remaining0 = network.max_supply - e.issued0;
        fill_row(rows.mint, [&](std::size_t step) {
            return -remaining0 * std::exp(-years_to(step) / e.time_constant) * std::expm1(-dt_years / e.time_constant);
        });
    }
};

}  // namespace killshot
