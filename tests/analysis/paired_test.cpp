#include "analysis/paired.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace killshot {
namespace {

constexpr double z95 = 1.959963984540054;

TEST(Pair, CountsBitByBit) {
    std::mt19937 random(7);
    std::vector<std::uint8_t> here(20), there(20);
    for (auto* bits : {&here, &there})
        std::ranges::generate(*bits, [&] { return static_cast<std::uint8_t>(random()); });
    for (const std::int64_t n : {0, 1, 7, 8, 9, 63, 160}) {
        PairedCounts expected;
        for (std::int64_t path = 0; path < n; ++path) {
            const auto bit = [path](const auto& bits) {
                return (bits[static_cast<std::size_t>(path / 8)] >> (7 - path % 8) & 1U) != 0;
            };
            ++(bit(here) ? bit(there) ? expected.n11 : expected.n10 : bit(there) ? expected.n01 : expected.n00);
        }
        const PairedCounts counts = pair(here, there, n);
        EXPECT_EQ(counts.n11, expected.n11) << n;
        EXPECT_EQ(counts.n10, expected.n10) << n;
        EXPECT_EQ(counts.n01, expected.n01) << n;
        EXPECT_EQ(counts.n00, expected.n00) << n;
        EXPECT_EQ(counts.n(), n);
    }
}

TEST(PairedDifference, WithoutDiscordantPathsHasItsClosedForm) {
    for (const std::int64_t n : {1, 10, 4096}) {
        const Interval interval = paired_difference_interval({n / 2, 0, 0, n - n / 2}, 0.95);
        const double end = z95 * z95 / (static_cast<double>(n) + z95 * z95);
        EXPECT_NEAR(interval.low, -end, 1e-12);
        EXPECT_NEAR(interval.high, end, 1e-12);
    }
}

TEST(PairedDifference, OfManyPathsIsWaldsInterval) {
    const PairedCounts counts{300'000, 20'000, 10'000, 670'000};
    const double n = 1e6, d = 0.01, error = std::sqrt((0.03 - d * d) / n);
    const Interval interval = paired_difference_interval(counts, 0.95);
    EXPECT_NEAR(counts.difference(), d, 1e-15);
    EXPECT_NEAR(interval.low, d - z95 * error, 1e-6);
    EXPECT_NEAR(interval.high, d + z95 * error, 1e-6);
}

TEST(PairedDifference, TurnsRoundWithItsScenarios) {
    const Interval one = paired_difference_interval({5, 9, 2, 40}, 0.9);
    const Interval other = paired_difference_interval({5, 2, 9, 40}, 0.9);
    EXPECT_EQ(one.low, -other.high);
    EXPECT_EQ(one.high, -other.low);
}

TEST(PairedDifference, EndsStayWithinTheirBounds) {
    EXPECT_EQ(paired_difference_interval({0, 5, 0, 0}, 0.95).high, 1);
    EXPECT_EQ(paired_difference_interval({0, 0, 5, 0}, 0.95).low, -1);
    EXPECT_TRUE(std::isnan(paired_difference_interval({}, 0.95).low));
}

/// The coverage of the interval of n paths, summed over every outcome of the two discordant counts.
double coverage(int n, double p10, double p01) {
    double sum = 0;
    for (int n10 = 0; n10 <= n; ++n10)
        for (int n01 = 0; n10 + n01 <= n; ++n01) {
            const int rest = n - n10 - n01;
            const double log_probability = std::lgamma(n + 1) - std::lgamma(n10 + 1) - std::lgamma(n01 + 1) -
                                           std::lgamma(rest + 1) + n10 * std::log(p10) + n01 * std::log(p01) +
                                           rest * std::log(1 - p10 - p01);
            const Interval interval = paired_difference_interval({0, n10, n01, rest}, 0.95);
            if (interval.low <= p10 - p01 && p10 - p01 <= interval.high) sum += std::exp(log_probability);
        }
    return sum;
}

TEST(PairedDifference, CoversAsOftenAsItSays) {
    for (const int n : {30, 100})
        for (const auto& [p10, p01] : {std::pair{0.3, 0.1}, {0.1, 0.1}, {0.05, 0.15}, {0.4, 0.3}}) {
            const double covered = coverage(n, p10, p01);
            EXPECT_GT(covered, 0.935) << n << ' ' << p10 << ' ' << p01;
            EXPECT_LT(covered, 0.985) << n << ' ' << p10 << ' ' << p01;
        }
}

}  // namespace
}  // namespace killshot
