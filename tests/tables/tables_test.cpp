// The special cases of the kernels' tables.
#include <cmath>

#include <gtest/gtest.h>

#include "inputs/parameters.hpp"
#include "killshot/model/watch.hpp"
#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

TEST(Tables, ProbabilitiesAreThoseOfARateInAStep) {
    Inputs inputs = draft();
    const SectorTable<double> table = sector_table(inputs);
    EXPECT_NEAR(table.scarcity_leave_probability, 1 - std::exp(-0.8 / 12), 1e-15);
    EXPECT_NEAR(table.breakthrough_probability, 1 - std::exp(-0.3 / 12), 1e-15);
    EXPECT_NEAR(table.breakthrough_probability * table.one_over_breakthrough_probability, 1, 1e-15);
    inputs.sector.breakthrough_rate = 0;
    EXPECT_EQ(sector_table(inputs).breakthrough_probability, 0);
    EXPECT_EQ(sector_table(inputs).one_over_breakthrough_probability, 0);
}

TEST(Tables, AProcessThatDoesNotRevertIsARandomWalk) {
    Inputs inputs = draft();
    inputs.sector.pace_kappa = inputs.sector.markup_kappa = 0;
    for (NetworkInputs& network : inputs.networks) network.local_kappa = 0;
    const SectorTable<double> table = sector_table(inputs);
    EXPECT_EQ(table.pace_keep, 1);
    EXPECT_NEAR(table.pace_shock, 0.8 / std::sqrt(12), 1e-15);
    EXPECT_EQ(table.markup_keep, 1);
    EXPECT_NEAR(table.markup_shock, 0.35 / std::sqrt(12), 1e-15);
    EXPECT_NEAR(network_table(inputs).local_shock, 0.4 / std::sqrt(12), 1e-15);
    // ... and is the limit of a process that hardly reverts.
    inputs.sector.pace_kappa = 1e-9;
    EXPECT_NEAR(sector_table(inputs).pace_shock, table.pace_shock, 1e-9);
}

TEST(Tables, FloorsMayBeZero) {
    Inputs inputs = draft();
    inputs.sector.list_floor = inputs.sector.open_floor = 0;
    for (NetworkInputs& network : inputs.networks) network.energy_cost = 0;
    EXPECT_LT(sector_table(inputs).list_floor_log, -60);
    EXPECT_TRUE(std::isfinite(sector_table(inputs).list_floor_log));
    EXPECT_TRUE(std::isfinite(sector_table(inputs).open_floor_log));
    EXPECT_TRUE(std::isfinite(network_table(inputs).price_floor_log));
}

TEST(Tables, TheCholeskyFactorGivesTheCorrelationBack) {
    const Inputs inputs = draft();
    const SectorTable<double> table = sector_table(inputs);
    for (std::size_t row = 0; row < 5; ++row)
        for (std::size_t column = 0; column < 5; ++column) {
            double product = 0;
            for (std::size_t k = 0; k < 5; ++k) product += table.cholesky[row][k] * table.cholesky[column][k];
            EXPECT_NEAR(product, inputs.correlation[row * 5 + column], 1e-15);
            EXPECT_TRUE(column <= row || table.cholesky[row][column] == 0);
        }
}

TEST(Tables, ThresholdsAreThoseOfTheKillShot) {
    Inputs inputs = draft("stress");  // a fall of 30%, of which 5% happened before the start; hold 2
    const SectorTable<double> table = sector_table(inputs);
    EXPECT_NEAR(table.price_fall_log, std::log(0.7 / 0.95), 1e-15);
    EXPECT_NEAR(table.discount_required_log, std::log(0.85), 1e-15);
    EXPECT_EQ(table.hold_steps, 2);
    EXPECT_EQ(table.require_long_tail, 1);
    EXPECT_EQ(table.decision_step, 11);
    inputs.kill_shot.hold_months = 0;
    EXPECT_EQ(sector_table(inputs).hold_steps, 1);
}

