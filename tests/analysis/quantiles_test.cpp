#include "analysis/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "killshot/lanes/float.hpp"
#include "killshot/tally/histogram.hpp"
#include "killshot/tally/summaries.hpp"

namespace killshot {
namespace {

constexpr OutputInfo unbounded{"x", "x", "1", OutputUnit::as_is, 0, 0, false};

std::vector<std::int64_t> histogram_of(const std::vector<float>& values) {
    std::vector<std::int64_t> counts(histogram::n_bins);
    for (const float value : values) ++counts[static_cast<std::size_t>(histogram::bin_of(value))];
    return counts;
}

OutputSummary summary_of(const std::vector<std::int64_t>& counts, const QuantileRanks& ranks) {
    const BinTable table(unbounded);
    return in_values(summarize(0, std::span(counts), ranks.ranks, table), ranks, table);
}

std::vector<float> log_normal_sample(int n) {
    std::mt19937_64 random(7);
    std::lognormal_distribution<float> draw(0.3F, 0.8F);
    std::vector<float> values(static_cast<std::size_t>(n));
    std::ranges::generate(values, [&] { return draw(random); });
    return values;
}

TEST(OutputSummary, FindsTheBinsOfTheOrderedSample) {
    for (const int n : {1, 2, 7, 100, 999, 20000}) {
        auto values = log_normal_sample(n);
        const QuantileRanks ranks(n, 0.95);
        const OutputSummary summary = summary_of(histogram_of(values), ranks);
        std::ranges::sort(values);
        const auto bin_at = [&](std::int64_t rank) {
            return bin_values(histogram::bin_of(values[static_cast<std::size_t>(rank - 1)]), unbounded);
        };
        for (std::size_t q = 0; q < n_quantiles; ++q) {
            const RankInterval ends = quantile_ranks(quantile_probabilities[q], n, 0.95);
            EXPECT_EQ(summary.quantile[q], bin_at(quantile_rank(quantile_probabilities[q], n)).middle) << n;
            EXPECT_EQ(summary.interval[q].low, ends.low < 1 ? 0.0 : bin_at(ends.low).low) << n;
            EXPECT_EQ(summary.interval[q].high, ends.high > n ? INFINITY : bin_at(ends.high).high) << n;
            EXPECT_LE(summary.interval[q].low, summary.quantile[q]);
            EXPECT_GE(summary.interval[q].high, summary.quantile[q]);
        }
    }
}

TEST(OutputSummary, HasTheStandardDeviationOfTheBins) {
    const auto values = log_normal_sample(5000);
    double sum = 0, squares = 0;
    for (const float value : values) sum += value;
    const double mean = sum / 5000.0;
    for (const float value : values) squares += (value - mean) * (value - mean);
    const double exact = std::sqrt(squares / 4999.0);
    const OutputSummary summary = summary_of(histogram_of(values), QuantileRanks(5000, {}));
    EXPECT_NEAR(summary.sd, exact, 0.002 * exact);
}

TEST(OutputSummary, OfOneValueHasNoSpread) {
    EXPECT_NEAR(summary_of(histogram_of({2.5F, 2.5F, 2.5F}), QuantileRanks(3, {})).sd, 0.0, 1e-15);
    EXPECT_TRUE(std::isnan(summary_of(histogram_of({2.5F}), QuantileRanks(1, {})).sd));
}

TEST(OutputSummary, CountsWhatLiesOutsideTheWindow) {
    const auto counts = histogram_of({0.0F, 1e-6F, 1.0F, 1e6F, NAN});
    const OutputSummary summary = summary_of(counts, QuantileRanks(5, 0.9));
    EXPECT_EQ(summary.n_outside, 3) << "1e-6, 1e6 and NaN; zero has its own bin";
    EXPECT_EQ(summary.quantile.front(), 0.0);
    EXPECT_EQ(summary.quantile.back(), std::ldexp(1.0, 16));
}

TEST(OutputSummary, WithoutConfidenceHasNoIntervals) {
    const OutputSummary summary = summary_of(histogram_of({1.0F, 2.0F}), QuantileRanks(2, {}));
    EXPECT_TRUE(std::isnan(summary.interval[median_index].low));
    EXPECT_TRUE(std::isnan(summary.interval[median_index].high));
}

TEST(SummarizeMonths, TakesThePathsThatGetThere) {
    const std::vector<std::int64_t> counts{0, 3, 0, 4, 3};
    const MonthSummary summary = summarize_months(counts, 0.95);
    EXPECT_EQ(summary.quantile.front(), 2.0);
    EXPECT_EQ(summary.quantile[median_index], 4.0) << "the fifth of ten";
    EXPECT_EQ(summary.quantile.back(), 5.0);
    EXPECT_EQ(summary.interval[median_index].low, 2.0) << "rank 2 of 10";
    EXPECT_EQ(summary.interval[median_index].high, 5.0) << "rank 9 of 10";
    EXPECT_EQ(summary.interval.front().low, 1.0) << "open: the first month";
    EXPECT_EQ(summary.interval.back().high, 5.0) << "open: the last month";
}

TEST(SummarizeMonths, WithoutAPathThatGetsThereIsUnknown) {
    const MonthSummary summary = summarize_months(std::vector<std::int64_t>(36), 0.95);
    EXPECT_TRUE(std::isnan(summary.quantile[median_index]));
    EXPECT_TRUE(std::isnan(summary.interval[median_index].high));
}

}  // namespace
}  // namespace killshot
