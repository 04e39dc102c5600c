// The draws of the inputs' beliefs on the command line: run, show, plan, and what is refused.
#include "cli_test_support.hpp"

#include <regex>
#include <sstream>

namespace killshot {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Beliefs : public CommandLine {
  protected:
    /// What follows "beliefs " on a line of its own.
    static std::string digest_of_beliefs(const Outcome& outcome) {
        const std::string word = "\nbeliefs ";
        const std::size_t at = outcome.out.find(word);
        return at == std::string::npos ? "" : outcome.out.substr(at + word.size(), 16);
    }
    std::filesystem::path file_of(const std::string& name, const std::string& text) const {
        std::ofstream(folder / name) << "base = \"scenarios/base.toml\"\n" << text;
        return folder / name;
    }
};

const std::string few = "--paths 64 --beliefs 30 --belief-paths 40";

TEST_F(Beliefs, TheirDigestDependsOnNeitherThreadsNorInstructionSet) {
    const Outcome one = killshot("run " + few + " -o a.h5 --threads 1 --quiet");
    ASSERT_EQ(one.exit_code, 0) << one.err;
    EXPECT_EQ(digest_of_beliefs(one).size(), 16U);
    EXPECT_EQ(digest_of_beliefs(one), digest_of_beliefs(killshot("run " + few + " -o b.h5 --threads 3 --quiet")));
    EXPECT_EQ(digest_of_beliefs(one),
              digest_of_beliefs(killshot("run " + few + " -o c.h5 --threads 2 --isa scalar --quiet")));
    EXPECT_NE(digest_of_beliefs(one), digest_of_beliefs(killshot("run " + few + " -o d.h5 --seed 1 --quiet")));
}

TEST_F(Beliefs, TheDigestOfTheRunDoesNotKnowThem) {
    const Outcome with = killshot("run " + few + " -o a.h5 --quiet");
    const Outcome without = killshot("run --paths 64 --beliefs 0 -o b.h5 --quiet");
    ASSERT_EQ(without.exit_code, 0) << without.err;
    EXPECT_EQ(digest_of_beliefs(without), "");
    EXPECT_EQ(with.out.substr(0, with.out.find('\n')), without.out.substr(0, without.out.find('\n')));
}

TEST_F(Beliefs, RunAndShowLeadWithThem) {
    const Outcome run = killshot("run " + few + " -o a.h5");
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("\n\nOn average over the networks, "));
    const Outcome show = killshot("show a.h5");
    EXPECT_THAT(show.out, HasSubstr("\n\nOn average over the networks, "));
    const nlohmann::json json = killshot("show a.h5 --json").json();
    EXPECT_EQ(json["beliefs"]["draws"], 30);
    EXPECT_EQ(json["beliefs"]["paths_per_draw"], 40);
    EXPECT_EQ(json["beliefs"]["digest"], digest_of_beliefs(run));
    EXPECT_EQ(json["beliefs"]["networks"].size(), 14U);
}

