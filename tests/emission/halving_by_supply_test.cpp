#include <cmath>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "emission/emission_test_support.hpp"
#include "killshot/emission/steps.hpp"

namespace killshot::test {
namespace {

/// The number of tokens issued after `days`, starting from 0: a halving every cap/(2 per_day) days, linear in between.
double issued_after(double days, double per_day, double cap) {
    const double halving_days = cap / (2 * per_day);
    const double halvings = std::floor(days / halving_days);
    return cap * (1 - std::exp2(-halvings)) + per_day * std::exp2(-halvings) * (days - halvings * halving_days);
}

EmissionRows rows_of(double per_day, double cap, double issued0, int months) {
    NetworkInputs network = network_of(Archetype::halving_by_supply);
    network.max_supply = cap;
    network.emission.per_day = per_day;
    network.emission.issued0 = issued0;
    return emission_rows(network, 0, months);
}

TEST(HalvingBySupply, IssuesAllButAHalfPerHalving) {
    // A cap of 2 x 365/12 x 24 days at the first rate: a halving every 24 months, ten within the horizon.
    const double cap = 1000 * 2 * days_per_step * 24;
    const EmissionRows rows = rows_of(1000, cap, 0, 240);
    for (int halvings = 1; halvings <= 10; ++halvings)
        EXPECT_NEAR(total(rows.mint, static_cast<std::size_t>(24 * halvings)) / cap, 1 - std::exp2(-halvings), 1e-13);
}

TEST(HalvingBySupply, SplitsTheStepThatCrossesAThreshold) {
    // 30,000 of 21 M remain until the second halving at 3,600 a day; the rest of the month runs at half that rate.
    const EmissionRows rows = rows_of(7200, 21e6, 15.72e6, 2);
    EXPECT_NEAR(rows.mint[0], 30000 + 1800 * (days_per_step - 30000 / 3600.0), 1e-6);
    EXPECT_NEAR(rows.mint[1], 1800 * days_per_step, 1e-6);
}

TEST(HalvingBySupply, StartsAtTheHalvedRateOnAThreshold) {
    EXPECT_NEAR(rows_of(7200, 21e6, 10.5e6, 1).mint[0], 3600 * days_per_step, 1e-6);
    EXPECT_NEAR(rows_of(7200, 21e6, 15.75e6, 1).mint[0], 1800 * days_per_step, 1e-6);
}

TEST(HalvingBySupply, MintsNothingOnceTheCapIsIssued) {
    EXPECT_THAT(rows_of(7200, 21e6, 21e6, 3).mint, testing::Each(0.0));
}

RC_GTEST_PROP(HalvingBySupply, FollowsTheClosedFormWithSeveralHalvingsAStep, ()) {
    const double cap = *rc::gen::inRange(1, 1000000);
    const double halving_days = *rc::gen::inRange(1, 4000) / 7.0;
    const int months = *rc::gen::inRange(1, 240);
    const EmissionRows rows = rows_of(cap / (2 * halving_days), cap, 0, months);
    RC_ASSERT(std::abs(total(rows.mint) - issued_after(months * days_per_step, cap / (2 * halving_days), cap)) <
              1e-10 * cap);
}

RC_GTEST_PROP(HalvingBySupply, ContinuesWhereAnEarlierRunStopped, ()) {
    const double issued0 = *rc::gen::inRange(0, 20900000);
    const EmissionRows whole = rows_of(7200, 21e6, issued0, 120);
    const EmissionRows later = rows_of(7200, 21e6, issued0 + total(whole.mint, 60), 60);
    RC_ASSERT(std::abs(total(later.mint) - (total(whole.mint) - total(whole.mint, 60))) < 1e-6);
}

}  // namespace
}  // namespace killshot::test
