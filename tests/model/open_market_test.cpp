// Eq. 2: the regimes against a two-state Markov chain; the price against its drift, volatility, ceiling and floor.
#include "killshot/model/open_market.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

TEST(MarketRegime, IsLeftAtTheRateOfTheRegimeThatItIsIn) {
    const SectorTable<double> table = sector_table(draft());
    const double leave_scarcity = probability(0.8), leave_glut = probability(0.35);
    EXPECT_FALSE(next_scarcity<Real64>(table, true, leave_scarcity * (1 - 1e-9)));
    EXPECT_TRUE(next_scarcity<Real64>(table, true, leave_scarcity * (1 + 1e-9)));
    EXPECT_TRUE(next_scarcity<Real64>(table, false, leave_glut * (1 - 1e-9)));
    EXPECT_FALSE(next_scarcity<Real64>(table, false, leave_glut * (1 + 1e-9)));
}

TEST(MarketRegime, IsOccupiedAsATwoStateChainIs) {
    const Inputs inputs = draft();  // scarcity_probability0 0.8
    constexpr int n = 4000;
    std::array<double, 36> in_scarcity{};
    for_each_sector_step(inputs, n, [&](int, int k, const Sector<Real64>& sector) {
        in_scarcity[static_cast<std::size_t>(k)] += sector.scarcity ? 1 : 0;
    });
    const double leave = probability(0.8), enter = probability(0.35), settled = enter / (enter + leave);
    for (const int month : {1, 6, 18, 36}) {
        const double p = settled + (0.8 - settled) * std::pow(1 - leave - enter, month);
        EXPECT_NEAR(in_scarcity[static_cast<std::size_t>(month - 1)] / n, p, sigmas * proportion_error(p, n)) << month;
    }
}

class OpenPrice : public testing::Test {
  protected:
    [[nodiscard]] double next(bool scarcity, double open_log, double lowest_list_log, double z,
                              double arrived = mean_arrival) const {
        return next_open_price_log<Real64>(sector_table(draft()), scarcity, open_log, lowest_list_log, arrived, z)
            .value;
    }
    static constexpr double far_above = 10;
    static constexpr double mean_arrival = 0.68 / 2 / 12;  // of hardware in a step: nothing is added to the drift
};

TEST_F(OpenPrice, DriftsAndVariesByItsRegime) {
    EXPECT_NEAR(next(true, 1.5, far_above, 0), 1.5 + 0.35 / 12, 1e-14);
    EXPECT_NEAR(next(false, 1.5, far_above, 0), 1.5 - 0.41 / 12, 1e-14);
    EXPECT_NEAR(next(true, 1.5, far_above, 2) - next(true, 1.5, far_above, 0), 2 * 0.25 / std::sqrt(12), 1e-14);
    EXPECT_NEAR(next(false, 1.5, far_above, -1) - next(false, 1.5, far_above, 0), -0.4 / std::sqrt(12), 1e-14);
}

TEST_F(OpenPrice, IsPulledBackBelowTheLowestList) {
    // ceiling_pull 4, ceiling_gap -0.1: no pull up to 0.1 below the lowest list.
    EXPECT_EQ(next(false, 1.5, 1.61, 0), next(false, 1.5, far_above, 0));
    EXPECT_NEAR(next(false, 1.5, 1.3, 0), next(false, 1.5, far_above, 0) - 4.0 / 12 * (1.5 - 1.3 + 0.1), 1e-14);
    EXPECT_LT(next(true, 1.5, 1.59, 0), next(true, 1.5, far_above, 0));
}

TEST_F(OpenPrice, FallsWithTheHardwareThatArrivesBeyondItsMean) {
    EXPECT_NEAR(next(true, 1.5, far_above, 0, mean_arrival + 0.2) - next(true, 1.5, far_above, 0), -0.35 * 0.2, 1e-14);
    EXPECT_NEAR(next(false, 1.5, far_above, 0, 0) - next(false, 1.5, far_above, 0), 0.35 * mean_arrival, 1e-14);
}

TEST_F(OpenPrice, HasAFloor) {
    EXPECT_EQ(next(false, std::log(0.5), far_above, -9), std::log(0.5));
    EXPECT_GT(next(true, std::log(0.5), far_above, 0), std::log(0.5));
}

TEST_F(OpenPrice, ReadsTheRegimeThatItHasFlippedTo) {
    Inputs inputs = draft();
    inputs.months = 1;
    inputs.sector.scarcity_probability0 = 1;
    inputs.sector.scarcity_leave_rate = 1e6;
    inputs.sector.scarcity_vol = inputs.sector.glut_vol = inputs.sector.obsolescence = 0;
    for_each_sector_step(inputs, 5, [&](int, int, const Sector<Real64>& sector) {
        EXPECT_NEAR(sector.open_log.value, std::log(3.89) - 0.41 / 12, 1e-14);
    });
}

}  // namespace
}  // namespace killshot::test
