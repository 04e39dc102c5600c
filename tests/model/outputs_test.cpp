// The outputs that are tallied at report dates, from given states, and the list that names them.
#include "killshot/model/outputs.hpp"

#include <cmath>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "killshot/lanes/reference.hpp"

namespace killshot::test {
namespace {

/// The value that `List` writes from `report` for an output.
template <class List, class Report>
double value(const char* name, const Report& report) {
    Real64 values[List::size];
    List::write(report, values, 1);
    for (int i = 0; i < List::size; ++i)
        if (std::string(List::info[i].name) == name) return values[i].value;
    ADD_FAILURE() << "no output " << name;
    return NAN;
}

TEST(NetworkOutputs, AreTheStatesInUnitsOfTheStart) {
    SectorTable<double> sector{};
    sector.gpu_pass_through = 0.6;
    const SectorStep<double> step{.demand_drift = 0, .cost_scale = 4, .demand_scale = 1};
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
    const NetworkReport<Real64, double> report{sector, step, table, n, offer, settlement};
    const auto value_of = [&](const char* name) { return value<NetworkOutputs>(name, report); };

    EXPECT_NEAR(value_of("cost_ratio"), 1.25, 1e-15);
    EXPECT_NEAR(value_of("break_even_ratio"), 1.25 * (0.4 + 0.6 / 0.75), 1e-15);
    EXPECT_NEAR(value_of("cost_per_mtok"), 1.25, 1e-14);
    EXPECT_EQ(value_of("utilization"), 0.625);
    EXPECT_NEAR(value_of("gpus"), 1.5, 1e-15);
    EXPECT_NEAR(value_of("token_price"), 0.75, 1e-15);
    EXPECT_EQ(value_of("emission_tokens"), 28);
    EXPECT_NEAR(value_of("emission_usd"), 0.14, 1e-15);
    EXPECT_EQ(value_of("subsidy_share"), 0.375);
    EXPECT_EQ(value_of("spend_usd"), 1.5);
    EXPECT_EQ(value_of("tail_share"), 0.25);
    EXPECT_EQ(value_of("margin"), 0.75);

    n.margin = -1.0;  // no income: the ratio is beyond every bound, not 0/0
    EXPECT_GT(value_of("break_even_ratio"), 65536);
    sector.gpu_pass_through = 0;
    EXPECT_EQ(value_of("break_even_ratio"), 0);
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
    sector.hardware.frontier_log = std::log(1.5);
    const SectorStep<double> step{.demand_drift = 0, .cost_scale = 4, .demand_scale = 0.0625};
    const SectorReport<Real64, double> report{table, step, sector};
    const auto value_of = [&](const char* name) { return value<SectorOutputs>(name, report); };

    EXPECT_NEAR(value_of("list_price"), std::exp(0.5 * 1 + 0.3 * 2 + 0.2 * 3), 1e-14);
    EXPECT_NEAR(value_of("effective_price"), 0.9, 1e-15);
    EXPECT_NEAR(value_of("compute_price"), 0.6, 1e-15);
    EXPECT_NEAR(value_of("open_price"), 3, 1e-14);
    EXPECT_NEAR(value_of("central_cost_per_mtok"), 1, 1e-15);
    EXPECT_NEAR(value_of("demand"), 1.25, 1e-14);
    EXPECT_EQ(value<SectorOutputs>("sector_utilization", NetworksReport<Real64>{0.4375}), 0.4375);
}

TEST(Outputs, HaveNamesOfTheirOwnAndRangesThatHold) {
    std::set<std::string> names;
    for (const OutputInfo& info : NetworkOutputs::info) EXPECT_TRUE(names.insert(info.name).second) << info.name;
    for (const OutputInfo& info : SectorOutputs::info) EXPECT_TRUE(names.insert(info.name).second) << info.name;
    for (const OutputInfo& info : NetworkOutputs::info) EXPECT_LE(info.low, info.high) << info.name;
}

TEST(Outputs, AreWrittenFromTheirOwnReportAloneAtTheStride) {
    Real64 values[3 * n_sector_outputs];
    for (Real64& value : values) value = -1.0;
    SectorOutputs::write(NetworksReport<Real64>{0.5}, values, 3);
    for (int i = 0; i < 3 * n_sector_outputs; ++i) {
        const bool is_utilization = i % 3 == 0 && std::string(SectorOutputs::info[i / 3].name) == "sector_utilization";
        EXPECT_EQ(values[i].value, is_utilization ? 0.5 : -1.0) << i;
    }
}

}  // namespace
}  // namespace killshot::test
