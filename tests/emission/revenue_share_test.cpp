#include <gmock/gmock.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

TEST(RevenueShare, SupplyIsConstant) {
    NetworkInputs network = network_of(Archetype::revenue_share);
    network.buyback_rate = 0.5;
    for (const int months : {12, 36, 240}) {
        const EmissionRows rows = emission_rows(network, 1000, months);
        for (const auto& row : {rows.mint, rows.inflation, rows.treasury_rate, rows.unlock})
            EXPECT_THAT(row, testing::Each(0.0));
        EXPECT_EQ(rows.work_rate, 0);
        EXPECT_FALSE(rows.has_vault);
    }
}

}  // namespace
}  // namespace killshot::test
