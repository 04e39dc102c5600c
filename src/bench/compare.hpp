/// Compares two samples of a rate, without assuming how either is distributed.
#pragma once

#include <span>
#include <string>

namespace killshot::bench {

/// How much faster the second sample is than the first: 1.02 is two percent. The interval is exact for samples of
/// independent rounds that differ in speed alone.
struct SpeedRatio {
    double ratio{}, low{}, high{};
    double confidence{};  // of the interval: at least what was asked for, where the samples are large enough

    /// "faster" or "slower" if the ratio is a percent or more away from 1 and the interval lies on one side of 1, else
    /// "same".
    [[nodiscard]] std::string verdict() const;
};

/// The ratio is that of Hodges and Lehmann (Annals of Mathematical Statistics 34, 1963), the median of all ratios of a
/// rate of the second to one of the first; its interval consists of those ratios that the test of Mann and Whitney
/// would not reject. Rates are positive, and neither sample is empty. Verified by tests/bench/compare_test.cpp.
[[nodiscard]] SpeedRatio speed_ratio(std::span<const double> before, std::span<const double> now, double confidence);

}  // namespace killshot::bench
