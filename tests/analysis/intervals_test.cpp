#include "analysis/intervals.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

namespace killshot {
namespace {

/// P(X = k) for k = 0..n from logarithms of factorials, independently of the library under test.
std::vector<double> binomial_pmf(int n, double p) {
    std::vector<double> pmf;
    for (int k = 0; k <= n; ++k) {
        const double ways = std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
        pmf.push_back(std::exp(ways + k * std::log(p) + (n - k) * std::log1p(-p)));
    }
    return pmf;
}

using IntervalOf = std::function<Interval(int hits, int trials)>;

/// The smallest coverage over many true probabilities, summed exactly over all outcomes.
double least_coverage(int n, const IntervalOf& interval_of) {
    std::vector<Interval> intervals;
    for (int k = 0; k <= n; ++k) intervals.push_back(interval_of(k, n));
    double least = 1.0;
    for (double p = 0.0005; p < 1.0; p += 0.0031) {
        const auto pmf = binomial_pmf(n, p);
        double covered = 0;
        for (int k = 0; k <= n; ++k) {
            const auto& [low, high] = intervals[static_cast<std::size_t>(k)];
            if (low <= p && p <= high) covered += pmf[static_cast<std::size_t>(k)];
        }
        least = std::min(least, covered);
    }
    return least;
}

constexpr double confidences[] = {0.5, 0.6827, 0.9, 0.95, 0.99};
constexpr int sizes[] = {1, 2, 5, 17, 60, 300};
constexpr double rounding = 1e-10;

TEST(ClopperPearson, HasTheKnownValues) {
    // As printed in textbooks and by R's binom.test.
    const Interval half = clopper_pearson(5, 10, 0.95);
    EXPECT_NEAR(half.low, 0.1870860, 1e-7);
    EXPECT_NEAR(half.high, 0.8129140, 1e-7);
    const Interval most = clopper_pearson(8, 10, 0.95);
    EXPECT_NEAR(most.low, 0.4439045, 1e-7);
    EXPECT_NEAR(most.high, 0.9747893, 1e-7);
}

TEST(ClopperPearson, WithoutAHitBoundsFromAboveAlone) {
    for (const int n : sizes) {
        const Interval none = clopper_pearson(0, n, 0.95), all = clopper_pearson(n, n, 0.95);
        EXPECT_EQ(none.low, 0.0);
        EXPECT_NEAR(none.high, 1.0 - std::pow(0.025, 1.0 / n), 1e-12);
        EXPECT_EQ(all.high, 1.0);
        EXPECT_NEAR(all.low, std::pow(0.025, 1.0 / n), 1e-12);
    }
}

TEST(ClopperPearson, WithoutTrialsKnowsNothing) {
    EXPECT_TRUE(std::isnan(clopper_pearson(0, 0, 0.95).low));
    EXPECT_TRUE(std::isnan(clopper_pearson(0, 0, 0.95).high));
}

TEST(ClopperPearson, EndsWhereATailIsHalfOfWhatMayBeMissed) {
    constexpr int n = 40, hits = 7;
    const Interval interval = clopper_pearson(hits, n, 0.9);
    double above = 0, below = 0;
    const auto at_low = binomial_pmf(n, interval.low), at_high = binomial_pmf(n, interval.high);
    for (std::size_t k = 0; k <= n; ++k) {
        if (k >= hits) above += at_low[k];
        if (k <= hits) below += at_high[k];
    }
    EXPECT_NEAR(above, 0.05, 1e-10);
    EXPECT_NEAR(below, 0.05, 1e-10);
}

TEST(ClopperPearson, CoversEveryTruth) {
    for (const int n : sizes) {
        for (const double confidence : confidences) {
            const double least =
                least_coverage(n, [&](int hits, int trials) { return clopper_pearson(hits, trials, confidence); });
            EXPECT_GE(least, confidence - rounding) << n << " trials at " << confidence;
        }
    }
}

TEST(ClopperPearson, IsTestedByASumThatFindsABadInterval) {
    // The textbook's normal interval misses the true value far more often than it claims.
    const double wald = least_coverage(60, [](int hits, int trials) {
        const double p = static_cast<double>(hits) / trials, half = 1.96 * std::sqrt(p * (1 - p) / trials);
        return Interval{p - half, p + half};
    });
    EXPECT_LT(wald, 0.9);
    // So does an exact interval with slightly less than the required confidence.
    const double short_of =
        least_coverage(60, [](int hits, int trials) { return clopper_pearson(hits, trials, 0.90); });
    EXPECT_LT(short_of, 0.95);
}

TEST(ClopperPearson, IsAccurateForManyTrials) {
    const Interval interval = clopper_pearson(100'000'000, 1'000'000'000, 0.95);
    const double half = 1.959964 * std::sqrt(0.1 * 0.9 / 1e9);
    EXPECT_NEAR(interval.low, 0.1 - half, 2e-9);
    EXPECT_NEAR(interval.high, 0.1 + half, 2e-9);
}

TEST(QuantileRanks, OfAMedianAreTheTables) {
    // Sign-test tables: n = 10 gives ranks 2 and 9 (97.9%), n = 6 the extremes (96.9%), n = 5 is too small.
    const RankInterval ten = quantile_ranks(0.5, 10, 0.95), six = quantile_ranks(0.5, 6, 0.95),
                       five = quantile_ranks(0.5, 5, 0.95);
    EXPECT_EQ(ten.low, 2);
    EXPECT_EQ(ten.high, 9);
    EXPECT_EQ(six.low, 1);
    EXPECT_EQ(six.high, 6);
    EXPECT_EQ(five.low, 0);
    EXPECT_EQ(five.high, 6);
}

TEST(QuantileRanks, CoverAndAreNoWiderThanTheyMustBe) {
    for (const int n : {1, 3, 10, 99, 300, 1000}) {
        for (const double q : {0.01, 0.05, 0.25, 0.5, 0.75, 0.99}) {
            for (const double confidence : confidences) {
                const RankInterval ranks = quantile_ranks(q, n, confidence);
                const auto pmf = binomial_pmf(n, q);
                const auto probability = [&](std::int64_t from, std::int64_t to) {
                    double sum = 0;
                    for (std::int64_t k = from; k <= to; ++k) sum += pmf[static_cast<std::size_t>(k)];
                    return sum;
                };
                // Of n, at least `low` and fewer than `high` lie below the quantile.
                EXPECT_GE(probability(ranks.low, ranks.high - 1), confidence - rounding)
                    << n << ' ' << q << ' ' << confidence;
                const double tail = (1.0 - confidence) / 2.0;
                EXPECT_GT(probability(0, ranks.low), tail - rounding);
                EXPECT_GT(probability(ranks.high - 1, n), tail - rounding);
            }
        }
    }
}

TEST(QuantileRank, IsTheSmallestThatReachesTheShare) {
    EXPECT_EQ(quantile_rank(0.5, 4), 2);
    EXPECT_EQ(quantile_rank(0.5, 5), 3);
    EXPECT_EQ(quantile_rank(0.01, 5), 1);
    EXPECT_EQ(quantile_rank(0.99, 5), 5);
    EXPECT_EQ(quantile_rank(0.95, 65536), 62260);
    for (std::int64_t n = 100; n <= 100'000'000; n *= 10) {
        EXPECT_EQ(quantile_rank(0.01, n), n / 100) << "differs from a whole number only by rounding";
        EXPECT_EQ(quantile_rank(0.99, n), n / 100 * 99);
    }
}

}  // namespace
}  // namespace killshot
