/// The estimates of a whole tally.
#pragma once

#include "analysis/estimates.hpp"

namespace killshot {

inline Estimates estimates_of(const Scenario& scenario, const std::vector<NetworkStart>& starts, const Tally& tally,
                              QuantileIntervals quantile_intervals) {
    const SummaryRanks ranks = summary_ranks(scenario, tally.row(Row::paths)[0], quantile_intervals);
    return estimate(scenario, starts, tally, summarize(tally, ranks).histograms, quantile_intervals);
}

}  // namespace killshot
