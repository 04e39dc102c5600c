/// Eq. 19: the state of each network at t0, derived from the scenario's inputs and consistent by construction.
///
/// It needs nothing but inputs, so that a design can test whether the values that it drew are consistent.
/// Verified by tests/tables/start_of_test.cpp and tests/model/start_test.cpp.
#pragma once

#include "killshot/inputs.hpp"

namespace killshot {

/// What Eq. 19 derives for one network. With these values the start is a steady state when nothing disturbs it.
struct NetworkStart {
    double price0{};          // p0, USD/GPU-hour
    double gpus0{};           // H100 equivalents
    double organic0_usd{};    // O0, USD per step
    double subsidy0_usd{};    // USD per step
    double subsidy_share0{};  // s0
    double burned0_usd{};     // USD per step
    double capital_cost{};    // USD/GPU-hour
    double target_utilization{};
};

inline constexpr double max_capital_cost = 1e6;  // USD/GPU-hour, Eq. 16 and 19

/// Eq. 19 for one network. Throws Error, naming the inputs, if no positive capital cost up to max_capital_cost is
/// consistent with them.
[[nodiscard]] NetworkStart start_of(const SectorInputs& sector, const NetworkInputs& network);

}  // namespace killshot
