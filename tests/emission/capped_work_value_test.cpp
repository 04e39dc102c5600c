#include <algorithm>

#include <gtest/gtest.h>

#include "emission/emission_test_support.hpp"

namespace killshot::test {
namespace {

TEST(CappedWorkValue, MintsTheLesserOfWorkAndCap) {
    NetworkInputs network = network_of(Archetype::capped_work_value);
    network.emission.cap_per_day = 17123;
    for (const int months : {12, 36, 120}) {
        const EmissionRows rows = emission_rows(network, 0, months);
        const auto minted = [&](double work_tokens) {
            return std::min(rows.work_rate * work_tokens, rows.work_cap) * months;
        };
        EXPECT_DOUBLE_EQ(minted(5e5), 5e5 * months);
        EXPECT_DOUBLE_EQ(minted(6e5), 17123 * 365.0 * months / 12);
    }
}

TEST(CappedWorkValue, TenYearsAtTheCapMintTheMiningPoolOfNetMind) {
    NetworkInputs network = network_of(Archetype::capped_work_value);
    network.emission.cap_per_day = 17123;
    EXPECT_NEAR(emission_rows(network, 0, 120).work_cap * 120, 62.5e6, 0.01e6);
}

}  // namespace
}  // namespace killshot::test
