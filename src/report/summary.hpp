/// What `killshot show` prints about one scenario of a result file: probabilities with exact intervals from its counts.
///
/// Verified by tests/cli/show_test.cpp against the file's own probabilities.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/signals.hpp"
#include "results/reader.hpp"

namespace killshot {

/// hits of trials with the exact (Clopper-Pearson) interval. No trials: estimate and interval are NaN.
struct Proportion {
    std::int64_t hits{}, trials{};
    double estimate{}, low{}, high{};
};

[[nodiscard]] Proportion proportion(std::int64_t hits, std::int64_t trials, double confidence);

/// Parity: the cost ratio is at or above 1, so the network's edge over centralised cost is lost.
struct ParitySummary {
    Proportion some_time, held;            // by the summary's month: a first touch; for hold_months in a row
    Proportion at_end;                     // at the horizon
    std::optional<int> month, held_month;  // medians, over the paths that get there by the horizon
};

/// Paths by month, up to the horizon: on which something has happened by its end, or holds after it. Index m - 1 is
/// month m.
using MonthlyPaths = std::vector<std::int64_t>;

struct NetworkSummary {
    ResultProject project;
    std::optional<Proportion> kill_2027;                   // absent if 2027 does not end within the run
    Proportion kill;                                       // by the summary's month, whatever happened before
    std::array<Proportion, n_readings> kill_by_reading{};  // the same, by reading of the kill shot's words
    Proportion kill_given_k1;                              // by the horizon, given that K1 held long enough for a kill
    Proportion standing;                                   // the conditions still hold at the horizon, given a kill
    Proportion long_tail_only;                      // killed by the horizon, and only the long tail was left then
    Proportion k2, k2_prices, k3;                   // hold after the summary's month
    std::array<Proportion, n_causes> first_exit{};  // by the summary's month
    Proportion no_exit;
    std::optional<int> kill_month;  // median over the paths killed by the horizon
    ParitySummary parity;
    double cost_ratio{}, break_even_ratio{}, cost_per_mtok{};  // medians at the summary's report date; NaN before the
    double utilization{}, subsidy_share{};                     // first
    MonthlyPaths killed_by;                                    // by the kill shot, whatever happened before
    std::array<MonthlyPaths, n_causes> first_exit_by;
    MonthlyPaths k2_after, k2_prices_after, k3_after;
    std::array<OutputCurve, n_network_outputs> curves;
    std::array<SignalAnswer, n_signals> signals;
    double assumed_share{};
    std::int64_t killed_path = -1;  // index of the first path that is killed; -1 if none is
};

struct Summary {
    ResultHeader header;
    KillShotInputs kill_shot;
    std::string scenario;
    std::vector<ChangedInput> changed;  // against the base file
    std::int64_t paths{};
    int month{};         // by whose end probabilities are given: the horizon, or --by
    int report_month{};  // the last report date up to `month`; 0 if there is none
    std::vector<NetworkSummary> networks;

    std::array<Proportion, n_readings> k1{};        // holds after `month`; nothing of the reading prices
    Proportion k1_held;                             // K1 held long enough for a kill by the horizon
    Proportion released;                            // a new hardware generation, by `month`
    std::array<MonthlyPaths, n_readings> k1_after;  // empty of the reading prices
    std::array<OutputCurve, n_sector_outputs> curves;
    std::vector<std::int64_t> n_killed;                 // [0..networks] by the horizon
    std::array<Proportion, n_stances> all_of_stance{};  // by the horizon
};

/// Mean of one of the networks' numbers.
template <class Read>
[[nodiscard]] double mean_over_networks(const Summary& summary, Read read) {
    double sum = 0;
    for (const NetworkSummary& network : summary.networks) sum += read(network);
    return sum / static_cast<double>(summary.networks.size());
}

/// The cause of most first exits by the summary's month; nothing where there are none.
[[nodiscard]] std::optional<Cause> main_cause(const NetworkSummary& network);

/// by: "2028-06", "2027" for the end of that year, or empty for the horizon. Throws Error if it is not in the run.
[[nodiscard]] Summary summarize(const ResultFile& file, int scenario, const std::string& by);

}  // namespace killshot
