/// Block rewards halve whenever half of the remaining cap has been issued (Bittensor).
///
/// With I tokens issued (whether they circulate or not) and M = max_supply, the rate is
/// per_day 2^-floor(log2(1/(1 - I/M))) tokens a day. A step that crosses a threshold M (1 - 2^-h) is split there.
/// Source: opentensor/subtensor, block_emission.rs (1 TAO per 12 s block, M = 21e6).
/// Verified by tests/emission/halving_by_supply_test.cpp: after h halvings M (1 - 2^-h) tokens are issued, and a
/// halving comes every M/(2 per_day) days.
#pragma once

#include <cmath>
#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/emission/steps.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct HalvingBySupply {
    static constexpr Archetype archetype = Archetype::halving_by_supply;
    static constexpr std::string_view name = "halving_by_supply";

    static void fill(EmissionRows& rows, const NetworkInputs& network, double /*gpus0*/) {
        const double cap = network.max_supply;
        const auto threshold = [cap](int halvings) { return cap * (1 - std::ldexp(1.0, -halvings)); };
        double issued = network.emission.issued0;
        int halvings = 0;

        fill_row(rows.mint, [&](std::size_t) {
            double minted = 0;
            double days_left = days_per_step;
            while (days_left > 0 && issued < cap) {
                while (issued >= threshold(halvings + 1)) ++halvings;
                const double per_day = std::ldexp(network.emission.per_day, -halvings);
                const double room = threshold(halvings + 1) - issued;
                if (per_day * days_left < room) {
                    minted += per_day * days_left;
                    issued += per_day * days_left;
                    break;
                }
                minted += room;
                issued = threshold(halvings + 1);
                days_left -= room / per_day;
            }
            return minted;
        });
    }
};

}  // namespace killshot
