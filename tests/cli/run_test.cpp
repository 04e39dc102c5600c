#include "cli_test_support.hpp"

#include <algorithm>

namespace killshot {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// What follows "digest " on a line of its own.
std::string digest_of(const Outcome& outcome) {
    const std::string word = "digest ";
    const std::size_t at = outcome.out.find(word);
    return at == std::string::npos ? "" : outcome.out.substr(at + word.size(), 16);
}

class Run : public CommandLine {};

TEST_F(Run, WithoutAFileRunsTheBaseScenarioIntoResults) {
    const Outcome run = killshot("run --paths 512 --beliefs 20 --belief-paths 64");
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_TRUE(std::filesystem::exists(folder / "results/base.h5"));
    EXPECT_THAT(run.out, HasSubstr("base: 36 months from 2026-11-22; 512 futures, 20 draws of the inputs\n"));
    EXPECT_THAT(run.out, HasSubstr("network-path-steps/s"));
    EXPECT_EQ(digest_of(run).size(), 16U);
    EXPECT_THAT(run.err, IsEmpty()) << "not a terminal, and over before a line was due";
}

TEST_F(Run, TheDigestDependsOnNeitherThreadsNorInstructionSet) {
    const Outcome one = killshot("run --paths 3000 --beliefs 0 -o a.h5 --threads 1 --quiet");
    ASSERT_EQ(one.exit_code, 0) << one.err;
    EXPECT_EQ(digest_of(one), digest_of(killshot("run --paths 3000 --beliefs 0 -o b.h5 --threads 2 --quiet")));
    EXPECT_EQ(digest_of(one),
              digest_of(killshot("run --paths 3000 --beliefs 0 -o c.h5 --threads 7 --isa scalar --quiet")));
    EXPECT_NE(digest_of(one), digest_of(killshot("run --paths 3000 --beliefs 0 -o d.h5 --seed 1 --quiet")));
    EXPECT_NE(digest_of(one),
              digest_of(killshot("run --paths 3000 --beliefs 0 -o e.h5 --set sector.cut_rate=0.5 --quiet")));
}

TEST_F(Run, QuietPrintsOnlyWhatAScriptReads) {
    const Outcome run = killshot("run --paths 64 --beliefs 0 -o quiet.h5 --quiet");
    EXPECT_THAT(run.out, StartsWith("digest "));
    // The digest, the speed (which may take two lines) and the file.
    EXPECT_LE(std::count(run.out.begin(), run.out.end(), '\n'), 4) << run.out;
    EXPECT_THAT(run.out, HasSubstr("\nquiet.h5\n"));
}

TEST_F(Run, AnOutputThatCannotBeWrittenIsRefusedBeforeComputing) {
    std::ofstream(folder / "notes.txt") << "mine";
    const Outcome foreign = killshot("run --paths 1000000000000 -o notes.txt");
    EXPECT_EQ(foreign.exit_code, 1);
    EXPECT_EQ(
        foreign.err,
        "notes.txt: will not be overwritten (it is not a killshot result, or a damaged one); delete it by hand or "
        "give another -o\n");
    EXPECT_EQ(text_of_file(folder / "notes.txt"), "mine");

    const Outcome inside_a_file = killshot("run --paths 1000000000000 -o notes.txt/a.h5");
    EXPECT_EQ(inside_a_file.exit_code, 1);
    EXPECT_THAT(inside_a_file.err,
                StartsWith("notes.txt/a.h5: cannot be written (its folder notes.txt cannot be created"));

    const Outcome a_folder = killshot("run --paths 1000000000000 -o scenarios");
    EXPECT_EQ(a_folder.exit_code, 1);
    EXPECT_EQ(a_folder.err, "scenarios: cannot be written (it is a symbolic link to " KILLSHOT_SOURCE_DIR
                            "/scenarios); give another -o\n");

    const Outcome nowhere = killshot("run --paths 1000000000000 -o /proc/a.h5");
    EXPECT_EQ(nowhere.exit_code, 1);
    EXPECT_THAT(nowhere.err, StartsWith("/proc/a.h5: cannot be written ("));
}

TEST_F(Run, ReplacesAnEarlierResultOnlyWithForce) {
    ASSERT_EQ(killshot("run --paths 64 --beliefs 0 -o a.h5 --quiet").exit_code, 0);
    const Outcome refused = killshot("run --paths 128 --beliefs 0 -o a.h5 --quiet");
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_EQ(refused.err, "a.h5: exists already; give --force to replace it, or another -o\n");
    const Outcome nothing_to_resume = killshot("run --paths 128 --beliefs 0 -o a.h5 --quiet --resume");
    EXPECT_EQ(nothing_to_resume.exit_code, 1);
    EXPECT_THAT(nothing_to_resume.err, HasSubstr("there is no interrupted run to resume"));
    EXPECT_EQ(killshot("show a.h5 --json").json().at("paths"), 64);

    const Outcome again = killshot("run --paths 128 --beliefs 0 -o a.h5 --quiet --force");
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(killshot("show a.h5 --json").json().at("paths"), 128);
}

TEST_F(Run, ForceReplacesOnlyResults) {
    const std::string superblock("\x89HDF\r\n\x1a\n", 8);
    for (const std::string& foreign : {std::string("mine"), std::string(), superblock + std::string(2000, '\0')}) {
        std::ofstream(folder / "a.h5", std::ios::binary) << foreign;
        EXPECT_EQ(killshot("run --paths 64 --beliefs 0 -o a.h5 --force --quiet").exit_code, 1);
        EXPECT_EQ(text_of_file(folder / "a.h5"), foreign);
    }
}

TEST_F(Run, NeverTouchesAFileNamedLikeAPart) {
    std::ofstream(folder / "a.h5.part") << "mine";
    EXPECT_EQ(killshot("run --paths 64 --beliefs 0 -o a.h5 --quiet").exit_code, 0);
    EXPECT_EQ(text_of_file(folder / "a.h5.part"), "mine");
}

TEST_F(Run, RefusesALinkAsOutput) {
    std::filesystem::create_symlink("nowhere.h5", folder / "link.h5");
    const Outcome refused = killshot("run --paths 1000000000000 -o link.h5 --force");
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_EQ(refused.err, "link.h5: cannot be written (it is a symbolic link to nowhere.h5); give another -o\n");
    EXPECT_FALSE(std::filesystem::exists(folder / "nowhere.h5"));
}

TEST_F(Run, RefusesAnOutputWhoseShardsHaveNoPlace) {
    std::ofstream(folder / "a.h5.shards") << "mine";
    const Outcome refused = killshot("run --paths 1000000000000 -o a.h5");
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, StartsWith("a.h5.shards: is in the way (it is not a folder"));
    EXPECT_EQ(killshot("run --paths 64 --beliefs 0 -o r.shards --quiet").exit_code, 0) << "an output may be called so";
}

