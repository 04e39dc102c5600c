/// What Backend::run takes of a scenario besides its tables.
#pragma once

#include <cstdint>
#include <vector>

#include "killshot/scenario/scenario.hpp"
#include "killshot/tally/layout.hpp"

namespace killshot {

/// The networks' stances, in their order.
[[nodiscard]] std::vector<Stance> stances_of(const Inputs& inputs);

/// The tally of so many of the scenario's paths, at its report dates.
[[nodiscard]] TallyLayout layout_of(const Scenario& scenario, std::int64_t n_paths);

}  // namespace killshot
