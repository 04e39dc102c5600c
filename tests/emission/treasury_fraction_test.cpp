#include <cmath>

#include <gtest/gtest.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

TEST(TreasuryFraction, DrainsExponentiallyAtAConstantSupply) {
    for (const double fraction : {0.025, 0.12, 1.0})
        for (const double circulating : {0.2, 0.38, 1.0})
            for (const int months : {1, 36, 120}) {
                NetworkInputs network = network_of(Archetype::treasury_fraction);
                network.emission.monthly_fraction = fraction;
                network.emission.treasury = 200e6;
                const EmissionRows rows = emission_rows(network, 0, months);
                double pool = rows.pool0;
                for (const double rate : rows.treasury_rate) pool -= rate * pool * circulating;
                EXPECT_NEAR(pool, 200e6 * std::pow(1 - fraction * circulating, months), 1e-6);
            }
}

}  // namespace
}  // namespace killshot::test
