// Eq. 18: the hazard of the first customer at scale.
#include "killshot/model/adoption.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

class Adoption : public testing::Test {
  protected:
    /// The yearly adoption rate, from the uniform above which nobody adopts.
    [[nodiscard]] double hazard(double parity_gap, double utilization) const {
        double yes = 0, no = 1;
        for (int i = 0; i < 80; ++i) {
            const double u = (yes + no) / 2;
            (adopts<Real64>(sector, network, parity_gap, utilization, u) ? yes : no) = u;
        }
        return -12 * std::log1p(-no);
    }

    const SectorTable<double> sector = sector_table(draft());
    const NetworkTable<double> network = network_table(draft());  // rate 0.04, price 1, load 1, u0 0.6
    const double required = std::log(0.85);
};

TEST_F(Adoption, HasItsRateAtTheRequiredDiscountAndTheUsualLoad) { EXPECT_NEAR(hazard(required, 0.6), 0.04, 1e-9); }

TEST_F(Adoption, IsLikelierWhenCheaperAndBusier) {
    EXPECT_NEAR(hazard(required - 0.5, 0.6), 0.04 * std::exp(0.5), 1e-9);
    EXPECT_NEAR(hazard(required + 0.5, 0.6), 0.04 * std::exp(-0.5), 1e-9);
    EXPECT_NEAR(hazard(required, 0.9), 0.04 * std::exp(0.3), 1e-9);
    EXPECT_NEAR(hazard(required, 0.1), 0.04 * std::exp(-0.5), 1e-9);
}

TEST_F(Adoption, IsAtMostTwentyTimesLikelierOrRarer) {
    EXPECT_NEAR(hazard(required - 2.9, 0.6), 0.04 * std::exp(2.9), 1e-8);
    EXPECT_NEAR(hazard(required - 9, 0.6), 0.04 * std::exp(3), 1e-8);
    EXPECT_NEAR(hazard(required + 2.9, 0.6), 0.04 * std::exp(-2.9), 1e-9);
    EXPECT_NEAR(hazard(required + 9, 0.6), 0.04 * std::exp(-3), 1e-9);
}

/// The bound that is tested before the hazard is computed must never change the answer, in binary32 either.
TEST(AdoptionBound, ChangesNoAnswer) {
    Inputs inputs = draft();
    for (const double rate : {0.0, 1e-6, 1e-4, 0.003, 0.03, 0.3, 20.0, 1e6}) {
        inputs.networks[0].adoption_rate = rate;
        const TableStorage<float> storage(inputs);
        const SectorTable<float>& sector = storage.view().sector;
        const NetworkTable<float>& network = storage.view().networks[0];
        for (float gap = -4; gap < 4; gap += 0.37F) {
            const float appeal = std::clamp(sector.discount_required_log - gap, -3.0F, 3.0F);  // at u = u0
            const float p = 1.0F - exp(network.adoption_rate * exp(appeal) * sector.minus_dt);
            const auto nearest = static_cast<std::int64_t>(p * 0x1p23F);
            for (std::int64_t word = std::max<std::int64_t>(0, nearest - 40);
                 word < std::min<std::int64_t>(1 << 23, nearest + 40); ++word) {
                const float u = uniform<float>(static_cast<std::uint32_t>(word) << 9U);
                ASSERT_EQ(adopts<float>(sector, network, gap, network.utilization0, u), u < p)
                    << "rate " << rate << ", gap " << gap << ", u " << u;
            }
        }
    }
}

}  // namespace
}  // namespace killshot::test
