/// Names of the closed lists of rows.hpp, as files and `show --json` have them.
#pragma once

#include <array>
#include <string_view>

#include "killshot/tally/rows.hpp"

namespace killshot {

inline constexpr std::array<std::string_view, n_causes> cause_names = {"kill_shot", "supply_exodus",
                                                                       "subsidy_exhausted", "token_death"};
inline constexpr std::array<std::string_view, n_readings> reading_names = {"effective", "lists", "any_list", "compute",
                                                                           "prices"};
inline constexpr std::array<std::string_view, n_signals> signal_names = {
    "utilization", "subsidy_share",   "sector_utilization", "adopted",
    "self_funded", "effective_price", "parity_gap",         "released"};

}  // namespace killshot
