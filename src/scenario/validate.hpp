/// Checks that involve several numbers: weights, correlations, shares, and a consistent start.
#pragma once

#include "killshot/scenario.hpp"
#include "scenario/problems.hpp"

namespace killshot {

/// Problems are reported only for parameters that the scenario has; missing ones have been reported by the reader.
void validate(const Scenario& scenario, Problems& problems);

}  // namespace killshot
