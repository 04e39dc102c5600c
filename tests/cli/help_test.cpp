// What a new user meets first: the start page, help, version, and suggestions for misspelt words.
#include <sstream>

#include "cli_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class Help : public CommandLine {};

TEST_F(Help, WithoutArgumentsSaysWhatToDoFirst) {
    const Outcome start = killshot("");
    EXPECT_EQ(start.exit_code, 0);
    EXPECT_THAT(start.err, IsEmpty());
    EXPECT_THAT(start.out, HasSubstr("Start here:\n  killshot run base "));
}

TEST_F(Help, OfACommandIsTheSameInBothForms) {
    for (const char* command : {"run", "show", "diff", "explain"}) {
        const Outcome help = killshot(std::string("help ") + command);
        EXPECT_EQ(help.exit_code, 0) << help.err;
        EXPECT_EQ(help.out, killshot(std::string(command) + " --help").out);
        EXPECT_THAT(help.out, HasSubstr(std::string("\nUsage: killshot ") + command + " [OPTIONS]"));
    }
    EXPECT_EQ(killshot("help").out, killshot("--help").out);
}

TEST_F(Help, VersionIsTheSameInBothForms) {
    const Outcome version = killshot("version");
    EXPECT_EQ(version.exit_code, 0);
    EXPECT_THAT(version.out, StartsWith("killshot "));
    EXPECT_EQ(version.out, killshot("--version").out);
}

struct Misspelling {
    const char *arguments, *error;

    friend std::ostream& operator<<(std::ostream& out, const Misspelling& word) { return out << word.arguments; }
};

class Suggestion : public CommandLine, public testing::WithParamInterface<Misspelling> {};

TEST_P(Suggestion, NamesTheNearestWord) {
    const Outcome outcome = killshot(GetParam().arguments);
    EXPECT_NE(outcome.exit_code, 0);
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, HasSubstr(GetParam().error));
}

INSTANTIATE_TEST_SUITE_P(
    Words, Suggestion,
    testing::Values(Misspelling{"shwo base.h5", "shwo: no such command; did you mean show?\nSee killshot --help\n"},
                    Misspelling{"fly", "fly: no such command; killshot help lists all\n"},
                    Misspelling{"help rnu", "rnu: no such command; did you mean run?\n"},
                    Misspelling{"run --pahts 4", "--pahts: killshot run has no such option; did you mean --paths?\n"},
                    Misspelling{"run --pahts=4", "--pahts: killshot run has no such option; did you mean --paths?\n"},
                    Misspelling{"show a.h5 --singals",
                                "--singals: killshot show has no such option; did you mean --signals?\n"},
                    Misspelling{"--paths 4 run", "--paths: killshot has no such option; options follow the command"},
                    Misspelling{"run a.toml b.toml", "b.toml: killshot run does not expect this argument; remove it\n"},
                    Misspelling{"run --set sector.cut_rat=1", "sector.cut_rat: unknown key; did you mean cut_rate?"},
                    Misspelling{"run --set networks.akahs.margin0=0.1", "did you mean akash?"},
                    Misspelling{"explain cut_rat", "did you mean cut_rate?"},
                    Misspelling{"trace scenarios/base.toml --path 1 --network akahs",
                                "--network akahs: no such network in the scenario; did you mean akash?"}));

}  // namespace
}  // namespace killshot
