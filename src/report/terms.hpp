/// The words of the results: conditions, exits, signals and equations, each with its meaning and its place in
/// docs/model.md. Parameters, outputs and variables of the file have tables of their own.
///
/// Verified by tests/report/explain_test.cpp, which looks up every place.
#pragma once

#include <array>
#include <string_view>

namespace killshot {

struct Term {
    std::string_view name, kind, meaning, place;  // place: an anchor of docs/model.md
};

inline constexpr std::array terms = {
    Term{
        "K1", "condition of the sector",
        "hyperscaler GPU prices are price_fall or more below their level at the start (in the kill shot's own reading, "
        "the effective price that customers pay)",
        "the-kill-shot"},
    Term{"K2", "condition of a network",
         "the centralised cost per token still falls, faster than this network's supply could match since the start, "
         "and even at cost the network no longer offers the discount that buyers want",
         "the-kill-shot"},
    Term{"K2_prices", "condition of a network", "K2 with the price asked in place of the cost of supply",
         "the-kill-shot"},
    Term{
        "K3", "condition of a network",
        "the long tail (privacy, geography, censorship) is long_tail_share or more of what demand is left; a condition "
        "of the kill shot only if require_long_tail is true",
        "the-kill-shot"},
    Term{"kill_shot", "exit", "K1 and K2 (and K3 if required) have held for hold_months in a row", "the-kill-shot"},
    Term{"supply_exodus", "exit", "supply is at a quarter of its start or below", "exits"},
    Term{"subsidy_exhausted", "exit",
         "nothing is left to pay suppliers from, and they have lost money for hold_months in a row", "exits"},
    Term{"token_death", "exit", "the token is at 1% of its first price or below for hold_months in a row", "exits"},
    Term{"effective", "reading", "the kill shot's own reading of its words: what hyperscaler customers pay, and K2",
         "the-kill-shot"},
    Term{"lists", "reading", "K1 on the weighted list price, and K2", "the-kill-shot"},
    Term{"any_list", "reading", "K1 on any one hyperscaler's list price, and K2", "the-kill-shot"},
    Term{"compute", "reading", "K1 on the price of a unit of compute rather than of a given card, and K2",
         "the-kill-shot"},
    Term{"prices", "reading", "K1 on the effective price, and K2_prices", "the-kill-shot"},
    Term{"adopted", "signal", "a first customer at scale from outside crypto has come (signal 02)", "signals"},
    Term{"self_funded", "signal",
         "share of the months of low utilization in which organic income alone covered power and capital (signal 03)",
         "signals"},
    Term{"parity_gap", "signal", "log of the cost ratio, less its value at the start", "signals"},
    Term{"released", "signal", "a new hardware generation has been released since the start", "signals"},
};

/// Titles of the equations in docs/model.md, by number.
inline constexpr std::array<std::string_view, 21> equation_titles = {
    "Counter-based draws",
    "List prices of hyperscalers",
    "Open-market price",
    "Pace of software, and breakthroughs",
    "What hyperscaler customers pay, and the centralised price per token",
    "Demand for tokens",
    "Crypto market",
    "Trailing pace of the centralised price",
    "Efficiency follows the frontier",
    "Price to users",
    "Parity gap",
    "Share of contestable demand",
    "Demand for the network's GPU-hours",
    "Utilization",
    "What customers spend, and what suppliers get of it",
    "Emission: one law for every archetype",
    "Cost, margin and supply",
    "Token: supply and price",
    "First customer at scale from outside crypto",
    "A start that is consistent",
    "Hardware generations",
};

}  // namespace killshot
