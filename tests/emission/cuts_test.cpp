#include "killshot/emission/cuts.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

/// Every row is 1, so that the rows after a cut show its factor.
EmissionRows ones(int months) {
    EmissionRows rows(months);
    for (std::vector<double>* row : {&rows.mint, &rows.inflation, &rows.treasury_rate, &rows.vault_target,
                                     &rows.vault_pay, &rows.unlock, &rows.grant_usd})
        std::ranges::fill(*row, 1.0);
    return rows;
}

EmissionRows cut(int months, const std::vector<EmissionCut>& cuts) {
    NetworkInputs network;
    network.emission_cuts = cuts;
    EmissionRows rows = ones(months);
    apply_cuts(rows, network);
    return rows;
}

TEST(Cuts, MultiplyEveryRowThatPaysOutFromTheirMonthOn) {
    const EmissionRows rows = cut(4, {{.month = 2, .factor = 0.25}});
    const std::vector<double> expected{1, 1, 0.25, 0.25};
    EXPECT_EQ(rows.mint, expected);
    EXPECT_EQ(rows.inflation, expected);
    EXPECT_EQ(rows.grant_usd, expected);
    EXPECT_EQ(rows.treasury_rate, expected);
    EXPECT_EQ(rows.vault_pay, expected);
}

TEST(Cuts, LeaveTheTargetOfAVaultAndUnlocksAlone) {
    const EmissionRows rows = cut(4, {{.month = 0, .factor = 0}});
    EXPECT_THAT(rows.vault_target, testing::Each(1.0));
    EXPECT_THAT(rows.unlock, testing::Each(1.0));
}

TEST(Cuts, SeveralMultiplyInAnyOrder) {
    const EmissionCut first{.month = 1, .factor = 0.5};
    const EmissionCut second{.month = 3, .factor = 0.25};
    const std::vector<double> expected{1, 0.5, 0.5, 0.125, 0.125};
    EXPECT_EQ(cut(5, {first, second}).mint, expected);
    EXPECT_EQ(cut(5, {second, first}).mint, expected);
}

TEST(Cuts, AFractionalMonthActsInTheStepThatHoldsIt) {
    EXPECT_EQ(cut(4, {{.month = 2.75, .factor = 0.5}}).mint, (std::vector<double>{1, 1, 0.5, 0.5}));
}

TEST(Cuts, BeyondTheHorizonChangeNothing) { EXPECT_EQ(cut(4, {{.month = 4, .factor = 0}}).mint, ones(4).mint); }

}  // namespace
}  // namespace killshot::test
