/// The arguments of Backend::run, other than the tables, that follow from a scenario.
#pragma once

#include <cstdint>
#include <vector>

#include "killshot/scenario.hpp"
#include "killshot/tally/layout.hpp"

namespace killshot {

/// The stance of each network, in the order of the networks.
[[nodiscard]] std::vector<Stance> stances_of(const Inputs& inputs);

/// The layout of a tally of n_paths paths, with the scenario's report dates.
[[nodiscard]] TallyLayout layout_of(const Scenario& scenario, std::int64_t n_paths);

}  // namespace killshot
