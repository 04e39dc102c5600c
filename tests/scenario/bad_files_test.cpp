/// Each wrong scenario of tests/scenario/bad gives the error that stands beside it in a .error, and no other.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "scenario_test_support.hpp"
#include "support/golden.hpp"

namespace killshot {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> wrong_scenarios() {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(scenario_tests / "bad"))
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem());
    std::ranges::sort(names);
    return names;
}

class BadFiles : public testing::TestWithParam<std::string> {};

TEST_P(BadFiles, TellWhatIsWrong) {
    const fs::path file = scenario_tests / "bad" / (GetParam() + ".toml");
    const fs::path expected = scenario_tests / "bad" / (GetParam() + ".error");
    const std::string error = error_of(file, {}, scenario_tests);
    ASSERT_NE(error, "") << "the scenario is taken for right";
    expect_golden(expected, error + "\n");
}

INSTANTIATE_TEST_SUITE_P(Scenarios, BadFiles, testing::ValuesIn(wrong_scenarios()),
                         [](const auto& of) { return of.param; });

TEST(BadFiles, EachHasItsOwnError) {
    std::vector<std::string> errors;
    for (const std::string& name : wrong_scenarios())
        errors.push_back(read_text(scenario_tests / "bad" / (name + ".error")));
    std::ranges::sort(errors);
    EXPECT_EQ(std::ranges::adjacent_find(errors), errors.end());
    EXPECT_GE(errors.size(), 20U);
}

}  // namespace
}  // namespace killshot
