/// The arguments of Backend::run that follow from a scenario, besides its tables.
#pragma once

#include <cstdint>
#include <vector>

#include "killshot/scenario.hpp"
#include "killshot/tally/layout.hpp"

namespace killshot {

/// The networks' stances, in their order.
[[nodiscard]] std::vector<Stance> stances_of(const Inputs& inputs);

/// The layout of a tally of n_paths paths of the scenario, at its report dates.
[[nodiscard]] TallyLayout layout_of(const Scenario& scenario, std::int64_t n_paths);

}  // namespace killshot
