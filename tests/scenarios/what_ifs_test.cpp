/// The direction in which each what-if of scenarios/ must move the mean P(kill) over the networks, compared with base
/// on common random numbers. The files tell the stories.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "support/run_batch.hpp"
#include "support/statistics.hpp"

namespace killshot {
namespace {

constexpr std::int64_t n_paths = 32'768;

enum class Direction : std::int8_t { down = -1, up = 1 };
const std::map<std::string, Direction> directions{
    {"price_war", Direction::up},         {"gpu_glut", Direction::up},
    {"breakthrough", Direction::up},      {"crypto_winter", Direction::up},
    {"open_models_stall", Direction::up}, {"emissions_stop", Direction::up},
    {"aws_alone", Direction::up},         {"azure_nd96isr", Direction::up},
    {"next_generation", Direction::up},   {"scarcity_persists", Direction::down},
    {"long_tail_only", Direction::down},  {"enterprise_adoption", Direction::down},
};

Ensemble what_ifs() { return read_ensemble(std::string(KILLSHOT_SOURCE_DIR) + "/scenarios/what_ifs.toml", {}); }

/// The share of the networks that are killed, for each path.
std::vector<double> killed_share(const Scenario& scenario) {
    const Tally tally = test::simulate(scenario, TableStorage<float>(scenario.inputs), n_paths);
    const auto n_networks = static_cast<int>(scenario.inputs.networks.size());
    std::vector<double> shares(n_paths);
    for (int i = 0; i < n_networks; ++i) {
        const auto bits = tally.kill_bits(i);
        for (std::size_t path = 0; path < shares.size(); ++path)
            shares[path] += (bits[path / 8] >> (7 - path % 8) & 1U) / static_cast<double>(n_networks);
    }
    return shares;
}

TEST(WhatIfs, MeanKillMovesAsTheStorySays) {
    const Ensemble batch = what_ifs();
    ASSERT_EQ(batch.size(), static_cast<std::int64_t>(directions.size()) + 1);
    ASSERT_EQ(batch.name(0), "base");
    const std::vector<double> base = killed_share(batch.scenario(0));
    for (std::int64_t n = 1; n < batch.size(); ++n) {
        const std::vector<double> shares = killed_share(batch.scenario(n));
        test::Moments difference;
        for (std::size_t path = 0; path < shares.size(); ++path) difference.add(shares[path] - base[path]);
        const double sign = static_cast<double>(directions.at(batch.name(n)));
        EXPECT_GT(sign * difference.mean(), 3 * difference.standard_error()) << batch.name(n);
    }
}

TEST(WhatIfs, EachIsAFileOfItsOwn) {
    const Ensemble batch = what_ifs();
    for (std::int64_t n = 1; n < batch.size(); ++n) {
        const Scenario alone =
            read_ensemble(std::string(KILLSHOT_SOURCE_DIR) + "/scenarios/" + batch.name(n) + ".toml", {}).scenario(0);
        const Scenario scenario = batch.scenario(n);
        ASSERT_EQ(alone.parameters.size(), scenario.parameters.size()) << batch.name(n);
        for (std::size_t i = 0; i < alone.parameters.size(); ++i)
            EXPECT_EQ(value_of(alone, alone.parameters[i]), value_of(scenario, scenario.parameters[i]))
                << alone.parameters[i].path;
    }
}

TEST(Beliefs, ThousandDrawsStartWithoutContradiction) {
    const Ensemble batch = read_ensemble(std::string(KILLSHOT_SOURCE_DIR) + "/scenarios/beliefs_1000.toml", {});
    ASSERT_EQ(batch.size(), 1000);
    EXPECT_TRUE(batch.draws_beliefs());
    for (std::int64_t n = 0; n < batch.size(); n += 10) EXPECT_NO_THROW(static_cast<void>(batch.scenario(n))) << n;
}

}  // namespace
}  // namespace killshot
