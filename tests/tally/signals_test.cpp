// Bins of the signals, against the intervals that they stand for.
#include <cmath>

#include <gmock/gmock.h>

#include "killshot/tally/signals.hpp"

namespace killshot::test {
namespace {

/// LowMonths::months after `low` low months, in `stood` of which customers covered the cost.
constexpr std::uint32_t months(std::uint32_t low, std::uint32_t stood) { return low | stood << 16U; }

TEST(ShareBin, HoldsATwentieth) {
    for (int bin = 0; bin < n_signal_bins; ++bin) {
        const float low = static_cast<float>(bin) / 20.0F, next = static_cast<float>(bin + 1) / 20.0F;
        EXPECT_EQ(share_bin((low + next) / 2), bin);
        EXPECT_EQ(share_bin(std::nextafter(next, 0.0F) - 1e-6F), bin);
    }
    EXPECT_EQ(share_bin(0.0F), 0);
    EXPECT_EQ(share_bin(1.0F), n_signal_bins - 1);
}

TEST(StoodBin, IsZeroOnlyWhereNoMonthWasLow) {
    EXPECT_EQ(self_funded_bin<float>(months(0, 0)), 0);
    EXPECT_EQ(self_funded_bin<float>(months(1, 0)), 1);
    EXPECT_EQ(self_funded_bin<float>(months(240, 0)), 1);
}

TEST(StoodBin, CountsTenthsOfTheLowMonths) {
    EXPECT_EQ(self_funded_bin<float>(months(10, 1)), 2);
    EXPECT_EQ(self_funded_bin<float>(months(12, 1)), 1);  // 0.083
    EXPECT_EQ(self_funded_bin<float>(months(3, 2)), 7);   // 0.667
    EXPECT_EQ(self_funded_bin<float>(months(10, 9)), 10);
    EXPECT_EQ(self_funded_bin<float>(months(10, 10)), 10);  // all of them belong to the last tenth
    EXPECT_EQ(self_funded_bin<float>(months(240, 240)), 10);
}

}  // namespace
}  // namespace killshot::test
