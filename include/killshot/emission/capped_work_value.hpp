/// Work mints its full value in tokens, but at most cap_per_day tokens a day (NetMind.AI; Eq. 15).
///
/// Source: netmind.ai, Announcing Updated Tokenomics, 2024 (62.5 M NMT over ten years: 17,123 a day).
/// Verified by tests/emission/capped_work_value_test.cpp: ten years at the cap mint 3650 cap_per_day; below the cap,
/// the value of the work is minted.
#pragma once

#include <string_view>

#include "killshot/emission/rows.hpp"
#include "killshot/emission/steps.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

struct CappedWorkValue {
    static constexpr Archetype archetype = Archetype::capped_work_value;
    static constexpr std::string_view name = "capped_work_value";

    static void fill(EmissionRows& rows, const NetworkInputs& network, double /*gpus0*/) {
        rows.work_rate = 1;
        rows.work_cap = network.emission.cap_per_day * days_per_step;
    }
};

}  // namespace killshot
