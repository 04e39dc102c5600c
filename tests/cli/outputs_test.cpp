// `run --json` and `run --outputs kills`, and what the other commands say of such a file.
#include <algorithm>

#include "cli_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// Text whose line breaks do not matter.
std::string unwrapped(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

class RunJson : public CommandLine {};

TEST_F(RunJson, PrintsWhatShowPrints) {
    const Outcome run = killshot("run --paths 256 --beliefs 20 --belief-paths 64 --json -o a.h5");
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(run.out, killshot("show a.h5 --json").out);
    EXPECT_THAT(run.err, StartsWith("digest " + run.json().at("digest").get<std::string>()));
    EXPECT_EQ(killshot("run --paths 64 --beliefs 0 --json --quiet -o b.h5").err, "");
}

TEST_F(RunJson, OfABatchPrintsALineAScenario) {
    std::ofstream(folder / "two.toml") << "base = \"scenarios/base.toml\"\n[[scenario]]\nname = \"mild\"\n"
                                          "[[scenario]]\nname = \"war\"\nsector.cut_rate = 2\n";
    const Outcome run = killshot("run two.toml --paths 256 --json -o a.h5");
    ASSERT_EQ(run.exit_code, 0) << run.err;
    std::istringstream lines(run.out);
    for (const char* name : {"mild", "war"}) {
        std::string line;
        ASSERT_TRUE(std::getline(lines, line));
        const nlohmann::json scenario = nlohmann::json::parse(line);
        EXPECT_EQ(scenario.at("scenario"), name);
        const nlohmann::json shown = killshot(std::string("show a.h5 --json --scenario ") + name).json();
        for (std::size_t i = 0; i < 14; ++i) {
            const nlohmann::json& network = scenario.at("networks").at(i);
            for (const char* key : {"key", "p_kill", "p_kill_2027"})
                EXPECT_EQ(network.at(key), shown.at("networks").at(i).at(key));
        }
    }
    std::string more;
    EXPECT_FALSE(std::getline(lines, more));
}

class RunOutputs : public CommandLine {
  protected:
    void SetUp() override {
        CommandLine::SetUp();
        const std::string command = "run --set sector.cut_rate=1 --paths 2000 --beliefs 20 --belief-paths 64 -o ";
        ASSERT_EQ(killshot(command + "all.h5 --quiet").exit_code, 0);
        const Outcome run = killshot(command + "kills.h5 --outputs kills");
        ASSERT_EQ(run.exit_code, 0) << run.err;
        table_of_run = run.out;
    }
    std::string table_of_run;
};

TEST_F(RunOutputs, KillsGiveTheSameAnswer) {
    const nlohmann::json all = killshot("show all.h5 --json").json(), kills = killshot("show kills.h5 --json").json();
    EXPECT_EQ(all.at("outputs"), "all");
    EXPECT_EQ(kills.at("outputs"), "kills");
    for (const char* key : {"sentence", "digest", "paths", "kill_shot", "beliefs", "joint"}) {
        if (std::string(key) == "joint")
            EXPECT_EQ(kills.at(key).at("n_killed"), all.at(key).at("n_killed"));
        else
            EXPECT_EQ(kills.at(key), all.at(key)) << key;
    }
    for (std::size_t i = 0; i < 14; ++i) {
        for (const char* key : {"p_kill", "p_kill_2027", "p_kill_given_K1", "readings", "assumed_share"})
            EXPECT_EQ(kills.at("networks").at(i).at(key), all.at("networks").at(i).at(key)) << key;
        EXPECT_TRUE(kills.at("networks").at(i).at("main_cause").is_null());
    }
    EXPECT_THAT(unwrapped(killshot("diff all.h5 kills.h5").out), HasSubstr("14 with no clear difference"));
}

TEST_F(RunOutputs, KillsSayWhatIsMissing) {
    EXPECT_THAT(unwrapped(table_of_run), HasSubstr("(it was run with --outputs kills)"));
    EXPECT_EQ(killshot("show kills.h5 --readings").exit_code, 0);
    for (const char* table : {"--causes", "--signals", "--wide"}) {
        const Outcome show = killshot(std::string("show kills.h5 ") + table);
        EXPECT_EQ(show.exit_code, 1);
        EXPECT_EQ(show.err, std::string("kills.h5: has no ") + table +
                                " (it was run with --outputs kills); run the scenario again without --outputs, or "
                                "show --readings\n");
    }
    EXPECT_THAT(killshot("show kills.h5 --by 2028-01").err, HasSubstr("kills by the horizon alone"));
    EXPECT_EQ(killshot("export kills.h5 -o tables").exit_code, 0);
    EXPECT_THAT(text_of_file(folder / "tables/README.txt"), HasSubstr("The result was run with --outputs kills"));
    EXPECT_EQ(text_of_file(folder / "tables/kill_cdf.csv"), "project,month,date,n_kill,paths,p\r\n");
    EXPECT_THAT(text_of_file(folder / "tables/inputs.csv"), HasSubstr("\r\n,sector.cut_rate,"));
}

}  // namespace
}  // namespace killshot
