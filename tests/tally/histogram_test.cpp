// Bins are monotone and narrow; values outside the window have their own. tests/lanes compares the lane types.
#include "killshot/tally/histogram.hpp"

#include <bit>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace killshot::test {
namespace {

using namespace histogram;

constexpr float infinite = std::numeric_limits<float>::infinity();

float next_up(float value) { return std::nextafter(value, infinite); }
float next_down(float value) { return std::nextafter(value, -infinite); }

TEST(Histogram, CoversThirtyTwoOctavesAndThreeBinsBeside) {
    EXPECT_EQ(n_window, 2048);
    EXPECT_EQ(n_bins, 2051);
    EXPECT_EQ(bin_of(0x1p-16F), first_bin);
    EXPECT_EQ(bin_of(1.0F), first_bin + 1024);
    EXPECT_EQ(bin_of(next_down(0x1p16F)), first_bin + n_window - 1);
}

TEST(Histogram, WhatIsOutsideOfTheWindowHasBinsOfItsOwn) {
    EXPECT_EQ(bin_of(0.0F), zero_bin);
    EXPECT_EQ(bin_of(-0.0F), zero_bin);
    EXPECT_EQ(bin_of(-1e-30F), zero_bin);
    EXPECT_EQ(bin_of(-5.0F), zero_bin);
    EXPECT_EQ(bin_of(-infinite), zero_bin);
    EXPECT_EQ(bin_of(std::numeric_limits<float>::denorm_min()), below_bin);
    EXPECT_EQ(bin_of(next_down(0x1p-16F)), below_bin);
    EXPECT_EQ(bin_of(0x1p16F), above_bin);
    EXPECT_EQ(bin_of(infinite), above_bin);
    EXPECT_EQ(bin_of(std::numeric_limits<float>::quiet_NaN()), above_bin);
}

TEST(Histogram, BinsFollowTheOrderOfValues) {
    int before = below_bin;
    for (std::uint32_t bits = std::bit_cast<std::uint32_t>(0x1p-17F); bits < std::bit_cast<std::uint32_t>(0x1p17F);
         bits += 1009) {
        const int bin = bin_of(std::bit_cast<float>(bits));
        ASSERT_GE(bin, before);
        ASSERT_LE(bin, before + 1);
        before = bin;
    }
    EXPECT_EQ(before, above_bin);
}

TEST(Histogram, ABinIsAtMostEightPerMilleToEitherSideOfItsMiddle) {
    double widest = 0;
    for (int bin = 0; bin < n_window; ++bin) {
        const auto edge = [](int number) {
            return static_cast<double>(
                std::bit_cast<float>(static_cast<std::uint32_t>(number + code_of_first_bin) << mantissa_shift));
        };
        const double low = edge(bin), high = edge(bin + 1);
        ASSERT_EQ(bin_of(static_cast<float>(low)), first_bin + bin);
        ASSERT_EQ(bin_of(next_down(static_cast<float>(high))), first_bin + bin);
        widest = std::max(widest, (high - low) / (high + low));
    }
    EXPECT_LE(widest, 0.008);
    EXPECT_GT(widest, 0.007);
    EXPECT_NE(bin_of(next_up(1.0F)), bin_of(next_down(1.0F)));
}

}  // namespace
}  // namespace killshot::test
