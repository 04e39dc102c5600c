// Eq. 9 and 10: the discount, the price and its floor, and both sides of the parity gap.
#include "killshot/model/price.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

class Price : public testing::Test {
  protected:
    [[nodiscard]] double next(double discount_log, double subsidy_share, double utilization, double margin) const {
        return next_discount_log<Real64>(network, discount_log, subsidy_share, utilization, margin).value;
    }

    // Bittensor: discount0 0.32, u0 0.6, no take rate, half of the subsidy passed through.
    const Inputs inputs = draft();
    const NetworkInputs& in = inputs.networks[0];
    const SectorTable<double> sector = sector_table(inputs);
    const NetworkTable<double> network = network_table(inputs);
    const double subsidy0 = TableStorage<double>(inputs).starts()[0].subsidy_share0;
    const double discount0_log = std::log(1 - in.discount0);
};

TEST_F(Price, TheDiscountStaysWhereItStarts) {
    EXPECT_NEAR(next(discount0_log, subsidy0, in.utilization0, 0), discount0_log, 1e-15);
    EXPECT_NEAR(next(discount0_log, subsidy0, in.utilization0, 0.9), discount0_log, 1e-15);
}

TEST_F(Price, TheDiscountSettlesWhereTheSubsidyAffordsIt) {
    const auto settled = [&](double subsidy_share) {
        double d = discount0_log;
        for (int k = 0; k < 600; ++k) d = next(d, subsidy_share, in.utilization0, 0);
        return d;
    };
    const double pass = in.subsidy_pass_through;
    EXPECT_NEAR(settled(0), discount0_log - std::log(1 - pass * subsidy0), 1e-12);
    EXPECT_NEAR(settled(1), discount0_log + std::log((1 - pass) / (1 - pass * subsidy0)), 1e-12);
    // One step covers the fraction speed dt of the distance.
    EXPECT_NEAR(next(0, 0, in.utilization0, 0), in.discount_speed / 12 * settled(0), 1e-12);
}

TEST_F(Price, TightnessAndLossesRaiseThePrice) {
    EXPECT_NEAR(next(discount0_log, subsidy0, in.utilization0 + 0.1, 0),
                discount0_log + 0.1 * in.tightness_response / 12, 1e-15);
    EXPECT_NEAR(next(discount0_log, subsidy0, in.utilization0 - 0.1, 0),
                discount0_log - 0.1 * in.tightness_response / 12, 1e-15);
    EXPECT_NEAR(next(discount0_log, subsidy0, in.utilization0, -0.3), discount0_log + 0.3 * in.cost_recovery / 12,
                1e-15);
}

TEST_F(Price, IsTheMarketsLessTheDiscountButNeverUnderTheCostOfPower) {
    const double floor = std::log(in.energy_cost / (1 - in.take_rate));
    EXPECT_NEAR(price_log<Real64>(network, 1.3, -0.4).value, 0.9, 1e-15);
    EXPECT_NEAR(price_log<Real64>(network, floor + 0.4, -0.5).value, floor, 1e-15);
    EXPECT_NEAR(price_log<Real64>(network, floor + 0.4, -0.3).value, floor + 0.1, 1e-15);
}

TEST_F(Price, TheDeliveredCostIsPriceOverEfficiency) {
    const double price0 = std::log(inputs.sector.open_price0) + discount0_log, cost0 = std::log(in.cost_ratio0);
    const auto cost = [&](double price, double efficiency) {
        return delivered_cost_log<Real64>(sector, network, price0 + price, efficiency).value;
    };
    EXPECT_NEAR(cost(0, 0), cost0, 1e-15);
    EXPECT_NEAR(cost(1, 0), cost0 + 0.7, 1e-15);  // gpu_pass_through
    EXPECT_NEAR(cost(0, 1), cost0 - 1, 1e-15);
}

TEST_F(Price, TheCentralisedPriceOfThisWorkGainsOnlyTheProgressThatCounts) {
    Inputs training = inputs;
    training.networks[0].software_exposure = 0.4;
    training.networks[0].hardware_exposure = 0.3;
    const NetworkTable<double> table = network_table(training);
    // A centralised cost that fell by the whole progress, 2 by software and 1 by hardware.
    EXPECT_NEAR(central_work_cost_log<Real64>(table, -3.0, 2.0, 1.0).value, -(0.4 * 2 + 0.3 * 1), 1e-15);
    training.networks[0].software_exposure = training.networks[0].hardware_exposure = 1;
    EXPECT_EQ(central_work_cost_log<Real64>(network_table(training), -3.0, 2.0, 1.0).value, -3);
}

}  // namespace
}  // namespace killshot::test
