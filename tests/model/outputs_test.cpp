// What is tallied at report dates: each output from states of our choosing, and the table that names them.
#include "killshot/model/outputs.hpp"

#include <cmath>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "killshot/lanes/reference.hpp"

namespace killshot::test {
namespace {

template <std::size_t n>
double value_of(const char* name, const OutputInfo (&infos)[n], const Real64 (&values)[n]) {
    for (std::size_t i = 0; i < n; ++i)
        if (std::string(infos[i].name) == name) return values[i].value;
    ADD_FAILURE() << "no output " << name;
    return NAN;
}

TEST(NetworkOutputs, AreTheStatesInUnitsOfTheStart) {
    NetworkTable<double> table{};
    table.emission_tokens_scale = 4;
    table.one_over_spend0 = 0.01;
    Network<Real64> n{};
    n.utilization = 0.625;
    n.gpus_log = std::log(1.5);
    n.token_log = std::log(0.75);
    n.subsidy_share = 0.375;
    n.margin = -0.25;
    Offer<Real64> offer{};
    offer.parity_gap = std::log(1.25);
    offer.cost_log = std::log(1.25 * 0.25);
    Settlement<Real64> settlement{};
    settlement.contestable_demand = 3.0;
    settlement.tail_demand = 1.0;
    settlement.token_price = 2.0;
    settlement.spend = 150.0;
    settlement.payout.emission_tokens = 7.0;
    Real64 values[n_network_outputs];
    network_output_values<Real64>(table, 4.0, n, offer, settlement, values);
    const auto value = [&](const char* name) { return value_of(name, network_outputs, values); };

    EXPECT_NEAR(value("cost_ratio"), 1.25, 1e-15);
    EXPECT_NEAR(value("cost_per_mtok"), 1.25 * 4, 1e-14);
    EXPECT_EQ(value("utilization"), 0.625);
    EXPECT_NEAR(value("gpus"), 1.5, 1e-15);
    EXPECT_NEAR(value("token_price"), 0.75, 1e-15);
    EXPECT_EQ(value("emission_tokens"), 28);
    EXPECT_NEAR(value("emission_usd"), 0.14, 1e-15);
    EXPECT_EQ(value("subsidy_share"), 0.375);
    EXPECT_EQ(value("spend_usd"), 1.5);
    EXPECT_EQ(value("tail_share"), 0.25);
    EXPECT_EQ(value("margin"), 0.75);
}

TEST(SectorOutputs, AreTheStatesInUnitsOfTheStart) {
    SectorTable<double> table{};
    const double weights[] = {0.5, 0.3, 0.2};
    Sector<Real64> sector{};
    for (int j = 0; j < 3; ++j) {
        table.hyperscaler_weight[j] = weights[j];
        sector.list_log[j] = 1.0 + j;
    }
    sector.effective_log = std::log(0.9);
    sector.open_log = std::log(3.0);
    sector.central_cost_log = std::log(0.25);
    sector.demand_log = std::log(20.0);
    const SectorStep<double> step{.demand_drift = 0, .cost_scale = 4, .demand_scale = 0.0625};
    Real64 values[n_sector_outputs];
    sector_output_values<Real64>(table, step, central_cost_tallied(step, sector), sector, 0.4375, values);
    const auto value = [&](const char* name) { return value_of(name, sector_outputs, values); };

    EXPECT_NEAR(value("list_price"), std::exp(0.5 * 1 + 0.3 * 2 + 0.2 * 3), 1e-14);
    EXPECT_NEAR(value("effective_price"), 0.9, 1e-15);
    EXPECT_NEAR(value("open_price"), 3, 1e-14);
    EXPECT_NEAR(value("central_cost_per_mtok"), 1, 1e-15);
    EXPECT_NEAR(value("demand"), 1.25, 1e-14);
    EXPECT_EQ(value("sector_utilization"), 0.4375);
}

TEST(Outputs, HaveNamesOfTheirOwnAndRangesThatHold) {
    std::set<std::string> names;
    for (const OutputInfo& info : network_outputs) EXPECT_TRUE(names.insert(info.name).second) << info.name;
    for (const OutputInfo& info : sector_outputs) EXPECT_TRUE(names.insert(info.name).second) << info.name;
    for (const OutputInfo& info : network_outputs) EXPECT_LE(info.low, info.high) << info.name;
}

}  // namespace
}  // namespace killshot::test
