// Mean P(kill) over the networks of the draft, with and without a what-if, against an independent implementation of
// docs/model.md in another language (paths 0 to 19,999). It shares no code with this one.
#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/simulate.hpp"

namespace killshot::test {
namespace {

struct WhatIf {
    const char* name;
    double mean_p_kill;
    std::function<void(Inputs&)> change;
};

template <class Change>
std::function<void(Inputs&)> each_network(Change change) {
    return [change](Inputs& inputs) {
        for (NetworkInputs& network : inputs.networks) change(network);
    };
}

const WhatIf what_ifs[] = {
    {"base", 0.110, [](Inputs&) {}},
    {"price_war", 0.733,
     [](Inputs& i) {
         i.sector.cut_rate = 0.8;
         i.sector.gap_ref = 0.6;
     }},
    {"gpu_glut", 0.474,
     [](Inputs& i) {
         i.sector.scarcity_probability0 = 0;
         i.sector.glut_drift = -0.8;
     }},
    {"breakthrough", 0.127,
     [](Inputs& i) {
         i.sector.pace_change = 1.1;
         i.sector.breakthrough_rate = 0.6;
     }},
    {"crypto_winter", 0.120,
     [](Inputs& i) {
         i.sector.bull_leave_rate = 5;
         i.sector.bear_leave_rate = 0.1;
         i.sector.bear_drift = -1;
     }},
    {"open_models_stall", 0.157, each_network([](NetworkInputs& n) {
         n.fragmentation = -0.4;
         n.catch_up = 1.5;
     })},
    {"emissions_stop", 0.130, each_network([](NetworkInputs& n) { n.emission_cuts = {{.month = 0, .factor = 0}}; })},
    {"aws_alone", 0.116,
     [](Inputs& i) {
         i.sector.hyperscaler_weight = {1, 0, 0};
     }},
    {"next_generation", 0.205,
     [](Inputs& i) {
         i.sector.release_age0 = 1.5;
         i.sector.release_rate = 6;
     }},
    {"scarcity_persists", 0.051, [](Inputs& i) { i.sector.scarcity_leave_rate = 0.1; }},
    {"long_tail_only", 0.052, [](Inputs& i) { i.kill_shot.require_long_tail = true; }},
    {"enterprise_adoption", 0.078, each_network([](NetworkInputs& n) {
         n.adoption_rate = 0.3;
         n.demand_beta = 0.8;
     })},
};

class IndependentMeans : public testing::TestWithParam<WhatIf> {};

TEST_P(IndependentMeans, AgreeWithinTheirRounding) {
    constexpr std::int64_t n_paths = 20'000;
    Inputs inputs = draft();
    GetParam().change(inputs);
    const Tally tally = Simulation(inputs).run(n_paths);
    double killed = 0;
    for (int i = 0; i < tally.layout().n_networks(); ++i)
        for (const std::int64_t n : tally.row(Row::n_fired, i, static_cast<int>(Cause::kill_shot)))
            killed += static_cast<double>(n);
    EXPECT_NEAR(killed / n_paths / static_cast<double>(inputs.networks.size()), GetParam().mean_p_kill, 0.0006);
}

INSTANTIATE_TEST_SUITE_P(, IndependentMeans, testing::ValuesIn(what_ifs),
                         [](const auto& what_if) { return std::string(what_if.param.name); });

}  // namespace
}  // namespace killshot::test
