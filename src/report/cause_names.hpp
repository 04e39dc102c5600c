/// Names of the exits in tables, in the order of Cause.
#pragma once

#include <array>
#include <string_view>

#include "killshot/tally/names.hpp"

namespace killshot {

inline constexpr std::array<std::string_view, n_causes> cause_titles = {"kill shot", "supply exodus",
                                                                        "subsidy exhausted", "token death"};

}  // namespace killshot
