// When a scenario is known well enough.
#include "run/stopping.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tally/tally_test_support.hpp"

namespace killshot::test {
namespace {

TEST(Rounds, BeginAt4096AndDouble) {
    EXPECT_EQ(round_end(0, 1 << 20), 4096);
    EXPECT_EQ(round_end(4096, 1 << 20), 8192);
    EXPECT_EQ(round_end(65535, 1 << 20), 65536);
    EXPECT_EQ(round_end(65536, 1 << 20), 131072);
}

TEST(Rounds, EndAtTheCap) {
    EXPECT_EQ(round_end(0, 1000), 1000);
    EXPECT_EQ(round_end(65536, 100000), 100000);
}

Tally with_kills(std::int64_t paths, std::int64_t of_first, std::int64_t of_second) {
    Tally tally(small_layout(paths));
    tally.row(Row::paths)[0] = paths;
    const auto fired = tally.row(Row::n_fired);  // [network][cause][month], three months
    fired[1] = of_first;
    fired[n_causes * 3] = of_second;
    return tally;
}

TEST(KillError, IsNearTheBinomialStandardError) {
    const double p = 0.3, n = 40000;
    EXPECT_NEAR(largest_kill_error(with_kills(40000, 12000, 0)), std::sqrt(p * (1 - p) / n), 0.02 * std::sqrt(p / n));
}

TEST(KillError, IsTheLargestOfTheNetworks) {
    EXPECT_EQ(largest_kill_error(with_kills(4096, 100, 2048)), largest_kill_error(with_kills(4096, 2048, 100)));
    EXPECT_GT(largest_kill_error(with_kills(4096, 100, 2048)), largest_kill_error(with_kills(4096, 100, 100)));
}

TEST(KillError, OfNoHitIsNotZero) {
    // The upper end of the interval for 0 of n is 1 - tail^(1/n).
    const double tail = (1 - 0.6827) / 2;
    EXPECT_NEAR(largest_kill_error(with_kills(4096, 0, 0)), (1 - std::pow(tail, 1.0 / 4096)) / 2, 1e-12);
}

}  // namespace
}  // namespace killshot::test
