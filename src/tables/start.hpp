/// The start that is consistent by construction (Eq. 19): what a scenario's inputs say of each network at t0.
///
/// Verified by tests/plan/start_test.cpp. It knows nothing of a scenario but its inputs, so that a design may ask it
/// whether what was drawn can be.
#pragma once

#include "killshot/inputs.hpp"

namespace killshot {

/// What Eq. 19 derives for one network, so that the start stays put when nothing pushes it.
struct NetworkStart {
    double price0{};          // p0, USD/GPU-hour
    double gpus0{};           // H100 equivalents
    double organic0_usd{};    // O0, USD in a step
    double subsidy0_usd{};    // USD in a step
    double subsidy_share0{};  // s0
    double capital_cost{};    // USD/GPU-hour
    double target_utilization{};
};

/// Eq. 19 for one network. Throws Error naming the inputs that clash when no positive capital cost is consistent with
/// them.
[[nodiscard]] NetworkStart start_of(const SectorInputs& sector, const NetworkInputs& network);

}  // namespace killshot
