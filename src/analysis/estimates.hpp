/// The probabilities, months, quantiles and means that a result reports, from the counts of one scenario.
///
/// Plain ratios of counts are left to share() where they are written; what takes time is computed here, once.
/// Verified by tests/analysis/estimates_test.cpp on tallies filled by hand.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/intervals.hpp"
#include "analysis/quantiles.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/summaries.hpp"
#include "tables/tables.hpp"

namespace killshot {

/// hits / trials; NaN without trials.
[[nodiscard]] double share(std::int64_t hits, std::int64_t trials);

/// Running totals: the paths on which an event happened by the end of each month, from those in each month.
[[nodiscard]] std::vector<std::int64_t> cumulative(std::span<const std::int64_t> counts);

/// A probability with its exact interval. NaN if it is not known (n_hits is -1).
struct KillEstimate {
    std::int64_t n_hits = -1;
    double p{};
    Interval interval;
};

/// An output at one report date, in its own units. NaN, and n_outside -1, if the output needs a token and the network
/// has none.
struct OutputEstimate {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};
    double mean{}, sd{};
    std::int64_t n_outside = -1;
};

struct NetworkEstimates {
    KillEstimate kill;            // by the horizon, whether or not another exit came first
    KillEstimate kill_2027;       // by the last month that ends by 2027-12-31, if the run contains it
    std::int64_t n_kill_first{};  // the kill shot is the first exit
    MonthSummary kill_month, parity_month, parity_held_month;  // over the paths on which it happens
    double low_subsidy_share_mean{};                           // subsidy share over months of low utilization
    double aftermath_tail_share_mean{};  // long-tail revenue at the horizon over V(0), given a kill
    double assumed_share{};  // the share of assumed inputs among those of the network, the sector and the kill shot
    std::array<std::vector<OutputEstimate>, n_network_outputs> outputs;  // [output][report date]
};

struct Estimates {
    std::int64_t paths{};
    std::vector<NetworkEstimates> networks;
    std::array<std::vector<OutputEstimate>, n_sector_outputs> sector_outputs;  // [output][report date]
    std::array<bool, n_stances> has_stance{};                                  // true if a network has this stance
};

enum class QuantileIntervals : bool { no, yes };

/// The ranks with which the histograms of all n_paths paths are summarised for estimate().
[[nodiscard]] SummaryRanks summary_ranks(const Scenario& scenario, std::int64_t n_paths,
                                         QuantileIntervals quantile_intervals);

/// starts: those of the scenario's tables (Eq. 19). The tally must have at least one path; of its histograms only the
/// summaries are read.
[[nodiscard]] Estimates estimate(const Scenario& scenario, const std::vector<NetworkStart>& starts, const Tally& tally,
                                 const std::vector<HistogramSummary>& summaries, QuantileIntervals quantile_intervals);

}  // namespace killshot
