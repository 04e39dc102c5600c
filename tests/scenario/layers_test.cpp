/// Which layer wins, and what an override keeps.
#include <gmock/gmock.h>

#include <algorithm>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "scenario_test_support.hpp"

namespace killshot {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const NetworkInputs& network(const Scenario& scenario, const std::string& name) {
    return scenario.inputs.networks.at(static_cast<std::size_t>(find_network(scenario.inputs, name).value()));
}

TEST(Layers, BaseIsReadAsItStands) {
    const Scenario scenario = read_scenario(good_base, {});
    EXPECT_EQ(scenario.name, "base");
    EXPECT_EQ(text_of(scenario.start), "2026-11-22");
    EXPECT_EQ(scenario.inputs.months, 24);
    EXPECT_EQ(scenario.paths, 1000);
    EXPECT_EQ(scenario.seed, 7U);
    EXPECT_EQ(scenario.confidence, 0.95);
    ASSERT_EQ(scenario.inputs.networks.size(), 3U);
    EXPECT_EQ(scenario.inputs.networks[0].key, "alpha");
    EXPECT_EQ(scenario.inputs.networks[0].name, "Alpha.One");
    EXPECT_EQ(scenario.inputs.networks[0].token, "ALF");
    EXPECT_EQ(scenario.inputs.networks[1].stance, Stance::watching);
    EXPECT_EQ(scenario.inputs.networks[1].archetype, Archetype::pre_token);
    EXPECT_FALSE(scenario.inputs.networks[1].has_token);
    EXPECT_EQ(scenario.inputs.networks[2].unlocks.size(), 2U);
    EXPECT_EQ(scenario.inputs.networks[2].unlocks[1].cliff_tokens, 5e6);
}

TEST(Layers, ParametersFollowTheTableSectorFirst) {
    const Scenario scenario = read_scenario(good_base, {});
    EXPECT_EQ(scenario.parameters[0].path, "sector.list_price0.AWS");
    EXPECT_EQ(scenario.parameters[0].name, "list_price0.AWS");
    EXPECT_EQ(scenario.parameters[0].id.network, -1);
    int network_before = -1;
    for (const Parameter& each : scenario.parameters) {
        EXPECT_GE(each.id.network, network_before) << each.path;
        network_before = each.id.network;
        EXPECT_FALSE(each.unit.empty()) << each.path;
        EXPECT_FALSE(each.source.empty()) << each.path;
        EXPECT_GT(each.place.line, 0) << each.path;
    }
    const Parameter& tokens = parameter(scenario, "networks.gamma.unlocks.0.tokens");
    EXPECT_EQ(tokens.name, "unlocks.0.tokens");
    EXPECT_EQ(tokens.id.network, 2);
    EXPECT_EQ(value_of(scenario, tokens), 8e6);
    EXPECT_EQ(tokens.low, 6e6);
    EXPECT_EQ(tokens.high, 9e6);
    EXPECT_EQ(tokens.unit, "token");
    EXPECT_EQ(tokens.status, Status::derived);
    EXPECT_EQ(tokens.source, "a schedule");
    EXPECT_EQ(tokens.as_of, "2026-06-11");
    // A tranche's months have the provenance of its tokens.
    EXPECT_EQ(parameter(scenario, "networks.gamma.unlocks.0.end_month").source, "a schedule");
    EXPECT_EQ(value_of(scenario, "correlation.matrix.market.demand"), 0.4);
}

TEST(Layers, CommonThenNetworkThenScenariosThenArguments) {
    const ScenarioFolder folder;
    const auto base = folder.copy_of_good();
    replace_in(folder / "networks/gamma.toml", "name = \"Gamma\"", "name = \"Gamma\"\nmargin0 = 0.3");
    const auto margins = [](const Scenario& scenario) {
        return std::vector{network(scenario, "alpha").margin0, network(scenario, "gamma").margin0};
    };
    EXPECT_THAT(margins(read_scenario(base, {})), ElementsAre(0.2, 0.3));

    write_text(folder / "inner.toml",
               "base = \"base.toml\"\n[networks.\"*\"]\nmargin0 = 0.4\n[networks.gamma]\nmargin0 = 0.5\n");
    EXPECT_THAT(margins(read_scenario(folder / "inner.toml", {})), ElementsAre(0.4, 0.5));

    write_text(folder / "outer.toml", "base = \"inner.toml\"\n[networks.GAMMA]\nmargin0 = 0.6\n");
    EXPECT_THAT(margins(read_scenario(folder / "outer.toml", {})), ElementsAre(0.4, 0.6));

    // A later "*" beats an earlier name; arguments win in their order.
    write_text(folder / "outest.toml", "base = \"outer.toml\"\n[networks.\"*\"]\nmargin0 = 0.7\n");
    EXPECT_THAT(margins(read_scenario(folder / "outest.toml", {})), ElementsAre(0.7, 0.7));
    EXPECT_THAT(margins(read_scenario(folder / "outer.toml", {"networks.gamma.margin0=0.8", "networks.*.margin0=0.9"})),
                ElementsAre(0.9, 0.9));
    EXPECT_THAT(margins(read_scenario(folder / "outer.toml", {"networks.*.margin0=0.9", "networks.gamma.margin0=0.8"})),
                ElementsAre(0.9, 0.8));
}

TEST(Layers, BareValueKeepsTheUnitAndLosesTheBelief) {
    const ScenarioFolder folder;
    EXPECT_EQ(parameter(read_scenario(good_base, {}), "sector.cut_rate").low, 0.05);

    const Scenario scenario = read_scenario(folder.scenario("[sector]\ncut_rate = 0.8\n"), {});
    const Parameter& cut_rate = parameter(scenario, "sector.cut_rate");
    EXPECT_EQ(value_of(scenario, cut_rate), 0.8);  // outside the base's low..high, which an override may leave
    EXPECT_EQ(cut_rate.unit, "1/year");
    EXPECT_FALSE(cut_rate.low.has_value());
    EXPECT_FALSE(cut_rate.high.has_value());
    EXPECT_EQ(cut_rate.status, Status::assumed);
    EXPECT_EQ(cut_rate.source, "override in test.toml");
    EXPECT_EQ(cut_rate.as_of, "");
    EXPECT_EQ(cut_rate.place.line, 3);
}

TEST(Layers, EntryReplacesTheInheritedOneWhole) {
    const ScenarioFolder folder;
    const auto file = folder.scenario(
        "[sector]\ncut_rate = { value = 0.3, low = 0.2, high = 0.4, unit = \"1/year\", status = \"fitted\", source = "
        "\"x\", "
        "as_of = 2026-01-02 }\nhike_rate = { value = 0.1, low = 0.05, high = 0.2 }\n");
    const Scenario scenario = read_scenario(file, {});
    const Parameter& cut_rate = parameter(scenario, "sector.cut_rate");
    EXPECT_EQ(cut_rate.low, 0.2);
    EXPECT_EQ(cut_rate.status, Status::fitted);
    EXPECT_EQ(cut_rate.source, "x");
    EXPECT_EQ(cut_rate.as_of, "2026-01-02");
    // An override may bring a belief of its own.
    EXPECT_EQ(parameter(scenario, "sector.hike_rate").high, 0.2);
    EXPECT_EQ(parameter(scenario, "sector.hike_rate").source, "override in test.toml");
}

TEST(Layers, ListsReplaceTheInheritedOnes) {
    const ScenarioFolder folder;
    const auto file = folder.scenario(
        "[networks.gamma]\nunlocks = [{ start_month = 2, end_month = 3, tokens = 7e6 }]\n"
        "[networks.\"*\"]\nemission_cuts = [{ month = 6, factor = 0 }]\n[sector]\nlist_price0 = [5, 6, 7]\n");
    const Scenario scenario = read_scenario(file, {"networks.alpha.emission_cuts=[]"});
    ASSERT_EQ(network(scenario, "gamma").unlocks.size(), 1U);
    EXPECT_EQ(network(scenario, "gamma").unlocks[0].tokens, 7e6);
    EXPECT_EQ(network(scenario, "gamma").unlocks[0].cliff_tokens, 0);
    EXPECT_EQ(network(scenario, "alpha").emission_cuts.size(), 0U);
    ASSERT_EQ(network(scenario, "beta").emission_cuts.size(), 1U);
    EXPECT_EQ(network(scenario, "beta").emission_cuts[0].month, 6);
    EXPECT_THAT(scenario.inputs.sector.list_price0, ElementsAre(5, 6, 7));
    EXPECT_EQ(find_parameter(scenario, "networks.gamma.unlocks.1.tokens"), nullptr);
    EXPECT_EQ(parameter(scenario, "networks.beta.emission_cuts.0.factor").source, "override in test.toml");
}

TEST(Layers, StarReachesTheNetworksOfTheArchetype) {
    const Scenario scenario = read_scenario(good_base, {"networks.*.emission.grant_usd_per_month=1000"});
    EXPECT_EQ(network(scenario, "beta").emission.grant_usd_per_month, 1000);
    EXPECT_EQ(network(scenario, "alpha").emission.grant_usd_per_month, 0);
}

TEST(Layers, NetworksLieBesideTheFileThatListsThem) {
    const ScenarioFolder folder;
    write_text(folder / "networks/delta.toml",
               "base = \"" + (good_base.parent_path() / "networks/gamma.toml").string() + "\"\nname = \"Delta\"\n");
    const Scenario scenario = read_scenario(folder.scenario("[run]\nnetworks = [\"delta\"]\n"), {});
    ASSERT_EQ(scenario.inputs.networks.size(), 1U);
    EXPECT_EQ(scenario.inputs.networks[0].name, "Delta");
    EXPECT_EQ(scenario.inputs.networks[0].token, "GAM");
    ASSERT_EQ(scenario.files.size(), 5U);  // test, base, delta, gamma, common
    EXPECT_THAT(scenario.files[0].path, HasSubstr("test.toml"));
    EXPECT_EQ(scenario.files[1].text, read_text(good_base));
}

TEST(Layers, NarrowedListForgetsWhatWasSaidOfTheOthers) {
    const ScenarioFolder folder;
    const auto file = folder.scenario("[networks.gamma]\nmargin0 = 0.5\n");
    const Scenario scenario = read_scenario(file, {"run.networks=[\"alpha\"]"});
    EXPECT_EQ(scenario.inputs.networks.size(), 1U);
    EXPECT_THAT(error_of(folder.scenario("[networks.delta]\nmargin0 = 0.5\n"), {"run.networks=[\"alpha\"]"}),
                HasSubstr("no such network"));
}

TEST(Layers, OverrideOfNothingIsNoNumber) {
    const ScenarioFolder folder;
    folder.copy_of_good();
    std::string text = read_text(folder / "base.toml");
    const std::size_t begin = text.find("hike_rate");
    write_text(folder / "base.toml", text.erase(begin, text.find('\n', begin) + 1 - begin));
    write_text(folder / "bare.toml", "base = \"base.toml\"\n[sector]\nhike_rate = 0.1\n");
    write_text(folder / "part.toml",
               "base = \"base.toml\"\n[sector]\nhike_rate = { value = 0.1, unit = \"1/year\" }\n");
    write_text(folder / "full.toml",
               "base = \"base.toml\"\n[sector]\nhike_rate = { value = 0.1, unit = \"1/year\", "
               "status = \"assumed\", source = \"x\" }\n");
    EXPECT_THAT(error_of(folder / "bare.toml"), HasSubstr("bare.toml:3: sector.hike_rate: overrides nothing"));
    EXPECT_THAT(error_of(folder / "part.toml"), HasSubstr("part.toml:3: sector.hike_rate: overrides nothing"));
    EXPECT_EQ(error_of(folder / "full.toml"), "");
}

TEST(Layers, MissingKeysAreToldAtTheirTable) {
    const ScenarioFolder folder;
    const auto base = folder.copy_of_good();
    std::string text = read_text(base);
    const std::size_t begin = text.find("hike_rate"), end = text.find('\n', begin) + 1;
    write_text(base, text.erase(begin, end - begin));
    replace_in(base, "seed = 7\n", "");
    const int line_of_sector =
        1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<long>(text.find("[sector]")), '\n'));
    const std::string error = error_of(base);
    EXPECT_THAT(error, HasSubstr("base.toml:2: run.seed: is missing"));
    EXPECT_THAT(error,
                HasSubstr("base.toml:" + std::to_string(line_of_sector - 1) + ": sector.hike_rate: is missing ("));
}

}  // namespace
}  // namespace killshot
