/// Exact intervals: Clopper-Pearson for a probability, order statistics for a quantile.
///
/// Both cover with at least the given confidence, for every sample size and every true value.
/// Clopper and Pearson, Biometrika 26 (1934); David and Nagaraja, Order Statistics (2003), section 7.1.
/// Verified by tests/analysis/intervals_test.cpp: known values, and coverage summed exactly over the binomial.
#pragma once

#include <cstdint>

namespace killshot {

/// A closed interval.
struct Interval {
    double low{}, high{};
};

/// Interval of a probability after `hits` in `trials`; low is 0 if there are no hits, high is 1 if all are. NaN without
/// trials. confidence in (0, 1).
[[nodiscard]] Interval clopper_pearson(std::int64_t hits, std::int64_t trials, double confidence);

/// Ranks (1-based) of the order statistics that enclose the quantile with at least the given confidence. 0 and n + 1
/// stand for the limits of the variable, if the sample is too small to bound that side.
struct RankInterval {
    std::int64_t low{}, high{};
};
[[nodiscard]] RankInterval quantile_ranks(double probability, std::int64_t n, double confidence);

/// Rank of the sample quantile: the smallest with at least `probability` of the sample at or below it. n must be
/// positive.
[[nodiscard]] std::int64_t quantile_rank(double probability, std::int64_t n);

}  // namespace killshot
