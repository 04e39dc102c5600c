// Eq. 19: the start is a steady state when nothing disturbs it.
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "killshot/lanes/reference.hpp"
#include "reference/trace.hpp"
#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

/// The draft with nothing that pushes it, and one network alone (the list of Eq. 19).
Inputs unpushed(const std::string& name) {
    Inputs inputs = draft();
    SectorInputs& s = inputs.sector;
    s.cut_rate = s.hike_rate = s.list_drift = 0;
    s.scarcity_drift = s.glut_drift = s.scarcity_vol = s.glut_vol = 0;
    s.pace_vol = s.markup_vol = s.demand_vol = s.breakthrough_rate = s.pace_change = 0;
    s.release_log_mean = 0.1;
    s.release_rate = 1e-9;
    s.ramp_backlog0 = 0;
    s.growth_initial = s.growth_final = 0;
    s.bull_drift = s.bear_drift = s.bull_vol = s.bear_vol = 0;
    std::erase_if(inputs.networks, [&](const NetworkInputs& network) { return network.name != name; });
    for (NetworkInputs& network : inputs.networks) {
        network.margin0 = network.tail_growth = network.tail_share0 = network.fragmentation = 0;
        network.capital_decline = network.flow_impact = 0;
        network.local_vol = network.token_vol = network.outage_rate = network.adoption_rate = 0;
        network.largest_customer_loss_rate = network.hardware_lag0 = 0;
        network.software_lag0 = s.pace0 * dt_years / std::expm1(network.catch_up * dt_years);
        network.software_exposure = network.hardware_exposure = 1;
        network.demand_beta = network.software_throughput_share / s.price_elasticity;
        network.unlocks.clear();
    }
    return inputs;
}

class StartStaysPut : public testing::TestWithParam<const char*> {};

TEST_P(StartStaysPut, For36Months) {
    const Inputs inputs = unpushed(GetParam());
    ASSERT_EQ(inputs.networks.size(), 1U);
    ASSERT_EQ(inputs.months, 36);
    const NetworkInputs& network = inputs.networks[0];
    const TableStorage<double> storage(inputs);
    const PathTrace trace = trace_path<Real64>(storage.view(), 1, 0);
    for (int k = 0; k < trace.n_months; ++k) {
        const NetworkMonth& month = trace.at(k, 0);
        ASSERT_NEAR(month.utilization, network.utilization0, 1e-9) << "month " << k + 1;
        ASSERT_NEAR(month.gpus_log, 0, 1e-9) << "month " << k + 1;
        ASSERT_NEAR(month.subsidy_share, storage.starts()[0].subsidy_share0, 1e-9) << "month " << k + 1;
        ASSERT_NEAR(month.parity_gap, std::log(network.cost_ratio0), 1e-9) << "month " << k + 1;
    }
}

INSTANTIATE_TEST_SUITE_P(, StartStaysPut,
                         testing::Values("Bittensor", "io.net", "Nous Research", "Gensyn", "NetMind.AI", "NodeAI"),
                         [](const auto& network) {
                             std::string name = network.param;
                             std::erase_if(name,
                                           [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
                             return name;
                         });

}  // namespace
}  // namespace killshot::test
