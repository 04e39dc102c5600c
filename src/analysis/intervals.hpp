/// Exact intervals: Clopper-Pearson for a probability, order statistics for a quantile.
///
/// Both cover the true value with at least the given confidence, at every sample size.
/// Clopper and Pearson, Biometrika 26 (1934); David and Nagaraja, Order Statistics (2003), section 7.1.
/// Verified by tests/analysis/intervals_test.cpp: known values, and coverage summed exactly over the binomial.
#pragma once

#include <cstdint>

namespace killshot {

/// A closed interval.
struct Interval {
    double low{}, high{};
};

/// The interval of a probability after `hits` in `trials`: low is 0 without a hit, high is 1 if all are hits.
/// Without trials it is NaN, NaN. confidence is in (0, 1).
[[nodiscard]] Interval clopper_pearson(std::int64_t hits, std::int64_t trials, double confidence);

/// The 1-based ranks of the order statistics that enclose the quantile with at least the given confidence.
/// 0 and n + 1 stand for the ends of the variable's range, where the sample is too small to give an end.
struct RankInterval {
    std::int64_t low{}, high{};
};
[[nodiscard]] RankInterval quantile_ranks(double probability, std::int64_t n, double confidence);

/// The rank of the sample quantile: the smallest with at least `probability` of the sample at or below it. n > 0.
[[nodiscard]] std::int64_t quantile_rank(double probability, std::int64_t n);

}  // namespace killshot
