/// What `killshot show` prints about one scenario of a result file: probabilities with exact intervals from its counts.
///
/// Verified by tests/cli/show_test.cpp against the file's own probabilities.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/reader.hpp"

namespace killshot {

/// hits of trials with the exact (Clopper-Pearson) interval. No trials: estimate and interval are NaN.
struct Proportion {
    std::int64_t hits{}, trials{};
    double estimate{}, low{}, high{};
};

[[nodiscard]] Proportion proportion(std::int64_t hits, std::int64_t trials, double confidence);

struct NetworkSummary {
    ResultProject project;
    std::optional<Proportion> kill_2027;            // absent if 2027 does not end within the run
    Proportion kill;                                // by the summary's month, whatever happened before
    Proportion kill_given_k1;                       // by the horizon, given that K1 held long enough for a kill
    Proportion standing;                            // the conditions still hold at the horizon, given a kill
    Proportion k2;                                  // K2 holds after the summary's month
    std::array<Proportion, n_causes> first_exit{};  // by the summary's month
    Proportion no_exit;
    Proportion parity;                                    // reached by the summary's month
    std::optional<int> parity_month;                      // median over the paths that reach parity by the horizon
    double cost_ratio{}, utilization{}, subsidy_share{};  // medians at the summary's report date; NaN before the first
    double assumed_share{};
    std::int64_t killed_path = -1;  // index of the first path that is killed; -1 if none is
};

struct Summary {
    ResultHeader header;
    std::string scenario;
    std::int64_t paths{};
    int month{};         // by whose end probabilities are given: the horizon, or --by
    int report_month{};  // the last report date up to `month`; 0 if there is none
    std::vector<NetworkSummary> networks;

    Proportion k1, k1_list, k1_any;                     // hold after `month`
    Proportion k1_held;                                 // K1 held long enough for a kill by the horizon
    std::vector<std::int64_t> n_killed;                 // [0..networks] by the horizon
    std::array<Proportion, n_stances> all_of_stance{};  // by the horizon
};

/// by: "2028-06", or empty for the horizon. Throws Error if it is not a month of the run.
[[nodiscard]] Summary summarize(const ResultFile& file, int scenario, const std::string& by);

}  // namespace killshot
