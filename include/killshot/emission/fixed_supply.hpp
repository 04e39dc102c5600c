/// Nothing is minted: only unlocks add to the circulating supply, and fees buy tokens back (Gensyn).
///
/// Source: gensyn-network/gensyn-token, GensynToken.sol (10 B tokens minted once).
/// Verified by tests/emission/fixed_supply_test.cpp: supply is what circulated at t0 plus the unlocks.
#pragma once

#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct FixedSupply {
    static constexpr Archetype archetype = Archetype::fixed_supply;
    static constexpr std::string_view name = "fixed_supply";

    static void fill(EmissionRows& /*rows*/, const NetworkInputs& /*network*/, double /*gpus0*/) {}
};

}  // namespace killshot
