/// Warnings about starts that are allowed but implausible, after a table.
#pragma once

#include "killshot/scenario.hpp"

namespace killshot::cli {

/// Prints nothing if every network's start is plausible.
void print_implausible_starts(const Scenario& scenario);

}  // namespace killshot::cli
