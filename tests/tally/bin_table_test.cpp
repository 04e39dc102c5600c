#include "killshot/tally/bin_table.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "killshot/tally/histogram.hpp"

namespace killshot {
namespace {

constexpr OutputInfo unbounded{"x", "x", "1", OutputUnit::as_is, 0, 0, false};
constexpr OutputInfo share_of_one{"x", "x", "1", OutputUnit::as_is, 0, 1, false};

TEST(BinValues, TileTheWindow) {
    for (int bin = histogram::first_bin; bin < histogram::above_bin; ++bin) {
        const BinValues value = bin_values(bin, unbounded);
        EXPECT_LT(value.low, value.middle);
        EXPECT_LE((value.high - value.low) / 2.0, relative_bin_half_width * value.middle * (1 + 1e-12));
        EXPECT_EQ(histogram::bin_of(static_cast<float>(value.low)), bin);
        EXPECT_EQ(histogram::bin_of(static_cast<float>(value.middle)), bin);
        EXPECT_EQ(bin_values(bin + 1, unbounded).low, value.high);
    }
    EXPECT_EQ(bin_values(histogram::below_bin, unbounded).high, bin_values(histogram::first_bin, unbounded).low);
}

TEST(BinValues, EndBinsReadAsTheWindowsEdge) {
    EXPECT_EQ(bin_values(histogram::zero_bin, unbounded).middle, 0.0);
    EXPECT_EQ(bin_values(histogram::below_bin, unbounded).middle, std::ldexp(1.0, -16));
    EXPECT_EQ(bin_values(histogram::below_bin, unbounded).low, 0.0);
    EXPECT_EQ(bin_values(histogram::above_bin, unbounded).middle, std::ldexp(1.0, 16));
    EXPECT_EQ(bin_values(histogram::above_bin, unbounded).high, INFINITY);
}

TEST(BinValues, NeverLeaveTheRangeOfTheOutput) {
    const BinValues full = bin_values(histogram::bin_of(1.0F), share_of_one);
    EXPECT_EQ(full.low, 1.0);
    EXPECT_EQ(full.middle, 1.0);
    EXPECT_EQ(full.high, 1.0);
    EXPECT_GT(bin_values(histogram::bin_of(1.0F), unbounded).middle, 1.0);
}

TEST(BinTables, AreOfTheSectorAndThenOfTheNetworks) {
    ASSERT_EQ(bin_tables().size(), static_cast<std::size_t>(n_sector_outputs + n_network_outputs));
    for (int output = 0; output < n_network_outputs; ++output) {
        const BinTable& table = bin_tables()[static_cast<std::size_t>(n_sector_outputs + output)];
        const OutputInfo& info = NetworkOutputs::info[output];
        EXPECT_EQ(table.lowest(), info.low);
        EXPECT_EQ(table.highest(), info.high > 0 ? info.high : INFINITY);
        EXPECT_EQ(table.middles()[1000], bin_values(1000, info).middle);
    }
}

}  // namespace
}  // namespace killshot