TEST_F(Beliefs, ShowRanksTheDrivers) {
    ASSERT_EQ(killshot("run --paths 64 --beliefs 400 --belief-paths 200 -o a.h5 --quiet").exit_code, 0);
    const Outcome drivers = killshot("show a.h5 --drivers");
    EXPECT_EQ(drivers.exit_code, 0) << drivers.err;
    EXPECT_THAT(drivers.out, StartsWith("What the spread of P(kill) comes from"));
    EXPECT_THAT(drivers.out, HasSubstr("\nsector."));
    EXPECT_THAT(drivers.out, HasSubstr("\nAkash Network: "));
    std::istringstream lines(drivers.out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST_F(Beliefs, DriversOfAFileWithoutDrawsSayWhatToDo) {
    ASSERT_EQ(killshot("run --paths 64 --beliefs 0 -o a.h5 --quiet").exit_code, 0);
    const Outcome drivers = killshot("show a.h5 --drivers");
    EXPECT_EQ(drivers.exit_code, 1);
    EXPECT_EQ(drivers.err,
              "a.h5: has no draws of the inputs' beliefs (it was run with --beliefs 0, or no input has low "
              "and high); run the scenario again\n");
    EXPECT_FALSE(killshot("show a.h5 --json").json().contains("beliefs"));
}

TEST_F(Beliefs, ABatchDrawsNoneAndRefusesToBeAsked) {
    const auto file = file_of("two.toml", "[[axis]]\nkey = \"sector.cut_rate\"\nvalues = [0.1, 0.2]\n");
    const Outcome batch = killshot("run two.toml --paths 16 -o a.h5 --quiet");
    EXPECT_EQ(batch.exit_code, 0) << batch.err;
    EXPECT_EQ(digest_of_beliefs(batch), "");
    EXPECT_EQ(killshot("run two.toml --paths 16 --beliefs 0 -o b.h5 --quiet").exit_code, 0);
    for (const char* option : {"--beliefs 64", "--belief-paths 64"}) {
        const Outcome refused = killshot(std::string("run two.toml --paths 16 -o c.h5 ") + option);
        EXPECT_EQ(refused.exit_code, 1);
        EXPECT_THAT(refused.err, HasSubstr("draws the beliefs of a single scenario (this run has 2 scenarios)"));
        EXPECT_FALSE(std::filesystem::exists(folder / "c.h5"));
    }
}

TEST_F(Beliefs, WrongNumbersAreRefused) {
    for (const char* arguments : {"--beliefs -1", "--beliefs 19", "--beliefs 100001", "--beliefs many",
                                  "--belief-paths 1", "--belief-paths 0", "--belief-paths 10000001"}) {
        const Outcome outcome = killshot(std::string("run ") + arguments);
        EXPECT_EQ(outcome.exit_code, 2) << arguments;
        EXPECT_THAT(outcome.err, ContainsRegex("--belief(s|-paths): .* is not a whole number from ")) << arguments;
    }
    EXPECT_THAT(killshot("run --beliefs 7").err, HasSubstr("from 20 to 100000 (as in 4096, 1e6, 100k or 2M), or 0"));
}

TEST_F(Beliefs, PlanStatesThem) {
    const Outcome plan = killshot("plan scenarios/base.toml");
    EXPECT_EQ(plan.exit_code, 0) << plan.err;
    EXPECT_THAT(plan.out, ContainsRegex("\nbeliefs +about .*s for 1,024 draws of 512 paths, "));
    file_of("two.toml", "[[axis]]\nkey = \"sector.cut_rate\"\nvalues = [0.1, 0.2]\n");
    EXPECT_THAT(killshot("plan two.toml").out, Not(HasSubstr("\nbeliefs")));
}

TEST_F(Beliefs, AScenarioWithoutBeliefsHasNothingToDraw) {
    // The good scenario of the reader's tests, with every interval removed.
    const std::filesystem::path good = std::string(KILLSHOT_SOURCE_DIR) + "/tests/scenario/good";
    std::filesystem::copy(good, folder / "certain", std::filesystem::copy_options::recursive);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "certain"))
        if (entry.is_regular_file()) {
            const std::string text = text_of_file(entry.path());
            std::ofstream(entry.path()) << std::regex_replace(text, std::regex(", (low|high) = [^,} ]+"), "");
        }
    const Outcome silent = killshot("run certain/base.toml --paths 16 -o a.h5 --quiet");
    EXPECT_EQ(silent.exit_code, 0) << silent.err;
    EXPECT_EQ(digest_of_beliefs(silent), "");
    const Outcome asked = killshot("run certain/base.toml --paths 16 -o b.h5 --beliefs 64");
    EXPECT_EQ(asked.exit_code, 1);
    EXPECT_THAT(asked.err, HasSubstr("--beliefs: has nothing to draw (no number of the scenario has low and high)"));
}

}  // namespace
}  // namespace killshot
