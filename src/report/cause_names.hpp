/// Names of the exits in files and in tables, in the order of Cause.
#pragma once

#include <array>
#include <string_view>

#include "killshot/tally/rows.hpp"

namespace killshot {

inline constexpr std::array<std::string_view, n_causes> cause_names = {"kill_shot", "supply_exodus",
                                                                       "subsidy_exhausted", "token_death"};
inline constexpr std::array<std::string_view, n_causes> cause_titles = {"kill shot", "supply exodus",
                                                                        "subsidy exhausted", "token death"};

}  // namespace killshot
