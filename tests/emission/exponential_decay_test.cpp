#include <cmath>

#include <gtest/gtest.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

EmissionRows rows_of(double per_month0, double monthly_decay, int months) {
    NetworkInputs network = network_of(Archetype::exponential_decay);
    network.emission.per_month0 = per_month0;
    network.emission.monthly_decay = monthly_decay;
    return emission_rows(network, 0, months);
}

TEST(ExponentialDecay, SumsAsAGeometricSeries) {
    for (const double q : {0.003, 0.0102, 0.03, 0.5})
        for (const int months : {1, 12, 36, 240}) {
            const double sum = 325e6 * (1 - std::pow(1 - q, months)) / q;
            EXPECT_NEAR(total(rows_of(325e6, q, months).mint) / sum, 1, 1e-12) << q << " over " << months;
        }
}

TEST(ExponentialDecay, FirstYearOfTheIoNetScheduleIsThePublishedOne) {
    const EmissionRows io_net = rows_of(0.08 * 500e6 / 12, 0.0102, 240);
    EXPECT_NEAR(total(io_net.mint, 12), 37.83e6, 0.01e6);
    EXPECT_NEAR(total(io_net.mint), 298.9e6, 0.1e6);  // of a pool of 300 M
}

TEST(ExponentialDecay, WithoutDecayEveryMonthIsTheSame) { EXPECT_DOUBLE_EQ(total(rows_of(7, 0, 36).mint), 7 * 36); }

}  // namespace
}  // namespace killshot::test
