// Eq. 3 and 7 against closed forms.
#include "killshot/model/pace.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

constexpr double clamp = 0x1p-16;  // the least distance of a reused uniform from 0 and 1

TEST(Pace, HasTheMomentsOfAnOrnsteinUhlenbeckProcess) {
    Inputs inputs = draft();
    inputs.sector.pace0 = 3.5;
    inputs.sector.pace_change = -1.2;
    const SectorInputs& s = inputs.sector;
    constexpr std::array months{1, 12, 36};
    std::array<Moments, months.size()> at;
    Moments together;  // of months 12 and 36
    double at_12 = 0;
    constexpr int n = 4000;
    const auto mean = [&](int month) {
        return s.pace0 + s.pace_change - s.pace_change * std::exp(-s.pace_kappa * month / 12.0);
    };
    const auto variance = [&](int month) {
        return s.pace_vol * s.pace_vol / (2 * s.pace_kappa) * -std::expm1(-2 * s.pace_kappa * month / 12.0);
    };
    for_each_sector_step(inputs, n, [&](int, int k, const Sector<Real64>& sector) {
        for (std::size_t i = 0; i < months.size(); ++i)
            if (k + 1 == months[i]) at[i].add(sector.pace.value);
        if (k + 1 == 12) at_12 = sector.pace.value - mean(12);
        if (k + 1 == 36) together.add(at_12 * (sector.pace.value - mean(36)));
    });
    for (std::size_t i = 0; i < months.size(); ++i) {
        const double expected = variance(months[i]);
        EXPECT_NEAR(at[i].mean(), mean(months[i]), sigmas * std::sqrt(expected / n)) << "month " << months[i];
        EXPECT_NEAR(at[i].variance(), expected, sigmas * variance_error(expected, n)) << "month " << months[i];
    }
    EXPECT_NEAR(together.mean(), variance(12) * std::exp(-2 * s.pace_kappa), sigmas * together.standard_error());
}

/// What hardware and breakthroughs bring on average: 0.68 over 1.5 + 1/2 years, and 0.3 times 0.3.
constexpr double others = 0.34 + 0.09;

TEST(Frontier, MovesByThePaceLessWhatHardwareAndBreakthroughsBring) {
    const SectorTable<double> table = sector_table(draft());
    const double usual = next_software_frontier_log<Real64>(table, 1.0, 2.3, 0.999).value;
    EXPECT_NEAR(usual, 1 + (2.3 - others) / 12, 1e-15);
}

TEST(Frontier, NeverFalls) {
    const SectorTable<double> table = sector_table(draft());
    EXPECT_EQ(next_software_frontier_log<Real64>(table, 1.0, -4.0, 0.999).value, 1.0);
    EXPECT_EQ(next_software_frontier_log<Real64>(table, 1.0, others - 0.01, 0.999).value, 1.0);
    EXPECT_GT(next_software_frontier_log<Real64>(table, 1.0, others + 0.01, 0.999).value, 1.0);
}

TEST(Breakthrough, HappensBelowItsProbabilityWithAnExponentialSize) {
    const SectorTable<double> table = sector_table(draft());
    const double p = probability(0.3), mean = 0.3;
    const auto jump = [&](double u) { return next_software_frontier_log<Real64>(table, 0.0, -1.0, u).value; };
    EXPECT_EQ(jump(p * 1.000001), 0.0);
    EXPECT_NEAR(jump(p * 0.999999), mean * clamp, mean * clamp * 1e-3);
    EXPECT_NEAR(jump(p / 2), mean * std::log(2), 1e-12);
    EXPECT_NEAR(jump(p * 1e-9), mean * 16 * std::log(2), 1e-12);
}

TEST(Breakthrough, LeavesTheMeanPaceAsItIs) {
    Inputs inputs = draft();
    inputs.sector.pace_vol = 0;
    constexpr int n = 6000;
    Moments frontier;
    for_each_sector_step(inputs, n, [&](int, int k, const Sector<Real64>& sector) {
        if (k + 1 == inputs.months) frontier.add(sector.software_frontier_log.value);
    });
    const double p = probability(0.3), mean = 0.3, steady = (2.3 - others) * 3;
    EXPECT_NEAR(frontier.mean(), steady + 36 * p * mean, sigmas * frontier.standard_error());
    const double variance = 36 * p * (2 - p) * mean * mean;
    EXPECT_NEAR(frontier.variance(), variance, sigmas * variance * std::sqrt((frontier.excess_kurtosis() + 2) / n));
}

TEST(TrailingPace, FollowsTheCentralCostOverItsWindow) {
    const SectorTable<double> table = sector_table(draft());
    constexpr double change = -0.1;  // a step
    Real64 pace = -2.3;
    for (int k = 1; k <= 36; ++k) {
        pace = next_trailing_pace<Real64>(table, pace, change);
        const double settled = 12 * change;
        ASSERT_NEAR(pace.value, settled + (-2.3 - settled) * std::exp(-k / 12.0), 1e-12) << "month " << k;
    }
}

}  // namespace
}  // namespace killshot::test
