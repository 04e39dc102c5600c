// What a command prints reaches its reader, or the command says that it did not.
#include "cli_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Commands that print a result, with the exit code that they have when it can be printed.
struct Command {
    const char* arguments;
    int exit_code = 0;
};

class Streams : public CommandLine {
  protected:
    void SetUp() override {
        CommandLine::SetUp();
        ASSERT_EQ(killshot("run --paths 64 --beliefs 0 --quiet -o a.h5").exit_code, 0);
    }
};

TEST_F(Streams, ResultsThatDoNotReachStandardOutputAreAnError) {
    const char* const commands[] = {"show a.h5",
                                    "show a.h5 --json",
                                    "diff a.h5 a.h5",
                                    "validate scenarios/base.toml",
                                    "plan scenarios/base.toml",
                                    "trace scenarios/base.toml --path 7",
                                    "networks",
                                    "devices",
                                    "--version",
                                    "--help",
                                    "run --paths 64 --beliefs 0 -o b.h5",
                                    "run --paths 64 --beliefs 0 --quiet -o c.h5"};
    for (const char* const command : commands) {
        EXPECT_EQ(killshot(command).exit_code, 0) << command;
        std::filesystem::remove(folder / "b.h5");
        std::filesystem::remove(folder / "c.h5");
        for (const char* const broken : {" >/dev/full", " >&-"}) {
            const Outcome outcome = killshot(std::string(command) + broken);
            EXPECT_EQ(outcome.exit_code, 1) << command << broken;
            EXPECT_THAT(outcome.err, HasSubstr("standard output: cannot be written")) << command << broken;
            std::filesystem::remove(folder / "b.h5");
            std::filesystem::remove(folder / "c.h5");
        }
    }
}

TEST_F(Streams, FailuresOfStandardErrorAreIgnored) {
    const Command commands[] = {
        {"show a.h5"}, {"show nope.h5", 1}, {"nonsense", 2}, {"run --paths 64 --beliefs 0 -o b.h5"}};
    for (const Command& command : commands)
        for (const char* const broken : {" 2>/dev/full", " 2>&-"}) {
            const Outcome outcome = killshot(std::string(command.arguments) + broken);
            EXPECT_EQ(outcome.exit_code, command.exit_code) << command.arguments << broken;
            std::filesystem::remove(folder / "b.h5");
        }
}

TEST_F(Streams, ClosedStreamsLeaveTheResultWhole) {
    const Outcome whole = killshot("show a.h5 --json");
    const Outcome closed = killshot("run --paths 64 --beliefs 0 -o b.h5 <&- >&- 2>&-");
    EXPECT_EQ(closed.exit_code, 1);
    EXPECT_EQ(killshot("show b.h5 --json").json()["digest"], whole.json()["digest"]);
}

}  // namespace
}  // namespace killshot
