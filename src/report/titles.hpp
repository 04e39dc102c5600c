/// What exits, readings, signals and verdicts are called in tables, sentences and exports.
#pragma once

#include <array>
#include <string_view>

#include "analysis/signals.hpp"
#include "killshot/tally/names.hpp"

namespace killshot {

/// In the order of Cause.
inline constexpr std::array<std::string_view, n_causes> cause_titles = {"kill shot", "supply exodus",
                                                                        "subsidy exhausted", "token death"};

/// In the order of Reading.
inline constexpr std::array<std::string_view, n_readings> reading_titles = {
    "what customers pay", "list prices", "any one list", "price of a unit of compute", "prices asked instead of costs"};

/// In the order of tables: the analyst's three signals come first.
struct SignalTitle {
    Signal signal;
    std::string_view title;
};
inline constexpr std::array<SignalTitle, n_signals> signal_titles = {{
    {Signal::utilization, "01 utilization"},
    {Signal::sector_utilization, "01 sector utilization"},
    {Signal::adopted, "02 a first customer"},
    {Signal::self_funded, "03 stands on its own"},
    {Signal::subsidy_share, "subsidy share"},
    {Signal::effective_price, "price customers pay"},
    {Signal::parity_gap, "cost ratio"},
    {Signal::released, "new hardware"},
}};

/// What a high reading does to P(kill later).
constexpr std::string_view verdict_title(Verdict verdict) {
    constexpr std::array<std::string_view, 4> titles = {"unknown", "raises", "lowers", "cannot be told apart"};
    return titles.at(static_cast<std::size_t>(verdict));
}

}  // namespace killshot
