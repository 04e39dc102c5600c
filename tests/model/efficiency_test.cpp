// Eq. 8: a lag at its steady state persists, others settle there, and fleets that lose money renew more slowly.
#include "killshot/model/efficiency.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

class Efficiency : public testing::Test {
  protected:
    /// Tables of the draft's first network with these inputs of Eq. 8.
    void set(double catch_up, double fleet_renewal, double software_lag0, double hardware_lag0, double exposure) {
        Inputs inputs = draft();
        NetworkInputs& in = inputs.networks[0];
        in.catch_up = catch_up;
        in.fleet_renewal = fleet_renewal;
        in.software_lag0 = software_lag0;
        in.hardware_lag0 = hardware_lag0;
        in.software_exposure = in.hardware_exposure = exposure;
        network = network_table(inputs);
    }

    const SectorTable<double> sector = sector_table(draft());
    NetworkTable<double> network = network_table(draft());
};

/// The lag that a frontier of this pace leaves behind at this speed, f/(1-f) steps of it.
double steady_lag(double pace, double speed) { return pace / 12 / std::expm1(speed / 12); }

TEST_F(Efficiency, ALagAtItsSteadyStatePersists) {
    constexpr double pace = 1.7, exposure = 0.6;
    set(4, 0.4, steady_lag(pace, 4), steady_lag(pace, 0.4), exposure);
    Real64 software = 0.0, hardware = 0.0;
    for (int k = 1; k <= 36; ++k) {
        const double frontier = pace * k / 12;
        software = next_software<Real64>(network, software, frontier);
        hardware = next_hardware<Real64>(sector, network, hardware, 0.2, frontier);
        ASSERT_NEAR(software.value, exposure * frontier, 1e-13) << "month " << k;
        ASSERT_NEAR(hardware.value, exposure * frontier, 1e-13) << "month " << k;
    }
}

TEST_F(Efficiency, AnyLagSettlesWhereItsSpeedKeepsIt) {
    constexpr double pace = 2.0;
    constexpr int months = 1200;
    set(4, 0.4, 0.9, 0.1, 1);
    Real64 software = 0.0, hardware = 0.0;
    for (int k = 1; k <= months; ++k) {
        software = next_software<Real64>(network, software, pace * k / 12);
        hardware = next_hardware<Real64>(sector, network, hardware, 0.0, pace * k / 12);
    }
    // Efficiency is counted from t0: the frontier's gain, plus today's lag, less the settled one.
    EXPECT_NEAR(software.value, pace * months / 12 + 0.9 - steady_lag(pace, 4), 1e-9);
    EXPECT_NEAR(hardware.value, pace * months / 12 + 0.1 - steady_lag(pace, 0.4), 1e-9);
}

TEST_F(Efficiency, ProgressThatDoesNotCountForTheWorkChangesNothing) {
    set(4, 0.4, 0.5, 0.7, 0);
    EXPECT_EQ(next_software<Real64>(network, 0.0, 3.0).value, 0);
    EXPECT_EQ(next_hardware<Real64>(sector, network, 0.0, 0.2, 3.0).value, 0);
}

TEST_F(Efficiency, AFleetThatLosesMoneyRenewsSlower) {
    const auto renewed = [&](double margin) {
        return next_hardware<Real64>(sector, network, 0.1, margin, 2.0).value - 0.1;
    };
    const double whole = renewed(0);
    EXPECT_GT(whole, 0);
    EXPECT_EQ(renewed(0.7), whole);
    EXPECT_NEAR(renewed(-0.4), 0.6 * whole, 1e-15);
    EXPECT_NEAR(renewed(-0.95), 0.1 * whole, 1e-15);
    EXPECT_EQ(renewed(-3), renewed(-0.95));
}

}  // namespace
}  // namespace killshot::test
