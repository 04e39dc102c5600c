// validate, plan, networks and devices.
#include "cli_test_support.hpp"

namespace killshot {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::StartsWith;

class ScenarioCommands : public CommandLine {};

TEST_F(ScenarioCommands, ValidateSaysWhatTheScenarioIs) {
    const Outcome outcome = killshot("validate scenarios/base.toml --set networks.akash.margin0=0.1");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(
        outcome.out,
        StartsWith("base is valid: 14 networks, 36 months from 2026-11-22 to 2029-11-22, 65,536\npaths, seed "));
    EXPECT_THAT(outcome.out,
                ContainsRegex("[0-9]+ numbers: [0-9]+ quoted, [0-9]+ derived, [0-9]+ fitted, [0-9]+ assumed"));
    EXPECT_THAT(outcome.out, ContainsRegex("\nChanged: networks.akash.margin0 = [0-9.]+ -> 0.1\n"));
    EXPECT_THAT(outcome.out, HasSubstr("\nRitual "));
}

TEST_F(ScenarioCommands, ValidateJsonHasTheNamesOfTheDraftAndWhatFollows) {
    const nlohmann::json json = killshot("validate scenarios/base.toml --json").json();
    const nlohmann::json draft =
        nlohmann::json::parse(text_of_file(std::string(KILLSHOT_SOURCE_DIR) + "/tests/data/draft_base.json"));
    for (const auto& [name, value] : draft.items()) EXPECT_TRUE(json.contains(name)) << name;
    for (const auto& [name, value] : draft.at("sector").items()) EXPECT_TRUE(json.at("sector").contains(name)) << name;
    const nlohmann::json& derived = json.at("derived").at("networks");
    ASSERT_EQ(derived.size(), 14U);
    for (std::size_t i = 0; i < derived.size(); ++i) {
        EXPECT_EQ(derived.at(i).at("name"), json.at("networks").at(i).at("name"));
        EXPECT_GT(derived.at(i).at("gpus0"), 0.0);
        EXPECT_GT(derived.at(i).at("capital_cost"), 0.0);
        EXPECT_EQ(derived.at(i).at("target_utilization"), json.at("networks").at(i).at("utilization0"));
    }
}

TEST_F(ScenarioCommands, ValidateRefusesAStartThatContradictsItself) {
    const Outcome outcome = killshot("validate scenarios/base.toml --set networks.akash.energy_cost=50");
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.err, StartsWith("--set networks.akash.energy_cost=50: networks.akash.energy_cost: "));
}

TEST_F(ScenarioCommands, NetworksAreListedWithStanceAndArchetype) {
    const Outcome outcome = killshot("networks");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, ContainsRegex("Bittensor +TAO +conviction +halving_by_supply +18\\.0 M"));
    EXPECT_THAT(outcome.out, ContainsRegex("Hyperbolic +- +conviction +pre_token"));
    EXPECT_THAT(outcome.out, ContainsRegex("Dynex +DNX +skeptical +pow_decay"));
    EXPECT_EQ(outcome.out, killshot("networks scenarios/base.toml").out);
}

TEST_F(ScenarioCommands, TheBaseScenarioIsFoundFromAnywhereInTheTree) {
    std::filesystem::remove(folder / "scenarios");
    const Outcome outcome = killshot("networks");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("Bittensor"));
}

TEST_F(ScenarioCommands, PlanMeasuresAndWritesNothing) {
    const Outcome outcome = killshot("plan scenarios/base.toml");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith("base: 14 networks, 36 months, 65,536 paths, 33.0 M network-path-steps\n"));
    EXPECT_THAT(outcome.out, ContainsRegex("simulation +about [0-9.]+ s on .*, from 8,192 paths just run"));
    EXPECT_THAT(outcome.out, ContainsRegex("result +about [0-9.]+ [kM]B"));
    EXPECT_FALSE(std::filesystem::exists(folder / "results"));
}

TEST_F(ScenarioCommands, DevicesNameTheProcessorAndTheInstructionSets) {
    const Outcome outcome = killshot("devices");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, ContainsRegex("instruction sets: scalar.*; auto uses "));
    EXPECT_THAT(outcome.out, HasSubstr("\ncuda"));
}

}  // namespace
}  // namespace killshot
