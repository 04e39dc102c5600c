// Every state after every step and every event of nine paths, against two independent binary64 implementations of
// docs/model.md (tests/data/trace_base.json, tests/data/trace_stress.json). Prints the largest error of each state.
#include "verify/model_answers.hpp"

#include <iostream>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace killshot::test {
namespace {

class KnownAnswers : public testing::TestWithParam<const char*> {
  protected:
    static void expect_within(const std::vector<StateError>& errors, double tolerance) {
        EXPECT_EQ(errors.size(), 34U);  // states
        for (const StateError& e : errors) {
            EXPECT_LE(e.error, tolerance) << e.state << ", path " << e.path << ", month " << e.month << ": " << e.got
                                          << " instead of " << e.expected;
            std::cout << fmt::format("{:<24} {:.1e}\n", e.state, e.error);
        }
    }
};

TEST_P(KnownAnswers, Binary64HasEveryState) {
    expect_within(worst_state_errors<Real64, double>(GetParam()), binary64_tolerance);
}
TEST_P(KnownAnswers, Binary64HasEveryEvent) { EXPECT_EQ((first_event_difference<Real64, double>(GetParam())), ""); }
TEST_P(KnownAnswers, Binary32HasEveryState) {
    expect_within(worst_state_errors<float, float>(GetParam()), binary32_tolerance);
}
TEST_P(KnownAnswers, Binary32HasEveryEvent) { EXPECT_EQ((first_event_difference<float, float>(GetParam())), ""); }

INSTANTIATE_TEST_SUITE_P(, KnownAnswers, testing::Values("base", "stress"),
                         [](const auto& file) { return std::string(file.param); });

}  // namespace
}  // namespace killshot::test
