#include "killshot/emission/unlocks.hpp"

#include <cmath>
#include <stdexcept>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

std::vector<double> unlocked(const std::vector<UnlockTranche>& tranches, int months) {
    NetworkInputs network;
    network.unlocks = tranches;
    EmissionRows rows(months);
    add_unlocks(rows, network);
    return rows.unlock;
}

TEST(Unlocks, OnePartAMonthAndTheCliffInTheFirst) {
    EXPECT_EQ(unlocked({{.start_month = 1, .end_month = 4, .tokens = 30, .cliff_tokens = 7}}, 6),
              (std::vector<double>{0, 17, 10, 10, 0, 0}));
}

TEST(Unlocks, TranchesAddUp) {
    EXPECT_EQ(unlocked({{.start_month = 0, .end_month = 2, .tokens = 20, .cliff_tokens = 0},
                        {.start_month = 1, .end_month = 3, .tokens = 2, .cliff_tokens = 0}},
                       4),
              (std::vector<double>{10, 11, 1, 0}));
}

TEST(Unlocks, FractionalMonthsCountByOverlap) {
    EXPECT_EQ(unlocked({{.start_month = 0.5, .end_month = 2.5, .tokens = 8, .cliff_tokens = 1}}, 4),
              (std::vector<double>{3, 4, 2, 0}));
}

TEST(Unlocks, ACliffAloneNeedsNoSpan) {
    EXPECT_EQ(unlocked({{.start_month = 2, .end_month = 2, .tokens = 0, .cliff_tokens = 9}}, 4),
              (std::vector<double>{0, 0, 9, 0}));
}

TEST(Unlocks, WhatWasReleasedBeforeTheStartIsNotReleasedAgain) {
    EXPECT_EQ(unlocked({{.start_month = -2, .end_month = 2, .tokens = 8, .cliff_tokens = 100}}, 3),
              (std::vector<double>{2, 2, 0}));
}

TEST(Unlocks, TokensOverNoTimeAreRefused) {
    EXPECT_THROW(unlocked({{.start_month = 5, .end_month = 5, .tokens = 1, .cliff_tokens = 0}}, 12),
                 std::invalid_argument);
    EXPECT_THROW(unlocked({{.start_month = 5, .end_month = 4, .tokens = 1, .cliff_tokens = 0}}, 12),
                 std::invalid_argument);
}

RC_GTEST_PROP(Unlocks, ATrancheWithinTheHorizonIsReleasedWhole, ()) {
    const double start = *rc::gen::inRange(0, 6000) / 100.0;
    const double span = *rc::gen::inRange(1, 6000) / 100.0;
    const double tokens = *rc::gen::inRange(0, 1000000);
    const double cliff = *rc::gen::inRange(0, 1000000);
    const std::vector<double> row = unlocked({{start, start + span, tokens, cliff}}, 121);
    RC_ASSERT(std::abs(total(row) - (tokens + cliff)) <= 1e-9 * (tokens + cliff));
}

}  // namespace
}  // namespace killshot::test
