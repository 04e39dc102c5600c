/// Files that no honest user writes: they are refused with an error, and nothing crashes or hangs.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "scenario_test_support.hpp"

namespace killshot {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

TEST(HostileFiles, AreNoFiles) {
    const ScenarioFolder folder;
    EXPECT_EQ(error_of(folder / "none.toml"),
              "none.toml does not exist or cannot be accessed; check the name and its permissions");
    std::filesystem::create_directory(folder / "folder");
    EXPECT_EQ(error_of(folder / "folder"), "folder is a directory (a file is expected); name a file in it");
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(error_of(folder / "pipe"), "pipe is not a regular file; copy it to one");
    // Its size is 0 and its content is not; reading it as root gives an error too.
    EXPECT_NE(error_of("/proc/self/mem"), "");
}

TEST(HostileFiles, TooLarge) {
    const ScenarioFolder folder;
    write_text(folder / "large.toml", "");
    std::filesystem::resize_file(folder / "large.toml", (16U << 20) + 1);
    EXPECT_EQ(error_of(folder / "large.toml"),
              "large.toml is too large (16777217 bytes; at most 16777216 are read); is it the right file?");
}

TEST(HostileFiles, DeeplyNested) {
    const ScenarioFolder folder;
    EXPECT_THAT(error_of(folder.scenario("[sector]\ncut_rate = " + repeated("[", 100000))),
                AllOf(StartsWith("test.toml:3:"), HasSubstr("maximum nested value depth")));
    EXPECT_THAT(error_of(folder.scenario("[sector]\ncut_rate." + repeated("a.", 900) + "a = 1\n")),
                HasSubstr("sector.cut_rate: a is not a field of an entry"));
    EXPECT_EQ(error_of(folder.scenario(fmt::format("[{}a]\n", repeated("a.", 4000000)))),
              "test.toml:2: has a key of more than 1000 parts (no parameter has more than four); remove it");
    EXPECT_EQ(error_of(folder.scenario(fmt::format("\n{}a = 1\n", repeated("\"a\" . ", 2000)))),
              "test.toml:3: has a key of more than 1000 parts (no parameter has more than four); remove it");
    EXPECT_EQ(error_of(folder.scenario("# " + repeated("an ellipsis ..., and more.\n# ", 5000) + "\n")), "");
}

TEST(HostileFiles, ManyProblems) {
    const ScenarioFolder folder;
    std::string text = "[sector]\n";
    for (int i = 0; i < 200000; ++i) text += "wrong_" + std::to_string(i) + " = 1\n";
    EXPECT_THAT(error_of(folder.scenario(text)), EndsWith("\nand 199950 more problems"));
}

TEST(HostileFiles, ManyNetworks) {
    const ScenarioFolder folder;
    EXPECT_THAT(error_of(folder.scenario("[run]\nnetworks = [" + repeated("\"a\",", 200000) + "]\n")),
                HasSubstr("lists 200000 networks"));
}

TEST(HostileFiles, NotUtf8AndNotText) {
    const ScenarioFolder folder;
    EXPECT_THAT(error_of(folder.scenario("a = \"\xff\"\n")),
                AllOf(StartsWith("test.toml:2:"), HasSubstr("is not TOML")));
    EXPECT_THAT(error_of(folder.scenario(std::string("a\0b = 1\n", 8))), HasSubstr("is not TOML"));
    write_text(folder / "empty.toml", "");
    EXPECT_THAT(error_of(folder / "empty.toml"), HasSubstr("empty.toml:1: run.start: is missing"));
}

TEST(HostileFiles, NameThatATerminalObeys) {
    const ScenarioFolder folder;
    EXPECT_EQ(error_of(folder.scenario("", "a\x1B[2J.toml")),
              "a\\u001b[2J.toml: the file's name, which is the scenario's, contains control or invisible characters "
              "(\"a\\u001b[2J\"); give a short name");
    EXPECT_THAT(error_of(folder.scenario("", std::string(65, 'x') + ".toml")), HasSubstr("has 65 bytes"));
    EXPECT_EQ(error_of(folder.scenario("[sector]\n\"a\\u001b\\rb\" = 1\n")),
              "test.toml:3: sector.a\\u001b\\u000db: unknown key; docs/parameters.md lists all parameters");
}

TEST(HostileFiles, LongChainOfBases) {
    const ScenarioFolder folder;
    for (int i = 0; i < 20; ++i)
        write_text(folder / fmt::format("f{}.toml", i), fmt::format("base = \"f{}.toml\"\n", i + 1));
    EXPECT_EQ(error_of(folder / "f0.toml"),
              "f15.toml:1: base: the chain of bases has more than 16 files; merge some of them");
}

TEST(HostileFiles, CircleThroughALink) {
    const ScenarioFolder folder;
    write_text(folder / "real.toml", "base = \"link.toml\"\n");
    std::filesystem::create_symlink("real.toml", folder / "link.toml");
    EXPECT_THAT(error_of(folder / "real.toml"), HasSubstr("inherits from itself"));
}

TEST(HostileFiles, LinksAreFollowed) {
    const ScenarioFolder folder;
    std::filesystem::create_symlink(good_base, folder / "base.toml");
    std::filesystem::create_directory_symlink(good_base.parent_path() / "networks", folder / "networks");
    EXPECT_EQ(error_of(folder / "base.toml"), "");
}

}  // namespace
}  // namespace killshot
