/// How P(kill) differs between scenarios that share their random numbers, path by path, so that the noise they have in
/// common cancels.
///
/// Verified by tests/results/batch_file_test.cpp and tests/cli/diff_test.cpp.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "analysis/paired.hpp"
#include "results/reader.hpp"

namespace killshot {

struct NetworkDifference {
    ResultProject project;
    PairedCounts counts;  // first digit: this scenario; second: the reference
    double p_here{}, p_there{}, difference{};
    Interval interval;
    /// 1 or -1 if the interval lies on one side of 0.
    [[nodiscard]] int sign() const { return interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0; }
};

/// A scenario ("here") against a reference ("there").
struct Difference {
    std::string here, there;                         // "price_war", with the file if there are two
    std::vector<ChangedInput> changed;               // inputs: their values there (old) and here (new)
    std::vector<std::string> only_here, only_there;  // networks that one of two files lacks; they are not compared
    std::int64_t n_paths{};                          // that both have
    double confidence{};
    std::vector<NetworkDifference> networks;
    double mean_here{}, mean_there{};  // of P(kill) over the networks
};

/// Scenario `here` of a file against its first scenario, whose bits are `first`.
[[nodiscard]] Difference difference_from_first(const ResultFile& file, int here, const KillBits& first);

/// A scenario of `here` against one of `there`, over the networks that are the same at the same place of both lists.
/// Throws Error with the reason if the paths of the two files are not the same futures: seed, start or horizon differ,
/// or no network has the same place.
[[nodiscard]] Difference difference(const ResultFile& here, int scenario_here, const ResultFile& there,
                                    int scenario_there);

[[nodiscard]] std::string difference_to_text(const Difference& difference);
[[nodiscard]] nlohmann::ordered_json difference_to_json(const Difference& difference);

}  // namespace killshot
