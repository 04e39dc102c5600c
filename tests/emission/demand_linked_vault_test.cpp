#include <gmock/gmock.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

NetworkInputs io_net_like() {
    NetworkInputs network = network_of(Archetype::demand_linked_vault);
    network.emission.vault = 116e6;
    network.emission.target_usd_per_gpu_month = 317;
    network.emission.surplus_burn = 0.5;
    return network;
}

TEST(DemandLinkedVault, TargetsAreUsdPerGpuAndMonth) {
    for (const double gpus0 : {1.0, 1777.0, 435000.0})
        for (const int months : {1, 36, 240})
            EXPECT_DOUBLE_EQ(total(emission_rows(io_net_like(), gpus0, months).vault_target), 317 * gpus0 * months);
}

TEST(DemandLinkedVault, PaysTheWholeGapAndBurnsItsShareOfTheSurplus) {
    const EmissionRows rows = emission_rows(io_net_like(), 1000, 12);
    EXPECT_THAT(rows.vault_pay, testing::Each(1.0));
    EXPECT_EQ(rows.vault_burn, 0.5);
    EXPECT_EQ(rows.pool0, 116e6);
    EXPECT_TRUE(rows.has_vault);
}

TEST(DemandLinkedVault, ACutPaysLessAndBurnsNoMore) {
    NetworkInputs network = io_net_like();
    network.emission_cuts = {{.month = 6, .factor = 0.25}};
    const EmissionRows cut = emission_rows(network, 1000, 12);
    const EmissionRows plain = emission_rows(io_net_like(), 1000, 12);
    EXPECT_EQ(cut.vault_pay[5], 1);
    EXPECT_EQ(cut.vault_pay[6], 0.25);
    EXPECT_EQ(cut.vault_target, plain.vault_target);
    EXPECT_EQ(cut.vault_burn, plain.vault_burn);
}

}  // namespace
}  // namespace killshot::test
