// Eq. 4: the effective hyperscaler price, and the centralised price per token.
#include "killshot/model/central_price.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

class CentralPrice : public testing::Test {
  protected:
    const SectorTable<double> table = sector_table(draft());
    const double open0 = std::log(3.89);
};

TEST_F(CentralPrice, MarketLinkedContractsMoveWithTheMarketAndTheRestWithTheLists) {
    EXPECT_EQ(effective_price_log<Real64>(table, 0.0, open0).value, 0);
    EXPECT_NEAR(effective_price_log<Real64>(table, -0.5, open0).value, 0.8 * -0.5, 1e-15);
    EXPECT_NEAR(effective_price_log<Real64>(table, 0.0, open0 - 1).value, -0.2, 1e-15);
    EXPECT_NEAR(effective_price_log<Real64>(table, -0.5, open0 + 1).value, -0.4 + 0.2, 1e-15);
}

TEST_F(CentralPrice, ATokenCostsWhatGpusEfficiencyAndMarkupMakeOfIt) {
    const auto cost = [&](double open, double effective, double frontier, double markup) {
        return central_cost_log<Real64>(table, open0 + open, effective, frontier, markup).value;
    };
    EXPECT_NEAR(cost(0, 0, 0, 0), 0, 1e-15);
    EXPECT_NEAR(cost(1, 0, 0, 0), 0.7 * (1 - 0.3), 1e-15);
    EXPECT_NEAR(cost(0, 1, 0, 0), 0.7 * 0.3, 1e-15);
    EXPECT_NEAR(cost(0, 0, 1, 0), -1, 1e-15);
    EXPECT_NEAR(cost(0, 0, 0, 1), 1, 1e-15);
    EXPECT_NEAR(cost(1, 1, 1, 1), 0.7, 1e-15);
}

TEST_F(CentralPrice, MarkupHasTheMomentsOfAnOrnsteinUhlenbeckProcess) {
    constexpr int n = 4000;
    Moments early, late;
    for_each_sector_step(draft(), n, [&](int, int k, const Sector<Real64>& sector) {
        if (k + 1 == 3) early.add(sector.markup.value);
        if (k + 1 == 36) late.add(sector.markup.value);
    });
    const auto variance = [](int month) { return 0.35 * 0.35 / 4 * -std::expm1(-4.0 * month / 12); };  // kappa 2
    EXPECT_NEAR(early.mean(), 0, sigmas * early.standard_error());
    EXPECT_NEAR(late.mean(), 0, sigmas * late.standard_error());
    EXPECT_NEAR(early.variance(), variance(3), sigmas * variance_error(variance(3), n));
    EXPECT_NEAR(late.variance(), variance(36), sigmas * variance_error(variance(36), n));
}

TEST_F(CentralPrice, MarkupFadesWithoutShocks) {
    Real64 markup = 0.4;
    for (int k = 0; k < 12; ++k) markup = next_markup<Real64>(table, markup, 0.0);
    EXPECT_NEAR(markup.value, 0.4 * std::exp(-2.0), 1e-14);
    EXPECT_GT(next_markup<Real64>(table, 0.0, 1.0).value, 0);
}

}  // namespace
}  // namespace killshot::test
