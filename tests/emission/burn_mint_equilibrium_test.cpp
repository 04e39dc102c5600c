#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

NetworkInputs render_like(double damping, double damping_month) {
    NetworkInputs network = network_of(Archetype::burn_mint_equilibrium);
    network.burn_rate = 0.95;
    network.emission.per_month0 = 492132;
    network.emission.yearly_damping = damping;
    network.emission.damping_month = damping_month;
    network.emission.work_rate = 0.9;
    return network;
}

TEST(BurnMintEquilibrium, SupplyIsConstantAtTheEquilibriumPrice) {
    const NetworkInputs network = render_like(0.945, 1);
    const EmissionRows rows = emission_rows(network, 0, 36);
    const double spend_usd = 4e6 / 12;
    for (int year = 0; year < 3; ++year) {
        const double scheduled = 492132 * std::pow(0.945, year + 1);
        const double price = (network.burn_rate - network.emission.work_rate) * spend_usd / scheduled;
        for (const std::size_t step : {12u * year + 1u, 12u * year + 11u}) {
            const double minted = rows.mint[step] + rows.work_rate * spend_usd / price;
            const double burned = network.burn_rate * spend_usd / price;
            EXPECT_NEAR(minted / burned, 1, 1e-12) << step;
        }
    }
}

TEST(BurnMintEquilibrium, DampsAtItsMonthAndEveryTwelveAfter) {
    for (const int damping_month : {0, 1, 7, 11}) {
        const EmissionRows rows = emission_rows(render_like(0.5, damping_month), 0, 60);
        // The months before the first damping at the full rate, then twelve at 1/2, twelve at 1/4, ...
        const double months = damping_month + 12 * (0.5 + 0.25 + 0.125 + 0.0625) + (12 - damping_month) * 0.03125;
        EXPECT_DOUBLE_EQ(total(rows.mint), 492132 * months) << damping_month;
    }
}

TEST(BurnMintEquilibrium, NothingIsDampedBeforeAFirstDampingThatIsYearsAway) {
    const EmissionRows rows = emission_rows(render_like(0.5, 30), 0, 36);
    EXPECT_DOUBLE_EQ(total(rows.mint), 492132 * (30 + 6 * 0.5));
}

TEST(BurnMintEquilibrium, AFractionalMonthActsInTheStepThatHoldsIt) {
    const EmissionRows rows = emission_rows(render_like(0.5, 3.5), 0, 16);
    EXPECT_DOUBLE_EQ(rows.mint[2], 492132);
    EXPECT_DOUBLE_EQ(rows.mint[3], 492132 * 0.5);
    EXPECT_DOUBLE_EQ(rows.mint[14], 492132 * 0.5);
    EXPECT_DOUBLE_EQ(rows.mint[15], 492132 * 0.25);
}

TEST(BurnMintEquilibrium, WorkIsPaidWithoutACap) {
    const EmissionRows rows = emission_rows(render_like(0.945, 1), 0, 12);
    EXPECT_EQ(rows.work_rate, 0.9);
    EXPECT_EQ(rows.work_cap, std::numeric_limits<double>::infinity());
}

}  // namespace
}  // namespace killshot::test
