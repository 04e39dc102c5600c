// Eq. 17: flow, supply and price of a token.
#include "killshot/model/token.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

class Token : public testing::Test {
  protected:
    Token() {
        network.buyback_share = 0.1;
        network.sell_share = 0.7;
        network.supply_floor = 5;
        step.unlock = 20;
    }

    [[nodiscard]] static Payout<Real64> payout(double emission, double burned_usd) {
        return {emission, 0.0, 0.0, 0.0, burned_usd};
    }
    /// Supply 500 at 2 USD: a market value of 1000.
    [[nodiscard]] double flow(double spend, double emission, double burned_usd) const {
        return token_flow<Real64>(network, step, payout(emission, burned_usd), spend, 2.0, 1.0 / 1000).value;
    }
    [[nodiscard]] double supply(double emission, double burned_usd) const {
        return next_supply<Real64>(network, step, payout(emission, burned_usd), 0.5, 500.0).value;
    }

    NetworkTable<double> network{};
    NetworkStep<double> step{};
};

TEST_F(Token, FlowIsBuyingLessSellingOverMarketValue) {
    EXPECT_NEAR(flow(0, 0, 0), -0.7 * 20 * 2 / 1000, 1e-15);          // unlocks are sold
    EXPECT_NEAR(flow(0, 100, 0), -0.7 * 120 * 2 / 1000, 1e-15);       // emission too
    EXPECT_NEAR(flow(1000, 0, 30), (100 + 30 - 28) / 1000.0, 1e-15);  // buybacks and burns buy
}

TEST_F(Token, FlowIsAtMostHalfOfMarketValue) {
    EXPECT_EQ(flow(1e6, 0, 0), 0.5);
    EXPECT_EQ(flow(0, 1e6, 0), -0.5);
    EXPECT_NEAR(flow(0, 0, 480 + 28), 0.48, 1e-15);
    EXPECT_NEAR(flow(0, 480 / 1.4 - 20, 0), -0.48, 1e-12);
}

TEST_F(Token, SupplyGainsWhatIsMintedAndUnlockedAndLosesWhatIsBurned) {
    EXPECT_NEAR(supply(0, 0), 520, 1e-12);
    EXPECT_NEAR(supply(30, 0), 550, 1e-12);
    EXPECT_NEAR(supply(30, 100), 500, 1e-12);
}

TEST_F(Token, SupplyHasAFloor) {
    EXPECT_EQ(supply(0, 1e6), 5);
    EXPECT_NEAR(supply(0, 2 * 514), 6, 1e-12);
}

TEST_F(Token, PriceMovesWithTheMarketTheFlowTheSectorsNoiseAndItsOwn) {
    const Inputs inputs = draft();
    const NetworkTable<double> table = network_table(inputs, 1);  // io.net: beta 2.2, impact 1, volatility 0.85
    const auto moved = [&](double crypto, double flow, double common, double own) {
        return next_token_log<Real64>(table, 0.3, crypto, flow, common, own).value - 0.3;
    };
    const double drift = -0.85 * 0.85 / 24, step_vol = 0.85 / std::sqrt(12);
    EXPECT_NEAR(moved(0, 0, 0, 0), drift, 1e-15);
    EXPECT_NEAR(moved(0.1, 0, 0, 0), drift + 0.22, 1e-15);
    EXPECT_NEAR(moved(0, -0.2, 0, 0), drift - 0.2, 1e-15);
    EXPECT_NEAR(moved(0, 0, 2, 0), drift + 2 * step_vol * std::sqrt(0.36), 1e-15);  // token_correlation 0.36
    EXPECT_NEAR(moved(0, 0, 0, 2), drift + 2 * step_vol * std::sqrt(0.64), 1e-15);
}

TEST_F(Token, NoiseLeavesTheMeanPriceAlone) {
    const NetworkTable<double> table = network_table(draft(), 1);
    Moments price;
    for (int path = 0; path < 4000; ++path) {
        const auto words = path_words<Real64>(path, 1);
        Real64 token_log = 0.0;
        for (std::uint32_t k = 0; k < 12; ++k) {
            SectorDraws<Real64> sector_draws;
            draw(sector_draws, words, k);
            NetworkDraws<Real64> draws;
            draw(draws, words, k, 1);
            token_log = next_token_log<Real64>(table, token_log, 0.0, 0.0, sector_draws.z_tokens, draws.z_token);
        }
        price.add(std::exp(token_log.value));
    }
    EXPECT_NEAR(price.mean(), 1, sigmas * price.standard_error());
}

TEST_F(Token, ANetworkWithoutOneHasNothingThatMoves) {
    const NetworkTable<double> table = network_table(draft(), 4);  // Hyperbolic
    EXPECT_EQ(next_token_log<Real64>(table, 0.0, 0.3, 0.2, 1.5, 1.5).value, 0);
    EXPECT_EQ(token_flow<Real64>(table, NetworkStep<double>{}, payout(0, 0), 1e6, 1.0, 1.0).value, 0);
    EXPECT_EQ(next_supply<Real64>(table, NetworkStep<double>{}, payout(0, 0), 1.0, 1.0).value, 1);
}

}  // namespace
}  // namespace killshot::test
