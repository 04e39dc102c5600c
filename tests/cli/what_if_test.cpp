// What-ifs: where their results go, what they say of their inputs, and how scenarios are named.
#include "cli_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class WhatIf : public CommandLine {
  protected:
    /// The file that a run without -o writes.
    [[nodiscard]] std::string file_of(const std::string& arguments) const {
        const Outcome run = killshot("run " + arguments + " --paths 64 --beliefs 0 --quiet");
        EXPECT_EQ(run.exit_code, 0) << run.err;
        const std::string without_newline = run.out.substr(0, run.out.size() - 1);
        return without_newline.substr(without_newline.rfind('\n') + 1);
    }
};

TEST_F(WhatIf, HasAFileOfItsOwn) {
    EXPECT_EQ(file_of("base"), "results/base.h5");
    EXPECT_EQ(file_of("scenarios/base.toml --set sector.cut_rate=0.8"), "results/base+cut_rate=0.8.h5");
    EXPECT_EQ(file_of("price_war --set networks.akash.margin0=0.1 --set 'networks.\"*\".adoption_rate = 0.2'"),
              "results/price_war+akash.margin0=0.1+all.adoption_rate=0.2.h5");
    EXPECT_EQ(file_of("base --set 'run.networks=[\"akash\", \"render\"]'"), "results/base+networks=akash,render.h5");
    const std::string many =
        "base --set sector.hyperscaler_weight='[0.4, 0.3, 0.3]' --set sector.list_price0='[7, 7, 11]' "
        "--set sector.cut_rate=0.";
    EXPECT_THAT(file_of(many + "1"), testing::MatchesRegex("results/base.hyperscaler_weight=.*~[0-9a-f]+\\.h5"));
    EXPECT_LE(file_of(many + "2").size(), 75U);
    const Outcome again = killshot("run --set sector.cut_rate=0.8 --paths 64");
    EXPECT_EQ(again.exit_code, 1);
    EXPECT_EQ(again.err, "results/base+cut_rate=0.8.h5: exists already; give --force to replace it, or another -o\n");
}

TEST_F(WhatIf, AMissingFolderIsAnErrorUnlessItMayBeCreated) {
    const Outcome refused = killshot("run --paths 64 -o some/where/a.h5");
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_EQ(
        refused.err,
        "some/where/a.h5: cannot be written (its folder some/where does not exist); give --mkdir to create it, or "
        "another -o\n");
    EXPECT_FALSE(std::filesystem::exists(folder / "some"));
    EXPECT_EQ(killshot("run --paths 64 --beliefs 0 --quiet --mkdir -o some/where/a.h5").exit_code, 0);
    EXPECT_TRUE(std::filesystem::exists(folder / "some/where/a.h5"));
}

TEST_F(WhatIf, AResultDoesNotGoToStandardOutput) {
    const Outcome refused = killshot("run -o -");
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.err, HasSubstr("a result cannot go to standard output (HDF5 is not a stream); name a file"));
}

TEST_F(WhatIf, SaysWhichInputsItChanges) {
    ASSERT_EQ(killshot("run base --paths 64 --beliefs 0 --quiet -o a.h5").exit_code, 0);
    const Outcome run = killshot("run base --set sector.cut_rate=0.8 --paths 64 --beliefs 0 -o b.h5");
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("64 futures\nChanged: sector.cut_rate = 0.11 -> 0.8\n"));
    EXPECT_THAT(killshot("show b.h5").out, HasSubstr("\nChanged: sector.cut_rate = 0.11 -> 0.8\n"));
    EXPECT_EQ(killshot("show a.h5 --json").json().at("changed_inputs"), nlohmann::json::array());
    const auto changed = killshot("show b.h5 --json").json().at("changed_inputs");
    EXPECT_EQ(changed, nlohmann::json::parse(R"([{"key": "sector.cut_rate", "old": "0.11", "new": "0.8"}])"));

    EXPECT_THAT(killshot("diff a.h5 b.h5").out, HasSubstr("\nChanged: sector.cut_rate = 0.11 -> 0.8\n"));
    EXPECT_EQ(killshot("diff b.h5 a.h5 --json").json().at("changed_inputs"),
              nlohmann::json::parse(R"([{"key": "sector.cut_rate", "old": "0.8", "new": "0.11"}])"));

    ASSERT_EQ(
        killshot("run base --set 'networks.*.adoption_rate=0.1' --paths 64 --beliefs 0 --quiet -o c.h5").exit_code, 0);
    EXPECT_THAT(killshot("show c.h5").out, HasSubstr("; and 10 more\n"));
    EXPECT_EQ(killshot("show c.h5 --json").json().at("changed_inputs").size(), 14U);
}

