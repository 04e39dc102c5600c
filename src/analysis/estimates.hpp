/// From the counts of one scenario to what a result reports: probabilities, months, quantiles and means.
///
/// What is a count over a count is left to share() where it is written; what costs something is computed here, once.
/// Verified by tests/analysis/estimates_test.cpp on tallies filled by hand.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/intervals.hpp"
#include "analysis/quantiles.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "tables/tables.hpp"

namespace killshot {

/// hits / trials; NaN without trials.
[[nodiscard]] double share(std::int64_t hits, std::int64_t trials);

/// Running totals: paths that got there by the end of each month, from those that did in it.
[[nodiscard]] std::vector<std::int64_t> cumulative(std::span<const std::int64_t> counts);

/// A probability with its exact interval. Not known (n_hits -1): NaN throughout.
struct KillEstimate {
    std::int64_t n_hits = -1;
    double p{};
    Interval interval;
};

/// An output at one report date, in its own units. NaN and n_outside -1 where the network has no token and the
/// output needs one.
struct OutputEstimate {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};
    double mean{}, sd{};
    std::int64_t n_outside = -1;
};

struct NetworkEstimates {
    KillEstimate kill;            // by the horizon, whatever has happened before
    KillEstimate kill_2027;       // by the last month that ends by 2027-12-31, where it lies within the run
    std::int64_t n_kill_first{};  // the kill shot is the first exit
    MonthSummary kill_month, parity_month, parity_discounted_month;  // over the paths that get there
    double low_subsidy_share_mean{};                                 // subsidy share over months of low utilization
    double aftermath_tail_share_mean{};  // long-tail revenue at the horizon over V(0), given a kill
    double assumed_share{};  // of the inputs that the network, the sector and the kill shot have, how many are assumed
    std::array<std::vector<OutputEstimate>, n_network_outputs> outputs;  // [output][report date]
};

struct Estimates {
    std::int64_t paths{};
    std::vector<NetworkEstimates> networks;
    std::array<std::vector<OutputEstimate>, n_sector_outputs> sector_outputs;  // [output][report date]
    std::array<bool, n_stances> has_stance{};                                  // a network of the stance takes part
};

enum class QuantileIntervals : bool { no, yes };

/// starts: of the scenario's tables (Eq. 19). The tally holds at least one path.
[[nodiscard]] Estimates estimate(const Scenario& scenario, const std::vector<NetworkStart>& starts, const Tally& tally,
                                 QuantileIntervals quantile_intervals);

}  // namespace killshot