struct Misuse {
    const char* arguments;
    const char* text;

    /// What GoogleTest and ctest call the case.
    friend std::ostream& operator<<(std::ostream& out, const Misuse& misuse) { return out << misuse.arguments; }
};

class WrongUsage : public CommandLine, public testing::WithParamInterface<Misuse> {};

TEST_P(WrongUsage, ExitsWithTwoAndNamesTheHelp) {
    const Outcome outcome = killshot(GetParam().arguments);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, HasSubstr(GetParam().text));
    EXPECT_THAT(outcome.err, HasSubstr("--help\n"));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, WrongUsage,
    testing::Values(
        Misuse{"run --paths 0",
               "--paths: 0 is not a whole number from 1 to 1000000000000 (as in 4096, 1e6, 100k or 2M)\n"},
        Misuse{"run --paths many", "--paths: many is not"}, Misuse{"run --paths 1.5", "--paths"},
        Misuse{"run --seed -1", "--seed: -1 is not a whole number from 0 to 18446744073709551615"},
        Misuse{"run --seed 18446744073709551616", "--seed: 18446744073709551616 is not"},
        Misuse{"run --paths 0x10", "--paths: 0x10 is not"}, Misuse{"run --paths 010", "--paths: 010 is not"},
        Misuse{"run --seed 0x10", "--seed: 0x10 is not"},
        Misuse{"run --threads -1", "--threads: -1 is not a whole number from 0 to 4096 in decimal digits\n"},
        Misuse{"bench --threads 0x4", "--threads: 0x4 is not"},
        Misuse{"run --backend opencl", "--backend: opencl not in {auto,cpu,cuda}"},
        Misuse{"verify --backend opencl", "--backend: opencl not in {auto,cpu,cuda}"},
        Misuse{"run --isa neon", "--isa: neon not in"}, Misuse{"run --set sector.cut_rate", "is not KEY=VALUE"},
        Misuse{"run --target-se 1", "1 is not the standard error"}, Misuse{"run --on-error ignore", "--on-error"},
        Misuse{"show", "FILE is required\nSee killshot show --help\n"},
        Misuse{"trace scenarios/base.toml", "--path is required"},
        Misuse{"trace scenarios/base.toml --path -1", "--path: -1 is not"},
        Misuse{"trace scenarios/base.toml --path 9223372036854775808", "--path: "},
        Misuse{"validate", "SCENARIO is required"}));

TEST_F(Run, WrongInputExitsWithOneAndRunsNothing) {
    const Outcome missing = killshot("run nowhere.toml -o a.h5");
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_THAT(missing.err, StartsWith("nowhere.toml does not exist"));

    const Outcome unknown = killshot("run --set sector.cut_rat=0.3 -o a.h5");
    EXPECT_EQ(unknown.exit_code, 1);
    EXPECT_THAT(unknown.err, HasSubstr("cut_rat"));
    EXPECT_FALSE(std::filesystem::exists(folder / "a.h5"));
    EXPECT_FALSE(std::filesystem::exists(folder / "a.h5.killshot-part"));

    const Outcome without_set = killshot("run sector.cut_rate=0.3");
    EXPECT_EQ(without_set.exit_code, 1);
    EXPECT_THAT(without_set.err, HasSubstr("write --set sector.cut_rate=0.3"));
}

}  // namespace
}  // namespace killshot
