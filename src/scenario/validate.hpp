/// What one number alone does not show: weights, correlations, shares, and starts that contradict themselves.
#pragma once

#include "killshot/scenario.hpp"
#include "scenario/problems.hpp"

namespace killshot {

/// Looks only at parameters that the scenario has: what is missing or out of range was told before.
void validate(const Scenario& scenario, Problems& problems);

}  // namespace killshot
