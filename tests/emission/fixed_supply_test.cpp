#include <algorithm>

#include <gmock/gmock.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

TEST(FixedSupply, SupplyIsWhatCirculatedPlusUnlocks) {
    NetworkInputs network = network_of(Archetype::fixed_supply);
    network.circulating0 = 1.3e9;
    network.unlocks = {{.start_month = 5, .end_month = 36, .tokens = 3.6e9, .cliff_tokens = 1.9e9}};
    for (const int months : {5, 6, 36, 60}) {
        const EmissionRows rows = emission_rows(network, 0, months);
        const double supply = network.circulating0 + total(rows.mint) + total(rows.unlock);
        const double unlocked = months == 5 ? 0 : 1.9e9 + 3.6e9 * std::min(months - 5, 31) / 31;
        EXPECT_NEAR(supply, 1.3e9 + unlocked, 1) << months;
    }
}

TEST(FixedSupply, NothingIsPaidOut) {
    const EmissionRows rows = emission_rows(network_of(Archetype::fixed_supply), 1000, 36);
    EXPECT_THAT(rows.mint, testing::Each(0.0));
    EXPECT_EQ(rows.work_rate, 0);
    EXPECT_EQ(rows.pool0, 0);
}

}  // namespace
}  // namespace killshot::test
