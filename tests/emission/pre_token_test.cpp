#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

NetworkInputs with_runway(double treasury_usd, double grant_usd_per_month) {
    NetworkInputs network = network_of(Archetype::pre_token);
    network.has_token = false;
    network.emission.treasury_usd = treasury_usd;
    network.emission.grant_usd_per_month = grant_usd_per_month;
    return network;
}

TEST(PreToken, TheLastPartIsPartial) {
    const EmissionRows rows = emission_rows(with_runway(250, 100), 0, 5);
    EXPECT_EQ(rows.grant_usd, (std::vector<double>{100, 100, 50, 0, 0}));
}

TEST(PreToken, AHorizonShorterThanTheRunwayPaysEveryMonth) {
    EXPECT_DOUBLE_EQ(total(emission_rows(with_runway(20e6, 1e5), 0, 36).grant_usd), 36e5);
}

TEST(PreToken, ARunwayOfWholeMonthsLeavesNoCrumbs) {
    EXPECT_GT(37.02 - 3 * 12.34, 0);  // in binary64, rounding leaves a remainder
    EXPECT_EQ(emission_rows(with_runway(37.02, 12.34), 0, 4).grant_usd[3], 0);
}

RC_GTEST_PROP(PreToken, GrantsSumToTheTreasuryAndThenStop, ()) {
    const double grant = *rc::gen::inRange(1, 10000000) / 100.0;
    const int whole_months = *rc::gen::inRange(0, 200);
    const double part = *rc::gen::inRange(0, 100) / 100.0;
    const double treasury = grant * whole_months + grant * part;
    const EmissionRows rows = emission_rows(with_runway(treasury, grant), 0, 240);
    RC_ASSERT(std::abs(total(rows.grant_usd) - treasury) <= 1e-8 * grant);
    const auto paid = std::ranges::count_if(rows.grant_usd, [](double usd) { return usd > 0; });
    RC_ASSERT(paid == whole_months + (part > 0 ? 1 : 0));
}

TEST(PreToken, ACutLengthensNoRunway) {
    NetworkInputs network = with_runway(250, 100);
    network.emission_cuts = {{.month = 1, .factor = 0.5}};
    EXPECT_EQ(emission_rows(network, 0, 5).grant_usd, (std::vector<double>{100, 50, 25, 0, 0}));
}

}  // namespace
}  // namespace killshot::test