TEST(Tables, TheLongestHoldIsTheLongestThatAWatchCounts) {
    Inputs inputs = draft();
    inputs.kill_shot.hold_months = find_spec(Section::kill_shot, "hold_months")->range.max;
    EXPECT_EQ(sector_table(inputs).hold_steps, max_hold_steps);
}

TEST(Tables, ADecisionBeyondTheHorizonIsNone) {
    Inputs inputs = draft();
    inputs.months = 12;
    EXPECT_EQ(sector_table(inputs).decision_step, 11);
    inputs.months = 11;
    EXPECT_EQ(sector_table(inputs).decision_step, -1);
}

TEST(Tables, ANetworkWithoutATokenHasNothingThatMovesOne) {
    Inputs inputs = draft();
    NetworkInputs& network = inputs.networks[4];
    ASSERT_FALSE(network.has_token);
    network.burn_rate = network.buyback_rate = 0.5;
    const NetworkTable<double> table = network_table(inputs, 4);
    EXPECT_EQ(table.circulating0, 1);
    EXPECT_EQ(table.token_price0, 1);
    EXPECT_EQ(table.treasury_scale, 1);
    for (const double moves :
         {table.burn_rate, table.buyback_share, table.sell_share, table.crypto_beta, table.flow_impact,
          table.token_common_vol_sqrt_dt, table.token_own_vol_sqrt_dt, table.token_drift_dt})
        EXPECT_EQ(moves, 0);
    EXPECT_DOUBLE_EQ(table.cash_share, 1 - network.take_rate);
}

TEST(Tables, APoolIsExhaustedAtATwentiethOfItsStart) {
    const Inputs inputs = draft();
    EXPECT_DOUBLE_EQ(network_table(inputs, 1).exhausted_pool, 0.05 * 116e6);  // io.net's vault
    EXPECT_LT(network_table(inputs, 0).exhausted_pool, 0);                    // Bittensor has none
    EXPECT_LT(network_table(inputs, 4).exhausted_pool, 0);                    // Hyperbolic has a grant instead
}

TEST(Tables, ARunwayIsSpentFromTheStepAfterTheLastGrant) {
    const Inputs inputs = draft();
    const TableStorage<double> storage(inputs);
    const ScenarioTable<double> table = storage.view();
    const auto spent = [&](int step, int network) {
        return table.network_steps[step * table.n_networks + network].runway_spent;
    };
    // Hyperbolic: 6 M at 0.2 M a month last 30 months.
    EXPECT_EQ(spent(29, 4), 0);
    EXPECT_EQ(spent(30, 4), 1);
    EXPECT_EQ(spent(35, 4), 1);
    EXPECT_EQ(spent(35, 0), 0);  // Bittensor never had a grant
}

TEST(Tables, Binary32IsBinary64RoundedOnce) {
    const Inputs inputs = draft();
    const TableStorage<float> rounded(inputs);
    const TableStorage<double> exact(inputs);
    EXPECT_EQ(rounded.view().sector.pace_shock, static_cast<float>(exact.view().sector.pace_shock));
    EXPECT_EQ(rounded.view().networks[3].weight0_log, static_cast<float>(exact.view().networks[3].weight0_log));
    EXPECT_EQ(rounded.view().network_steps[17].tail_demand,
              static_cast<float>(exact.view().network_steps[17].tail_demand));
}

TEST(Tables, LongTailGrowsAndCapitalDeclinesAtTheEndOfEachStep) {
    const Inputs inputs = draft();
    const TableStorage<double> storage(inputs);
    const NetworkInputs& network = inputs.networks[0];
    for (const int k : {0, 35}) {
        const NetworkStep<double>& step = storage.view().network_steps[k * storage.view().n_networks];
        const double t = (k + 1) / 12.0;
        EXPECT_NEAR(step.tail_demand, network.tail_share0 * network.utilization0 * std::exp(network.tail_growth * t),
                    1e-14);
        EXPECT_NEAR(step.capital_cost, storage.starts()[0].capital_cost * std::exp(-network.capital_decline * t),
                    1e-13);
    }
}

}  // namespace
}  // namespace killshot::test
