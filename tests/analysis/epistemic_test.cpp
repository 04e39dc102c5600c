#include "analysis/epistemic.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "support/statistics.hpp"

namespace killshot {
namespace {

/// kill(scenario, path) as bits.
std::vector<std::uint8_t> bits_of(std::int64_t n_paths, const std::function<bool(std::int64_t)>& is_killed) {
    std::vector<std::uint8_t> bits(static_cast<std::size_t>((n_paths + 7) / 8));
    for (std::int64_t path = 0; path < n_paths; ++path)
        if (is_killed(path)) bits[static_cast<std::size_t>(path / 8)] |= static_cast<std::uint8_t>(0x80U >> path % 8);
    return bits;
}

double share_of(const std::vector<std::uint8_t>& bits, std::int64_t n_paths) {
    int hits = 0;
    for (const std::uint8_t byte : bits) hits += std::popcount(byte);
    return hits / static_cast<double>(n_paths);
}

TEST(Epistemic, TableByHandHasItsMeanSquares) {
    // Two scenarios of two paths: 1 1, 0 1. The interaction's mean square is 1/4, the spread of the means 1/8.
    EpistemicTally tally(1);
    tally.add(0, 1.0, std::vector<std::uint8_t>{0b11000000}, 2);
    tally.add(0, 0.5, std::vector<std::uint8_t>{0b01000000}, 2);
    const EpistemicEstimate estimate = tally.estimate(0);
    EXPECT_DOUBLE_EQ(estimate.mean, 0.75);
    EXPECT_DOUBLE_EQ(estimate.sd_noise, std::sqrt(0.25 / 2));
    EXPECT_DOUBLE_EQ(estimate.sd_belief, 0);
}

TEST(Epistemic, SameScenarioTwiceHasNoSpread) {
    EpistemicTally tally(1);
    for (int i = 0; i < 3; ++i) tally.add(0, 0.25, std::vector<std::uint8_t>{0b10010000}, 8);
    const EpistemicEstimate estimate = tally.estimate(0);
    EXPECT_EQ(estimate.sd_belief, 0);
    EXPECT_EQ(estimate.sd_noise, 0);
    EXPECT_EQ(estimate.quantiles[4], 0.25);
    EXPECT_EQ(estimate.variance_share_belief, 0);
}

TEST(Epistemic, OneScenarioSaysNothing) {
    EpistemicTally tally(1);
    tally.add(0, 0.25, std::vector<std::uint8_t>{0b10010000}, 8);
    EXPECT_TRUE(std::isnan(tally.estimate(0).mean));
    EXPECT_TRUE(std::isnan(tally.estimate(0).sd_belief));
}

TEST(Epistemic, ScenariosOfUnequalLengthMeetOnTheirCommonPaths) {
    const auto first = bits_of(100, [](std::int64_t path) { return path % 3 == 0; });
    const auto second = bits_of(100, [](std::int64_t path) { return path % 4 == 0; });
    EpistemicTally unequal(1), cut(1);
    unequal.add(0, 0.34, first, 100);
    unequal.add(0, 0.25, second, 90);
    cut.add(0, 0.34, first, 64);
    cut.add(0, 0.25, second, 64);
    EXPECT_DOUBLE_EQ(unequal.estimate(0).sd_noise, cut.estimate(0).sd_noise);
    EXPECT_DOUBLE_EQ(unequal.estimate(0).sd_belief, cut.estimate(0).sd_belief);
    EXPECT_DOUBLE_EQ(unequal.estimate(0).mean, 0.295);
}

/// P(kill) is 0.1 or 0.3, with variance 0.01. Scenarios have few paths, so that the noise is as large.
constexpr int n_scenarios = 40;
constexpr std::int64_t n_paths = 16;

/// sd_belief is truncated at 0, so the spread is kept away from 0: over repetitions, the mean of its square must equal
/// the variance of P(kill) within four standard errors.
void expect_unbiased(const std::function<bool(std::mt19937&, double p, double shock)>& is_killed) {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> uniform;
    test::Moments variances;
    for (int repetition = 0; repetition < 2000; ++repetition) {
        std::vector<double> shocks(n_paths);
        for (double& shock : shocks) shock = uniform(random);
        EpistemicTally tally(1);
        for (int scenario = 0; scenario < n_scenarios; ++scenario) {
            const double p = scenario % 2 == 0 ? 0.1 : 0.3;
            const auto bits = bits_of(n_paths, [&](std::int64_t path) {
                return is_killed(random, p, shocks[static_cast<std::size_t>(path)]);
            });
            tally.add(0, share_of(bits, n_paths), bits, n_paths);
        }
        const double sd = tally.estimate(0).sd_belief;
        variances.add(sd * sd);
    }
    // The sample variance of the two equally frequent values, with n - 1.
    const double expected = 0.01 * n_scenarios / (n_scenarios - 1);
    EXPECT_NEAR(variances.mean(), expected, 4 * variances.standard_error());
}

TEST(Epistemic, HasNoBiasWhenShocksAreTheScenariosOwn) {
    std::uniform_real_distribution<double> uniform;
    expect_unbiased([&](std::mt19937& random, double p, double) { return uniform(random) < p; });
}

TEST(Epistemic, HasNoBiasWhenShocksAreShared) {
    expect_unbiased([](std::mt19937&, double p, double shock) { return shock < p; });
}

}  // namespace
}  // namespace killshot
