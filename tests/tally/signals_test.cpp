// Bins of the signals, against the intervals that they stand for.
#include <cmath>

#include <gmock/gmock.h>

#include "killshot/tally/signals.hpp"

namespace killshot::test {
namespace {

/// LowMonths::months after `low` low months, `self_funded` of which organic income covered.
constexpr std::uint32_t months(std::uint32_t low, std::uint32_t self_funded) { return low | self_funded << 16U; }

TEST(ShareBin, HoldsATwentieth) {
    for (int bin = 0; bin < n_signal_bins; ++bin) {
        const float low = static_cast<float>(bin) / 20.0F, next = static_cast<float>(bin + 1) / 20.0F;
        EXPECT_EQ(share_bin((low + next) / 2), bin);
        EXPECT_EQ(share_bin(std::nextafter(next, 0.0F) - 1e-6F), bin);
    }
    EXPECT_EQ(share_bin(0.0F), 0);
    EXPECT_EQ(share_bin(1.0F), n_signal_bins - 1);
}

TEST(SelfFundedBin, IsZeroOnlyWhereNoMonthWasLow) {
    EXPECT_EQ(self_funded_bin<float>(months(0, 0)), 0);
    EXPECT_EQ(self_funded_bin<float>(months(1, 0)), 1);
    EXPECT_EQ(self_funded_bin<float>(months(240, 0)), 1);
}

TEST(SelfFundedBin, CountsTenthsOfTheLowMonths) {
    EXPECT_EQ(self_funded_bin<float>(months(10, 1)), 2);
    EXPECT_EQ(self_funded_bin<float>(months(12, 1)), 1);  // 0.083
    EXPECT_EQ(self_funded_bin<float>(months(3, 2)), 7);   // 0.667
    EXPECT_EQ(self_funded_bin<float>(months(10, 9)), 10);
    EXPECT_EQ(self_funded_bin<float>(months(10, 10)), 10);  // all of them belong to the last tenth
    EXPECT_EQ(self_funded_bin<float>(months(240, 240)), 10);
}

TEST(LogRatioBin, IsTheFloorWithOpenEnds) {
    EXPECT_EQ(log_ratio_bin(0.0F, 20.0F), 10);
    EXPECT_EQ(log_ratio_bin(0.0499F, 20.0F), 10);
    EXPECT_EQ(log_ratio_bin(0.051F, 20.0F), 11);
    EXPECT_EQ(log_ratio_bin(-1e-6F, 20.0F), 9);
    EXPECT_EQ(log_ratio_bin(-0.05F, 20.0F), 9);
    EXPECT_EQ(log_ratio_bin(-0.3567F, 20.0F), 2);  // a fall by 30%
    EXPECT_EQ(log_ratio_bin(-0.51F, 20.0F), 0);
    EXPECT_EQ(log_ratio_bin(-1e30F, 20.0F), 0);
    EXPECT_EQ(log_ratio_bin(1e30F, 20.0F), 19);
    EXPECT_EQ(log_ratio_bin(0.95F, 10.0F), 19);
}

TEST(Signals, AreReadFromTheSectorAndTheNetwork) {
    NetworkTable<float> table{};
    table.cost_ratio0_log = -0.5F;
    Sector<float> sector{};
    sector.effective_log = -0.36F;
    sector.hardware.has_released = true;
    Network<float> n{};
    n.utilization = 0.62F;
    n.subsidy_share = 0.07F;
    Offer<float> offer{};
    offer.parity_gap = -0.25F;
    LowMonths<float> low{};
    low.months = months(4, 1);
    SignalBins<float> bins = read_signals(table, n, offer, low, true, read_sector_signals(sector), 0.48F);
    EXPECT_EQ(bins[Signal::utilization], 12);
    EXPECT_EQ(bins[Signal::subsidy_share], 1);
    EXPECT_EQ(bins[Signal::sector_utilization], 9);
    EXPECT_EQ(bins[Signal::adopted], 1);
    EXPECT_EQ(bins[Signal::self_funded], 3);
    EXPECT_EQ(bins[Signal::effective_price], 2);
    EXPECT_EQ(bins[Signal::parity_gap], 12);
    EXPECT_EQ(bins[Signal::released], 1);
}

}  // namespace
}  // namespace killshot::test
