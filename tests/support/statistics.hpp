/// Moments of samples and their standard errors, in which tests state their tolerances.
#pragma once

#include <cmath>
#include <cstdint>

namespace killshot::test {

/// The tolerance in standard errors. With a fixed seed, a correct value exceeds it once in 16,000 checks.
inline constexpr double sigmas = 4.0;

class Moments {
  public:
    void add(double x) {
        n_ += 1;
        sum1_ += x;
        sum2_ += x * x;
        sum3_ += x * x * x;
        sum4_ += x * x * x * x;
    }

    [[nodiscard]] double n() const { return n_; }
    [[nodiscard]] double mean() const { return sum1_ / n_; }
    [[nodiscard]] double variance() const { return sum2_ / n_ - mean() * mean(); }
    [[nodiscard]] double standard_error() const { return std::sqrt(variance() / n_); }
    [[nodiscard]] double skewness() const {
        const double m = mean();
        return (sum3_ / n_ - 3 * m * sum2_ / n_ + 2 * m * m * m) / std::pow(variance(), 1.5);
    }
    [[nodiscard]] double excess_kurtosis() const {
        const double m = mean();
        const double fourth = sum4_ / n_ - 4 * m * sum3_ / n_ + 6 * m * m * sum2_ / n_ - 3 * m * m * m * m;
        return fourth / (variance() * variance()) - 3;
    }

  private:
    double n_ = 0, sum1_ = 0, sum2_ = 0, sum3_ = 0, sum4_ = 0;
};

/// The standard error of a proportion p in n trials.
inline double proportion_error(double p, double n) { return std::sqrt(p * (1 - p) / n); }

/// The standard error of the sample variance of n normal numbers.
inline double variance_error(double variance, double n) { return variance * std::sqrt(2 / n); }

}  // namespace killshot::test
