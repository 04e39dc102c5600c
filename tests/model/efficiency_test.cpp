// Eq. 8: today's gap persists at today's pace, a faster frontier widens it, and poor fleets renew more slowly.
#include "killshot/model/efficiency.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

constexpr double tau = 0.45, pace0 = 2.3;

class Efficiency : public testing::Test {
  protected:
    const SectorTable<double> sector = sector_table(draft());
    const NetworkTable<double> network = network_table(draft());
};

TEST_F(Efficiency, KeepsUpWithAFrontierOfTodaysPace) {
    Real64 software = 0.0, hardware = 0.0;
    for (int k = 1; k <= 36; ++k) {
        const double frontier = pace0 * k / 12;
        software = next_software<Real64>(network, software, frontier);
        hardware = next_hardware<Real64>(sector, network, hardware, 0.2, frontier);
        ASSERT_NEAR(software.value, (1 - tau) * frontier, 1e-13) << "month " << k;
        ASSERT_NEAR(hardware.value, tau * frontier, 1e-13) << "month " << k;
    }
}

TEST_F(Efficiency, LagsAFasterFrontierByACatchUpTime) {
    Real64 software = 0.0, hardware = 0.0;
    constexpr double faster = 4.0;
    constexpr int months = 1200;
    for (int k = 1; k <= months; ++k) {
        software = next_software<Real64>(network, software, faster * k / 12);
        hardware = next_hardware<Real64>(sector, network, hardware, 0.0, faster * k / 12);
    }
    // In the steady state, the lag is the frontier's lead over today's pace in f/(1 - f) steps.
    const auto lag = [](double rate) { return (faster - pace0) / 12 / std::expm1(rate / 12); };
    EXPECT_NEAR(software.value, (1 - tau) * (faster * months / 12 - lag(4)), 1e-9);
    EXPECT_NEAR(hardware.value, tau * (faster * months / 12 - lag(0.4)), 1e-9);
}

TEST_F(Efficiency, AFleetThatLosesMoneyRenewsSlower) {
    const auto renewed = [&](double margin) {
        return next_hardware<Real64>(sector, network, 0.1, margin, 2.0).value - 0.1;
    };
    const double whole = renewed(0);
    EXPECT_GT(whole, 0);
    EXPECT_EQ(renewed(0.7), whole);
    EXPECT_NEAR(renewed(-0.4), 0.6 * whole, 1e-15);
    EXPECT_NEAR(renewed(-0.95), 0.1 * whole, 1e-9);
    EXPECT_EQ(renewed(-3), renewed(-0.95));
}

}  // namespace
}  // namespace killshot::test
