// Eq. 18: the hazard of a first customer at scale.
#include "killshot/model/adoption.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

class Adoption : public testing::Test {
  protected:
    /// The yearly rate at which a customer adopts, found from the uniform at which adoption ends.
    [[nodiscard]] double hazard(double parity_gap, double utilization) const {
        double yes = 0, no = 1;
        for (int i = 0; i < 80; ++i) {
            const double u = (yes + no) / 2;
            (adopts<Real64>(sector, network, parity_gap, utilization, u) ? yes : no) = u;
        }
        return -12 * std::log1p(-no);
    }

    const SectorTable<double> sector = sector_table(draft());
    const NetworkTable<double> network = network_table(draft());  // rate 0.03, price 1, load 1, u0 0.6
    const double required = std::log(0.85);
};

TEST_F(Adoption, HasItsRateAtTheRequiredDiscountAndTheUsualLoad) { EXPECT_NEAR(hazard(required, 0.6), 0.03, 1e-9); }

TEST_F(Adoption, IsLikelierWhenCheaperAndBusier) {
    EXPECT_NEAR(hazard(required - 0.5, 0.6), 0.03 * std::exp(0.5), 1e-9);
    EXPECT_NEAR(hazard(required + 0.5, 0.6), 0.03 * std::exp(-0.5), 1e-9);
    EXPECT_NEAR(hazard(required, 0.9), 0.03 * std::exp(0.3), 1e-9);
    EXPECT_NEAR(hazard(required, 0.1), 0.03 * std::exp(-0.5), 1e-9);
}

TEST_F(Adoption, IsAtMostTwentyTimesLikelierOrRarer) {
    EXPECT_NEAR(hazard(required - 2.9, 0.6), 0.03 * std::exp(2.9), 1e-8);
    EXPECT_NEAR(hazard(required - 9, 0.6), 0.03 * std::exp(3), 1e-8);
    EXPECT_NEAR(hazard(required + 2.9, 0.6), 0.03 * std::exp(-2.9), 1e-9);
    EXPECT_NEAR(hazard(required + 9, 0.6), 0.03 * std::exp(-3), 1e-9);
}

}  // namespace
}  // namespace killshot::test
