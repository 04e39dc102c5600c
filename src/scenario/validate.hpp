/// What one number alone does not show: weights, correlations, shares, and starts that contradict themselves.
#pragma once

#include "killshot/scenario/scenario.hpp"
#include "problems.hpp"

namespace killshot {

/// Looks only at parameters that the scenario has: what is missing or out of range was told before.
void validate(const Scenario& scenario, Problems& problems);

}  // namespace killshot
