#include <cmath>

#include <gtest/gtest.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

EmissionRows rows_of(double max_supply, double issued0, double time_constant, int months) {
    NetworkInputs network = network_of(Archetype::pow_decay);
    network.max_supply = max_supply;
    network.emission.issued0 = issued0;
    network.emission.time_constant = time_constant;
    return emission_rows(network, 0, months);
}

TEST(PowDecay, WhatIsLeftDecaysExponentially) {
    for (const double time_constant : {0.05, 0.9975, 30.0})
        for (const int months : {1, 36, 240}) {
            const double minted = total(rows_of(110e6, 60e6, time_constant, months).mint);
            EXPECT_NEAR(minted / (50e6 * (1 - std::exp(-months / 12.0 / time_constant))), 1, 1e-12);
        }
}

TEST(PowDecay, IssuanceTendsToTheCap) { EXPECT_NEAR(108e6 + total(rows_of(110e6, 108e6, 0.5, 240).mint), 110e6, 1e-6); }

TEST(PowDecay, AgreesWithTheChainBlockByBlock) {
    const double blocks_per_year = 365 * 86400 / 120.0;
    double left = 110e6 - 108.3e6;
    for (int block = 0; block < static_cast<int>(blocks_per_year); ++block) left -= left / 262144;
    const double minted = total(rows_of(110e6, 108.3e6, 262144 / blocks_per_year, 12).mint);
    EXPECT_NEAR(minted / (1.7e6 - left), 1, 3e-6);  // a block lasts 1/262144 of the time constant
}

}  // namespace
}  // namespace killshot::test
