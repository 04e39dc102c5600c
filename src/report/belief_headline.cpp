#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/calendar.hpp"
#include "report/beliefs.hpp"
#include "report/driver_names.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

constexpr std::size_t named_drivers = 3;
constexpr std::size_t low_quantile = 1, high_quantile = n_quantiles - 2;
static_assert(quantile_probabilities[low_quantile] == 0.05 && quantile_probabilities[high_quantile] == 0.95);

/// Of 100 futures.
std::string futures(double p) {
    const auto n = static_cast<int>(std::lround(100 * p));
    return n > 0 ? fmt::format("{}", n) : p > 0 ? "fewer than 1" : "none";
}

std::string spread_sentence(const BeliefSummary& beliefs) {
    std::vector<Driver> drivers = outstanding(beliefs.average_drivers, *beliefs.draws);
    if (drivers.empty()) return "No input stands out as the cause of that spread.";
    drivers.resize(std::min(drivers.size(), named_drivers));
    double share = 0;
    std::vector<std::string> named;
    for (const Driver& driver : drivers) {
        share += driver.share;
        named.push_back(fmt::format("{} ({})", title_of(driver, *beliefs.draws), percent(driver.share, 0)));
    }
    const std::string last = named.back();
    named.pop_back();
    return fmt::format("{} {}{}{}.", share > 0.5 ? "Most of that spread comes from" : "That spread comes first from",
                       fmt::join(named, ", "), named.empty() ? "" : " and ", last);
}

/// In per cent: whole numbers from 10 on, else one decimal.
std::string short_percent(double p) {
    if (p > 0 && p < 0.0005) return "<0.1%";
    return percent(p, p < 0.0995 && p > 0 ? 1 : 0);
}

}  // namespace

std::string belief_headline(const BeliefSummary& beliefs) {
    std::string text = fmt::format(
        "On average over the networks, {} of 100 futures end in the kill shot by {}, counting what we do not know "
        "about the inputs; between {} and {}, depending on them.",
        futures(beliefs.average.mean), month_in_words(add_months(beliefs.start, beliefs.months)),
        futures(beliefs.average.quantiles[low_quantile]), futures(beliefs.average.quantiles[high_quantile]));
    if (!std::isnan(beliefs.average_2027.mean) && beliefs.months > month_of_2027(beliefs.start))
        text += fmt::format(" By the end of 2027 it is {}.", futures(beliefs.average_2027.mean));
    return text + ' ' + spread_sentence(beliefs);
}

std::string over_beliefs(const BeliefSpread& spread) {
    if (std::isnan(spread.mean)) return "-";
    return fmt::format("{} ({:.0f}-{:.0f})", short_percent(spread.mean), 100 * spread.quantiles[low_quantile],
                       100 * spread.quantiles[high_quantile]);
}

std::string over_beliefs_note(const BeliefSummary& beliefs) {
    double largest = 0;
    for (const BeliefSpread& network : beliefs.networks) largest = std::max(largest, network.standard_error);
    return wrapped(
        fmt::format("Over beliefs: the mean over {} draws of the inputs of {} paths each, and its 5-95% "
                    "range without counting noise; standard error of a mean at most {:.1f} points.",
                    with_commas(static_cast<std::int64_t>(beliefs.draws->size())), with_commas(beliefs.draws->paths),
                    100 * largest));
}

}  // namespace killshot
