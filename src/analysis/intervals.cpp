#include "analysis/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/beta.hpp>

namespace killshot {

namespace {

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Binomial = boost::math::binomial_distribution<double, Policy>;

/// The largest k with P(X <= k) at most `tail`; -1 if even P(X = 0) exceeds it.
std::int64_t lower_tail_quantile(const Binomial& x, double tail) {
    const auto below = [&](double k) { return boost::math::cdf(x, k) <= tail; };
    // Cornish and Fisher's guess is off by one or two at most; Boost's own search evaluates the probability ten times.
    const double z = boost::math::quantile(boost::math::normal_distribution<double, Policy>(), tail);
    const double skew = (z * z - 1) * (1 - 2 * x.success_fraction()) / 6;
    double k = std::floor(boost::math::mean(x) + z * boost::math::standard_deviation(x) + skew - 0.5);
    k = std::clamp(k, -1.0, x.trials() - 1);
    while (k >= 0 && !below(k)) --k;
    while (k + 1 < x.trials() && below(k + 1)) ++k;
    return static_cast<std::int64_t>(k);
}

}  // namespace

Interval clopper_pearson(std::int64_t hits, std::int64_t trials, double confidence) {
    if (trials <= 0) {
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    }
    const double tail = (1.0 - confidence) / 2.0;
    const auto hit = static_cast<double>(hits), missed = static_cast<double>(trials - hits);
    return {hits == 0 ? 0.0 : boost::math::ibeta_inv(hit, missed + 1.0, tail, Policy{}),
            hits == trials ? 1.0 : boost::math::ibetac_inv(hit + 1.0, missed, tail, Policy{})};
}

RankInterval quantile_ranks(double probability, std::int64_t n, double confidence) {
    const double tail = (1.0 - confidence) / 2.0;
    const auto trials = static_cast<double>(n);
    // The number of sample values below the quantile is binomial, and by symmetry so is the number above.
    const std::int64_t low = lower_tail_quantile(Binomial(trials, probability), tail) + 1;
    const std::int64_t from_the_top = lower_tail_quantile(Binomial(trials, 1.0 - probability), tail) + 1;
    return {low, n + 1 - from_the_top};
}

std::int64_t quantile_rank(double probability, std::int64_t n) {
    // A product that differs from a whole number only by rounding counts as that number.
    const double rank = probability * static_cast<double>(n) * (1.0 - 4.0 * std::numeric_limits<double>::epsilon());
    return std::clamp(static_cast<std::int64_t>(std::ceil(rank)), std::int64_t{1}, n);
}

}  // namespace killshot
