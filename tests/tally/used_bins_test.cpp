// Which bins of a histogram are in use: merging, the digest and the estimates read no others.
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "killshot/model/outputs.hpp"
#include "tally/tally_test_support.hpp"

namespace killshot::test {
namespace {

using testing::ElementsAre;

TEST(UsedBins, AreNoneAtFirst) {
    const Tally tally = small_tally();
    for (std::size_t i = 0; i < tally.layout().n_histograms(); ++i) EXPECT_TRUE(tally.used_bins(i).counts.empty());
}

TEST(UsedBins, AreWhatWasAskedFor) {
    Tally tally = small_tally();
    tally.use_bins(3, {10, 12})[0] = 5;
    EXPECT_TRUE(tally.use_bins(3, {20, 20}).empty());
    tally.use_bins(3, {14, 15})[0] = 6;
    EXPECT_EQ(tally.used_bins(3).first, 10);
    EXPECT_THAT(tally.used_bins(3).counts, ElementsAre(5, 0, 0, 0, 6));
    EXPECT_TRUE(tally.used_bins(2).counts.empty());
    EXPECT_THROW(static_cast<void>(tally.use_bins(3, {-1, 4})), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(tally.use_bins(3, {0, histogram::n_bins + 1})), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(tally.use_bins(tally.layout().n_histograms(), {0, 1})), std::out_of_range);
}

TEST(UsedBins, AreFoundByRowAndIndices) {
    Tally tally = small_tally();
    const auto network_row = tally.layout().extent(Row::sector_histogram).size / histogram::n_bins;
    tally.use_bins(network_row + (1 * n_network_outputs + 2) * 2 + 1, {7, 8})[0] = 9;  // network 1, output 2, date 1
    EXPECT_EQ(tally.used_bins(Row::histogram, 1, 2, 1).first, 7);
    EXPECT_THAT(tally.used_bins(Row::histogram, 1, 2, 1).counts, ElementsAre(9));
    EXPECT_EQ(static_cast<const Tally&>(tally).row(Row::histogram, 1, 2, 1)[7], 9);
}

TEST(UsedBins, AreAllWhereARowWasLent) {
    Tally tally = small_tally();
    tally.row(Row::histogram)[5] = 1;
    EXPECT_EQ(tally.used_bins(Row::histogram, 0, 0, 0).counts.size(), static_cast<std::size_t>(histogram::n_bins));
    EXPECT_TRUE(tally.used_bins(Row::sector_histogram, 0, 0).counts.empty());
}

TEST(Clear, LeavesNothing) {
    Tally tally = small_tally();
    tally.use_bins(0, {1, 3})[1] = 4;
    tally.row(Row::histogram)[5] = 1;
    tally.row(Row::n_K2)[1] = 1;
    set_kill_bit(tally, 1, 9);
    tally.clear(80);
    EXPECT_TRUE(same_counts(tally, Tally(small_layout(80))));
    EXPECT_EQ(digest(tally), 0U);
}

TEST(SetPaths, KeepsTheKillBitsThatItHasRoomFor) {
    Tally tally = small_tally();
    set_kill_bit(tally, 0, 3);
    set_kill_bit(tally, 1, 17);
    Tally more = tally;
    more.set_paths(400);
    ASSERT_EQ(more.layout().kill_bytes(), 50U);
    EXPECT_EQ(more.kill_bits(1)[2], tally.kill_bits(1)[2]);
    more.set_paths(40);
    EXPECT_TRUE(same_counts(more, tally));
    more.set_paths(8);
    EXPECT_THAT(more.kill_bits(0), ElementsAre(0b00010000));
    EXPECT_THAT(more.kill_bits(1), ElementsAre(0));
}

}  // namespace
}  // namespace killshot::test
