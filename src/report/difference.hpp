/// How P(kill) differs between scenarios that share their random numbers: path by path, so that what both have in
/// common cancels.
///
/// Verified by tests/report/difference_test.cpp against counts made by hand, and by tests/cli/diff_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "analysis/paired.hpp"
#include "results/reader.hpp"

namespace killshot {

struct NetworkDifference {
    ResultProject project;
    PairedCounts counts;  // first digit: the scenario; second: what it is compared with
    double p_here{}, p_there{}, difference{};
    Interval interval;
    /// 1 and -1 where the interval lies on one side of 0.
    [[nodiscard]] int sign() const { return interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0; }
};

struct Difference {
    std::string here, there;  // "price_war", with the file where there are two
    std::int64_t n_paths{};   // that both have
    double confidence{};
    std::vector<NetworkDifference> networks;
    double mean_here{}, mean_there{};  // of P(kill) over the networks
};

/// Scenario `here` less scenario `there` of a file.
[[nodiscard]] Difference difference(const ResultFile& file, int here, int there);

/// A scenario of `here` less one of `there`. Throws Error with the reason where the files' paths are not the same
/// futures (seed, start, horizon or networks differ).
[[nodiscard]] Difference difference(const ResultFile& here, int scenario_here, const ResultFile& there,
                                    int scenario_there);

[[nodiscard]] std::string difference_to_text(const Difference& difference);
[[nodiscard]] nlohmann::ordered_json difference_to_json(const Difference& difference);

}  // namespace killshot
