/// Where networks and bases are found, and what a network may be called.
#include <gmock/gmock.h>

#include "inputs/names.hpp"
#include "scenario/shipped.hpp"
#include "scenario_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;

std::string networks_of(const std::filesystem::path& file, const std::vector<std::string>& overrides = {}) {
    std::string keys;
    for (const NetworkInputs& network : read_scenario(file, overrides).inputs.networks)
        keys += (keys.empty() ? "" : " ") + network.key;
    return keys;
}

TEST(NetworkFolders, ANetworkIsFoundBesideTheFileThenBesideItsBaseThenAmongTheShipped) {
    const ScenarioFolder folder;
    const auto own = folder.scenario("[run]\nnetworks = [\"alpha\", \"mine\", \"akash\"]\n");
    write_text(folder / "networks/mine.toml",
               "base = \"" + (good_base.parent_path() / "networks/alpha.toml").string() + "\"\nname = \"Mine\"\n");
    EXPECT_EQ(networks_of(own), "alpha mine akash");
    write_text(folder / "networks/alpha.toml",
               "base = \"" + (good_base.parent_path() / "networks/alpha.toml").string() + "\"\nname = \"Closer\"\n");
    EXPECT_EQ(read_scenario(own).inputs.networks[0].name, "Closer");
}

TEST(NetworkFolders, ANetworkIsCalledByKeyNameOrTokenInAnyCase) {
    const ScenarioFolder folder;
    write_text(folder / "mine.toml", "base = \"base\"\n[run]\nnetworks = [\"AKT\", \"Render\", \"tao\"]\n");
    EXPECT_EQ(networks_of(folder / "mine.toml"), "akash render bittensor");
    EXPECT_EQ(value_of(read_scenario(folder / "mine.toml", {"networks.akt.margin0=0.07"}), "networks.akash.margin0"),
              0.07);
    EXPECT_THAT(error_of(folder / "mine.toml", {"run.networks=[\"AKT\", \"akash\"]"}), HasSubstr("lists akash twice"));
    EXPECT_THAT(error_of(folder / "mine.toml", {"run.networks=[\"akahs\"]"}),
                HasSubstr("akahs has no network file (looked for akahs.toml in "));
    EXPECT_THAT(error_of(folder / "mine.toml", {"run.networks=[\"akahs\"]"}), HasSubstr("did you mean akash?"));
}

TEST(NetworkFolders, ABaseIsAFileOrTheNameOfAShippedScenario) {
    const ScenarioFolder folder;
    const double gap_ref = value_of(read_scenario(shipped_scenarios() / "price_war.toml"), "sector.gap_ref");
    for (const std::string base :
         {std::string("price_war"), std::string("price_war.toml"), (shipped_scenarios() / "price_war.toml").string()}) {
        write_text(folder / "mine.toml", "base = \"" + base + "\"\n");
        EXPECT_EQ(value_of(read_scenario(folder / "mine.toml"), "sector.gap_ref"), gap_ref) << base;
    }
    write_text(folder / "price_war", "base = \"base\"\n[sector]\ngap_ref = 1.5\n");
    write_text(folder / "mine.toml", "base = \"price_war\"\n");
    EXPECT_EQ(value_of(read_scenario(folder / "mine.toml"), "sector.gap_ref"), 1.5) << "a file beside it comes first";
}

}  // namespace
}  // namespace killshot
