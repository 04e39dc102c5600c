/// Exact intervals: Clopper-Pearson for a probability, order statistics for a quantile.
///
/// Both cover at least the confidence asked for, at every sample size and every truth.
/// Clopper and Pearson, Biometrika 26 (1934); David and Nagaraja, Order Statistics (2003), section 7.1.
/// Verified by tests/analysis/intervals_test.cpp: known values, and coverage summed exactly over the binomial.
#pragma once

#include <cstdint>

namespace killshot {

/// An interval or a range of values; both ends belong to it.
struct Interval {
    double low{}, high{};
};

/// Interval of a probability after `hits` of `trials`: low is 0 without a hit, high is 1 where all hit.
/// Without trials nothing is known: NaN, NaN. confidence in (0, 1).
[[nodiscard]] Interval clopper_pearson(std::int64_t hits, std::int64_t trials, double confidence);

/// Ranks (1-based) of the order statistics that enclose the quantile at least with the confidence given.
/// 0 and n + 1 stand for the ends of what the variable can be: the sample is too small for an end of its own.
struct RankInterval {
    std::int64_t low{}, high{};
};
[[nodiscard]] RankInterval quantile_ranks(double probability, std::int64_t n, double confidence);

/// Rank of the sample quantile: the smallest with at least `probability` of the sample at or below it. n is positive.
[[nodiscard]] std::int64_t quantile_rank(double probability, std::int64_t n);

}  // namespace killshot
