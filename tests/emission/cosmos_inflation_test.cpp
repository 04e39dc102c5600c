#include <cmath>

#include <gmock/gmock.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

struct Schedule {
    double rate0, half_life, rate_min, rate_max, end_month;
};

EmissionRows rows_of(const Schedule& schedule, int months) {
    NetworkInputs network = network_of(Archetype::cosmos_inflation);
    network.emission.rate0 = schedule.rate0;
    network.emission.half_life = schedule.half_life;
    network.emission.rate_min = schedule.rate_min;
    network.emission.rate_max = schedule.rate_max;
    network.emission.end_month = schedule.end_month;
    return emission_rows(network, 0, months);
}

double supply_multiple(const EmissionRows& rows) {
    double multiple = 1;
    for (const double inflation : rows.inflation) multiple *= 1 + inflation;
    return multiple;
}

TEST(CosmosInflation, ConstantInflationCompounds) {
    for (const double rate : {0.034, 0.1, 0.5})
        for (const int months : {1, 36, 120})
            EXPECT_NEAR(supply_multiple(rows_of({rate, 1, rate, rate, 1000}, months)) / std::pow(1 + rate / 12, months),
                        1, 1e-12);
}

TEST(CosmosInflation, HalvesEveryHalfLife) {
    const EmissionRows rows = rows_of({0.48, 2, 0, 1, 1000}, 73);
    EXPECT_NEAR(rows.inflation[0], 0.48 / 12, 1e-15);
    for (const std::size_t step : {0u, 5u, 48u})
        EXPECT_NEAR(rows.inflation[step + 24] / rows.inflation[step], 0.5, 1e-12);
}

TEST(CosmosInflation, StaysWithinItsBounds) {
    const EmissionRows rows = rows_of({0.48, 1, 0.05, 0.2, 1000}, 120);
    EXPECT_DOUBLE_EQ(rows.inflation.front(), 0.2 / 12);
    EXPECT_DOUBLE_EQ(rows.inflation[24], 0.48 / 4 / 12);
    EXPECT_DOUBLE_EQ(rows.inflation.back(), 0.05 / 12);
    EXPECT_THAT(rows.inflation, testing::Each(testing::AllOf(testing::Ge(0.05 / 12), testing::Le(0.2 / 12))));
}

TEST(CosmosInflation, EndsWithItsLastMonth) {
    const EmissionRows rows = rows_of({0.12, 1, 0.12, 0.12, 8}, 12);
    EXPECT_DOUBLE_EQ(rows.inflation[7], 0.01);
    EXPECT_EQ(rows.inflation[8], 0);
    EXPECT_DOUBLE_EQ(total(rows.inflation), 0.08);
}

TEST(CosmosInflation, AFractionalEndKeepsItsPartOfTheMonth) {
    const EmissionRows rows = rows_of({0.12, 1, 0.12, 0.12, 8.25}, 12);
    EXPECT_DOUBLE_EQ(rows.inflation[8], 0.0025);
    EXPECT_EQ(rows.inflation[9], 0);
}

}  // namespace
}  // namespace killshot::test
