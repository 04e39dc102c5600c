/// scenarios/base.toml is the draft, number by number, but for what docs/data.md corrects.
#include <gmock/gmock.h>

#include "inputs/json.hpp"
#include "scenario/scenario_test_support.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"

namespace killshot {
namespace {

using nlohmann::json;

/// As a JSON patch of the draft.
constexpr const char* corrections = R"([
    {"op": "add", "path": "/networks/1/unlocks/-", "value": {"start_month": 0, "end_month": 19, "tokens": 35e6}},
    {"op": "replace", "path": "/networks/2/fragmentation", "value": 0.03},
    {"op": "replace", "path": "/networks/3/unlocks/0/end_month", "value": 7},
    {"op": "replace", "path": "/networks/3/unlocks/1/end_month", "value": 19},
    {"op": "replace", "path": "/networks/3/unlocks/2/end_month", "value": 25},
    {"op": "replace", "path": "/networks/5/fragmentation", "value": -0.03},
    {"op": "replace", "path": "/networks/6/fragmentation", "value": -0.05},
    {"op": "replace", "path": "/networks/8/token_price0", "value": 0.19}
])";

TEST(ResolvedJson, OfTheBaseScenarioIsTheDraftWithCorrections) {
    const Scenario scenario = read_scenario(std::filesystem::path(KILLSHOT_SOURCE_DIR) / "scenarios" / "base.toml", {});
    const json resolved = json::parse(to_json(scenario).dump());
    const json draft = json(known_answers("draft_base")).patch(json::parse(corrections));
    EXPECT_EQ(resolved, draft) << json::diff(draft, resolved).dump(1);
}

TEST(ResolvedJson, NetworksComeInTheOrderOfTheFile) {
    const json resolved =
        json::parse(to_json(read_scenario(good_base, {"networks.gamma.emission_cuts=[{month=6,factor=0.5}]"})).dump());
    ASSERT_EQ(resolved["networks"].size(), 3U);
    EXPECT_EQ(resolved["networks"][0]["name"], "Alpha.One");
    EXPECT_EQ(resolved["networks"][2]["emission_cuts"], json::parse(R"([{"month": 6, "factor": 0.5}])"));
    EXPECT_FALSE(resolved["networks"][1].contains("emission_cuts"));
    EXPECT_EQ(resolved["networks"][2]["unlocks"][0].size(), 3U);
    EXPECT_EQ(resolved["networks"][2]["unlocks"][1]["cliff_tokens"], 5e6);
    EXPECT_EQ(resolved["steps"], 24);
    EXPECT_EQ(resolved["seed"], 7);
}

}  // namespace
}  // namespace killshot
