/// Nothing is minted: holders get buyback_rate of the fees (Eq. 17), and suppliers what customers pay (NodeAI).
///
/// Source: docs.nodes.ai (a share of revenue to holders, no inflation); the size of the share is not published.
/// Verified by tests/emission/revenue_share_test.cpp: no row is filled, so the supply is constant.
#pragma once

#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct RevenueShare {
    static constexpr Archetype archetype = Archetype::revenue_share;
    static constexpr std::string_view name = "revenue_share";

    static void fill(EmissionRows& /*rows*/, const NetworkInputs& /*network*/, double /*gpus0*/) {}
};

}  // namespace killshot
