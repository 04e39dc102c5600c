/// A monthly mint that shrinks by the same fraction every month (io.net until June 2026, Aethir's providers).
///
/// Month k mints per_month0 (1 - monthly_decay)^k tokens, whatever the network earns.
/// Source: io.net/docs, IO tokenomics (300 M IO over 20 years, 1.02% less each month).
/// Verified by tests/emission/exponential_decay_test.cpp: with q = monthly_decay, n months mint
/// per_month0 (1 - (1 - q)^n)/q; io.net's first year mints 37.83 M IO.
#pragma once

#include <cmath>
#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/emission/steps.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct ExponentialDecay {
    static constexpr Archetype archetype = Archetype::exponential_decay;
    static constexpr std::string_view name = "exponential_decay";

    static void fill(EmissionRows& rows, const NetworkInputs& network, double /*gpus0*/) {
        const EmissionInputs& e = network.emission;
        fill_row(rows.mint, [&](std::size_t step) {
            return e.per_month0 * std::pow(1 - e.monthly_decay, month_of(step)) * months_per_step;
        });
    }
};

}  // namespace killshot
