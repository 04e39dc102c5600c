/// Which inputs differ from the innermost base file, in words.
#include "inputs/changed_inputs.hpp"

#include <gmock/gmock.h>

#include "scenario_test_support.hpp"

namespace killshot {
namespace {

std::string changes_of(const std::filesystem::path& file, const std::vector<std::string>& overrides = {}) {
    return text_of(read_scenario(file, overrides).changed);
}

TEST(ChangedInputs, OfTheBaseItselfAreNone) { EXPECT_EQ(changes_of(good_base), ""); }

TEST(ChangedInputs, AreThoseOfEveryLayer) {
    const ScenarioFolder folder;
    folder.scenario("[run]\nhorizon_months = 30\n[sector]\ncut_rate = 0.5\ngap_ref = 1.4\n", "inner.toml");
    write_text(folder / "outer.toml", "base = \"inner.toml\"\n[sector]\ngap_ref = 1.2\n");
    EXPECT_EQ(changes_of(folder / "outer.toml", {"networks.alpha.margin0=0.5", "kill_shot.require_long_tail=true"}),
              "run.horizon_months = 24 -> 30\n"
              "sector.cut_rate = 0.13 -> 0.5\n"
              "kill_shot.require_long_tail = false -> true\n"
              "networks.alpha.margin0 = 0.1 -> 0.5");
}

TEST(ChangedInputs, GiveTheBeliefWhereOnlyThatIsChanged) {
    const ScenarioFolder folder;
    EXPECT_EQ(changes_of(folder.scenario("[sector]\ncut_rate = { value = 0.13, low = 0.1, high = 0.2 }\n")),
              "sector.cut_rate = 0.13 (0.05 to 0.28) -> 0.13 (0.1 to 0.2)");
    EXPECT_EQ(changes_of(folder.scenario("[sector]\ncut_rate = 0.13\n")),
              "sector.cut_rate = 0.13 (0.05 to 0.28) -> 0.13 (no interval)");
}

TEST(ChangedInputs, SayWhichNetworksThereAre) {
    EXPECT_EQ(changes_of(good_base, {"run.networks=[\"gamma\", \"alpha\"]"}),
              "run.networks = alpha, beta, gamma -> gamma, alpha");
}

TEST(ChangedInputs, AreReadAgainFromTheirText) {
    const std::vector<ChangedInput> changes = {{"sector.cut_rate", "0.1", "0.2"}, {"run.networks", "a, b", "a"}};
    const auto read = parse_changes(text_of(changes));
    ASSERT_TRUE(read.has_value());
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ(read->at(1).key, "run.networks");
    EXPECT_EQ(read->at(1).old_value, "a, b");
    EXPECT_EQ(read->at(1).new_value, "a");
    EXPECT_TRUE(parse_changes("").has_value());
    for (const char* wrong :
         {"a", "a = b", "a -> b", " = 1 -> 2", "a -> b = c", "a = 1 -> 2\n\na = 1 -> 2", "a = \x1b -> 2"})
        EXPECT_FALSE(parse_changes(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace killshot
