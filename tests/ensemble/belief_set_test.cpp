/// The beliefs of a single scenario as a Latin hypercube: what is drawn, and that it is what a [design] draws.
#include "ensemble/belief_set.hpp"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>

#include "ensemble/belief.hpp"
#include "inputs/json.hpp"
#include "scenario/scenario_test_support.hpp"

namespace killshot {
namespace {

using testing::ElementsAre;

std::vector<std::string> keys_of(const BeliefDesign& design) {
    std::vector<std::string> keys;
    for (const DrawnBelief& belief : design.drawn()) keys.push_back(belief.key);
    return keys;
}

const DrawnBelief& belief_of(const BeliefDesign& design, const std::string& key) {
    const auto found = std::ranges::find(design.drawn(), key, &DrawnBelief::key);
    if (found == design.drawn().end()) throw Error("nothing is drawn as " + key);
    return *found;
}

TEST(BeliefDesign, DrawsWhatTheSameDesignInTheFileDraws) {
    const ScenarioFolder folder;
    const Ensemble batch =
        read_ensemble(folder.scenario("[design]\nkind = \"latin_hypercube\"\ndraws = 40\n", "design.toml"), {});
    const Ensemble single = read_ensemble(folder.scenario("", "design.toml"), {});
    const BeliefDesign design = single.belief_design(40);
    Scenario scenario = single.scenario(0);  // reused, as a thread does
    std::vector<double> values(design.drawn().size());
    for (const std::int64_t draw : {0, 39, 17}) {
        design.draw(draw, scenario, values);
        const Scenario drawn = batch.scenario(draw);
        EXPECT_EQ(to_json(scenario), to_json(drawn));
        for (std::size_t i = 0; i < values.size(); ++i) {
            const DrawnBelief& belief = design.drawn()[i];
            const auto first = std::ranges::find_if(drawn.parameters, [&](const Parameter& parameter) {
                return is_belief(parameter) && parameter.name == belief.name &&
                       (belief.network < 0 || parameter.id.network == belief.network);
            });
            ASSERT_NE(first, drawn.parameters.end()) << belief.key;
            if (belief.key.starts_with("sector.")) {
                EXPECT_EQ(values[i], value_of(drawn, *find_parameter(drawn, belief.key))) << belief.key;
            }
        }
    }
}

TEST(BeliefDesign, NamesASharedBeliefOnceAndAnOwnOneByItsNetwork) {
    const ScenarioFolder folder;
    const std::string own = "[networks.beta]\nmargin0 = { value = 0.2, low = -0.2, high = 0.6 }\n";
    const Ensemble batch = read_ensemble(folder.scenario(own), {});
    const BeliefDesign design = batch.belief_design(20);
    const std::vector<std::string> keys = keys_of(design);
    EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), keys.size());
    EXPECT_EQ(std::ranges::count(keys, "networks.*.margin0"), 1);
    EXPECT_EQ(belief_of(design, "networks.*.margin0").network, -1);
    EXPECT_EQ(belief_of(design, "networks.*.margin0").name, "margin0");
    EXPECT_EQ(belief_of(design, "networks.beta.margin0").network, 1);
    EXPECT_EQ(belief_of(design, "sector.cut_rate").network, -1);
    EXPECT_EQ(belief_of(design, "sector.cut_rate").name, "cut_rate");
    EXPECT_EQ(belief_of(design, "sector.cut_rate").status, find_parameter(batch.base(), "sector.cut_rate")->status);
}

TEST(BeliefDesign, NamesTheNetworksWhereSeveralFilesAreShared) {
    const ScenarioFolder folder;
    const auto base = folder.copy_of_good();
    std::filesystem::copy_file(folder / "networks/common.toml", folder / "networks/other.toml");
    replace_in(folder / "networks/gamma.toml", "base = \"common.toml\"", "base = \"other.toml\"");
    const BeliefDesign design = read_ensemble(base, {}).belief_design(20);
    EXPECT_EQ(belief_of(design, "networks.alpha,beta.margin0").name, "margin0");
    EXPECT_EQ(belief_of(design, "networks.gamma.margin0").network, -1);
}

TEST(BeliefDesign, LeavesOutWhatAnArgumentFixes) {
    const Ensemble batch = read_ensemble(good_base, {"sector.cut_rate=0.3"});
    EXPECT_THAT(keys_of(batch.belief_design(20)), testing::Not(testing::Contains("sector.cut_rate")));
    EXPECT_THAT(keys_of(read_ensemble(good_base, {}).belief_design(20)), testing::Contains("sector.cut_rate"));
}

TEST(BeliefDesign, IsOfASingleScenario) {
    const ScenarioFolder folder;
    EXPECT_TRUE(read_ensemble(good_base, {}).is_single());
    const Ensemble one_value =
        read_ensemble(folder.scenario("[[axis]]\nkey = \"sector.cut_rate\"\nvalues = [0.1]\n"), {});
    EXPECT_TRUE(one_value.is_single());
    EXPECT_THAT(keys_of(one_value.belief_design(20)), testing::Not(testing::Contains("sector.cut_rate")));
    const Ensemble two =
        read_ensemble(folder.scenario("[[axis]]\nkey = \"sector.cut_rate\"\nvalues = [0.1, 0.2]\n"), {});
    EXPECT_FALSE(two.is_single());
    EXPECT_THROW(static_cast<void>(two.belief_design(20)), std::logic_error);
}

TEST(BeliefDesign, MovesWithTheSeed) {
    Ensemble batch = read_ensemble(good_base, {});
    const auto first_values = [&] {
        const BeliefDesign design = batch.belief_design(20);
        Scenario scenario = batch.scenario(0);
        std::vector<double> values(design.drawn().size());
        design.draw(0, scenario, values);
        return values;
    };
    const std::vector<double> before = first_values();
    EXPECT_EQ(first_values(), before);
    batch.set_seed(99);
    EXPECT_NE(first_values(), before);
}

}  // namespace
}  // namespace killshot
