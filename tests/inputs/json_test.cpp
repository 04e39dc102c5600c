/// scenarios/base.toml is the draft, number by number.
#include <gmock/gmock.h>

#include "inputs/json.hpp"
#include "scenario/scenario_test_support.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"

namespace killshot {
namespace {

using nlohmann::json;

TEST(ResolvedJson, OfTheBaseScenarioEqualsTheDraft) {
    const Scenario scenario = read_scenario(std::filesystem::path(KILLSHOT_SOURCE_DIR) / "scenarios" / "base.toml", {});
    const json resolved = json::parse(to_json(scenario).dump());
    const json draft = known_answers("draft_base");
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