// What each of two files changes in its own base file does not say how the two differ.
TEST_F(WhatIf, ResultsOfDifferentBaseFilesAreComparedInputByInput) {
    std::string base = text_of_file(folder / "scenarios/base.toml");
    const std::string cut_rate = "cut_rate = { value = 0.11, low = 0.03, high = 0.25", vol = "value = 0.25, low = 0.15";
    base.replace(base.find(cut_rate), cut_rate.size(), "cut_rate = { value = 0.8, low = 0.03, high = 0.9");
    base.replace(base.find(vol), vol.size(), "value = 0.25, low = 0.2");
    std::ofstream(folder / "other.toml") << base;
    ASSERT_EQ(killshot("run base --set sector.cut_rate=0.8 --paths 64 --beliefs 0 --quiet -o a.h5").exit_code, 0);
    ASSERT_EQ(killshot("run other.toml --paths 64 --beliefs 0 --quiet -o b.h5").exit_code, 0);
    EXPECT_EQ(killshot("diff a.h5 b.h5 --json").json().at("changed_inputs"), nlohmann::json::parse(R"json([
                  {"key": "sector.cut_rate", "old": "0.8 (no interval)", "new": "0.8 (0.03 to 0.9)"},
                  {"key": "sector.scarcity_vol", "old": "0.25 (0.15 to 0.4)", "new": "0.25 (0.2 to 0.4)"}])json"));
    ASSERT_EQ(killshot("run other.toml --set sector.cut_rate=0.11 --paths 64 --beliefs 0 --quiet -o c.h5").exit_code,
              0);
    EXPECT_THAT(killshot("diff b.h5 c.h5").out, HasSubstr("\nChanged: sector.cut_rate = 0.8 -> 0.11\n"));
}

TEST_F(WhatIf, AScenarioMayBeNamedWithoutItsFolder) {
    std::filesystem::remove(folder / "scenarios");
    EXPECT_THAT(killshot("validate price_war").out, StartsWith("price_war is valid: 14 networks"));
    const Outcome misspelt = killshot("validate pricewar");
    EXPECT_EQ(misspelt.exit_code, 1);
    EXPECT_EQ(misspelt.err,
              "pricewar: no such file, and no scenario of this name comes with killshot; did you mean price_war?\n");
    std::ofstream(folder / "mine.toml") << "base = \"base\"\n";
    EXPECT_THAT(killshot("validate mine").err, HasSubstr("did you mean mine.toml?"));
    EXPECT_EQ(killshot("validate mine.toml").exit_code, 0);
}

class New : public CommandLine {};

TEST_F(New, AScenarioIsValidAsItIs) {
    const Outcome made = killshot("new scenario mine");
    EXPECT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out, StartsWith("wrote mine.toml\n"));
    const Outcome valid = killshot("validate mine.toml");
    EXPECT_THAT(valid.out, StartsWith("mine is valid: 14 networks")) << valid.err;
    const Outcome again = killshot("new scenario mine");
    EXPECT_EQ(again.exit_code, 1);
    EXPECT_EQ(again.err, "mine.toml: exists already; give another name\n");
    EXPECT_EQ(killshot("new scenario ../mine").exit_code, 2);
    EXPECT_THAT(killshot("new").err, HasSubstr("killshot new needs one more word: scenario or network\n"));
}

// Every network can be the start of another one: the file says all that its own says.
TEST_F(New, ANetworkIsValidAsItIsAndEqualsTheOneThatItStartsFrom) {
    const nlohmann::json base = killshot("validate base --json").json();
    for (std::size_t i = 0; i < 14; ++i) {
        const std::string name = "mine" + std::to_string(i), like = base["networks"][i]["name"];
        const Outcome made = killshot("new network " + name + " --like '" + like + "'");
        ASSERT_EQ(made.exit_code, 0) << made.err;
        const Outcome valid = killshot("validate with_" + name + ".toml --json");
        ASSERT_EQ(valid.exit_code, 0) << valid.err;
        nlohmann::json network = valid.json()["networks"].at(14), expected = base["networks"][i];
        for (const char* own : {"name", "token", "stance", "key"}) {
            network.erase(own);
            expected.erase(own);
        }
        EXPECT_EQ(network, expected) << like;
    }
    EXPECT_EQ(killshot("new network mine1").exit_code, 1);
    EXPECT_THAT(killshot("new network Akash").err, HasSubstr("is a network of the base scenario already"));
    EXPECT_THAT(killshot("new network other --like akahs").err,
                HasSubstr("--like akahs: no such network in the scenario; did you mean akash?"));
}

TEST_F(New, ResultsOf14And15NetworksAreCompared) {
    ASSERT_EQ(killshot("new network mine").exit_code, 0);
    ASSERT_EQ(killshot("run base --paths 200 --beliefs 0 --quiet -o a.h5").exit_code, 0);
    ASSERT_EQ(killshot("run with_mine.toml --paths 200 --beliefs 0 --quiet -o b.h5").exit_code, 0);
    const auto diff = killshot("diff a.h5 b.h5 --json").json();
    EXPECT_EQ(diff.at("networks").size(), 14U);
    EXPECT_EQ(diff.at("only_here"), nlohmann::json::array({"mine"}));
    const Outcome text = killshot("diff a.h5 b.h5");
    EXPECT_THAT(text.out, HasSubstr("Not compared (only here, or at another place of the list): mine\n"));
    EXPECT_THAT(text.out, HasSubstr("Changed: run.networks = bittensor, "));
}

TEST_F(WhatIf, PlanTakesPaths) { EXPECT_THAT(killshot("plan base --paths 100k").out, HasSubstr(", 100,000 paths, ")); }

}  // namespace
}  // namespace killshot
