/// Misspelt words, names of networks, and the text of errors.
#include <gmock/gmock.h>

#include <array>

#include "inputs/names.hpp"
#include "inputs/spelling.hpp"
#include "scenario/problems.hpp"
#include "scenario_test_support.hpp"

namespace killshot {
namespace {

TEST(EditDistance, CountsEdits) {
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(edit_distance("cut_rate", "CUT_RATE"), 0U);
    EXPECT_EQ(edit_distance("ab", "ba"), 1U);
    EXPECT_EQ(edit_distance("abcd", "abdc"), 1U);
    EXPECT_EQ(edit_distance("seed", "sed"), 1U);
}

TEST(NearestWord, IsNearOrNone) {
    constexpr std::array<std::string_view, 3> known{"cut_rate", "hike_rate", "pace0"};
    EXPECT_EQ(nearest_word("cut_rat", known), "cut_rate");
    EXPECT_EQ(nearest_word("hkie_rate", known), "hike_rate");
    EXPECT_EQ(nearest_word("pace", known), "pace0");
    EXPECT_EQ(nearest_word("volatility", known), "");
    EXPECT_EQ(nearest_word(std::string(100000, 'x'), known), "");
    EXPECT_EQ(did_you_mean("cut_rat", known, "x"), "did you mean cut_rate?");
    EXPECT_EQ(did_you_mean("nothing", known, "look there"), "look there");
}

TEST(FindNetwork, TakesNameKeyOrTokenInAnyCase) {
    Inputs inputs;
    inputs.networks.resize(2);
    inputs.networks[0].key = "akash";
    inputs.networks[0].name = "Akash Network";
    inputs.networks[1].key = "io_net";
    inputs.networks[0].token = "IO_NET";
    inputs.networks[1].name = "io.net";
    inputs.networks[1].token = "IO";
    EXPECT_EQ(find_network(inputs, "akash network"), 0);
    EXPECT_EQ(find_network(inputs, "AKASH"), 0);
    EXPECT_EQ(find_network(inputs, "IO.NET"), 1);
    EXPECT_EQ(find_network(inputs, "io_net"), 1) << "a key comes before another network's token";
    EXPECT_EQ(find_network(inputs, "io"), 1);
    EXPECT_EQ(find_network(inputs, "io_"), std::nullopt);
    EXPECT_EQ(find_network(inputs, ""), std::nullopt);
}

TEST(Names, AreThoseOfTheFiles) {
    EXPECT_EQ(stance_name(Stance::skeptical), "skeptical");
    EXPECT_EQ(status_name(Status::fitted), "fitted");
}

TEST(ProblemOfName, RefusesWhatIsNoName) {
    for (const char* name : {"a", "io.net", "as it is", "NetMind.AI", "Größe"})
        EXPECT_EQ(problem_of_name(name), "") << name;
    EXPECT_EQ(problem_of_name(std::string(64, 'x')), "");
    for (const std::string& name : {std::string(65, 'x'), std::string(), std::string("a\0b", 3), std::string("a\x1B"),
                                    std::string("a\nb"), std::string("a\xC2\x9B"), std::string("\xE2\x80\xAE"),
                                    std::string("\xFF"), std::string(" a"), std::string("a ")})
        EXPECT_NE(problem_of_name(name), "") << name;
}

TEST(ErrorText, LeavesOutWhatIsUnknown) {
    EXPECT_EQ(text_of(Place{.file = "a.toml", .line = 3, .key = "sector.x"}), "a.toml:3: sector.x");
    EXPECT_EQ(text_of(Place{.file = "a.toml", .line = 3, .key = {}, .column = 7}), "a.toml:3:7");
    EXPECT_EQ(text_of(Place{.file = "a.toml", .line = 0, .key = "x"}), "a.toml: x");
    EXPECT_EQ(text_of(Place{.file = {}, .line = 3, .key = "x"}), "x");
    EXPECT_STREQ(Error(Place{}, "is wrong").what(), "is wrong");
    EXPECT_STREQ(Error(Place{.file = "a", .line = 1, .key = "k"}, "is wrong (so); fix it").what(),
                 "a:1: k: is wrong (so); fix it");
}

TEST(Problems, AreToldOnceFileByFileAndByLine) {
    Problems problems;
    EXPECT_NO_THROW(problems.throw_if_any());
    problems.add({.file = "b", .line = 9, .key = {}}, "late");
    problems.add({.file = "a", .line = 1, .key = {}}, "other file");
    problems.add({.file = "b", .line = 2, .key = {}}, "early");
    problems.add({.file = "b", .line = 2, .key = {}}, "early");
    try {
        problems.throw_if_any();
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "b:2: early\nb:9: late\na:1: other file");
    }
}

}  // namespace
}  // namespace killshot
