// Rows have distinct names, the shapes of the scenario, and do not overlap.
#include "killshot/tally/layout.hpp"

#include <set>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>

#include "killshot/model/outputs.hpp"
#include "killshot/tally/histogram.hpp"
#include "killshot/tally/tally.hpp"

namespace killshot::test {
namespace {

using testing::ElementsAre;

const TallyLayout layout(14, 36, {5, 11, 12, 17, 23, 29, 35}, 1001);

TEST(Layout, RowsLieOneAfterAnotherUnderNamesOfTheirOwn) {
    std::set<std::string_view> names;
    std::size_t end = 0;
    for (int r = 0; r < n_rows; ++r) {
        const auto& extent = layout.extent(static_cast<Row>(r));
        EXPECT_TRUE(names.insert(extent.name).second) << extent.name;
        EXPECT_EQ(extent.offset, end) << extent.name;
        std::size_t size = 1;
        for (const int length : extent.shape) size *= static_cast<std::size_t>(length);
        EXPECT_EQ(extent.size, size) << extent.name;
        end += extent.size;
    }
    EXPECT_EQ(end, layout.size());
}

TEST(Layout, ShapesAreThoseOfTheScenario) {
    EXPECT_THAT(layout.extent(Row::paths).shape, ElementsAre(1, 1, 1, 1));
    EXPECT_EQ(layout.extent(Row::paths).rank, 0);
    EXPECT_THAT(layout.extent(Row::n_K1).shape, ElementsAre(n_readings, 36, 1, 1));
    EXPECT_THAT(layout.extent(Row::n_killed).shape, ElementsAre(15, 1, 1, 1));
    EXPECT_THAT(layout.extent(Row::n_exit).shape, ElementsAre(14, 4, 36, 1));
    EXPECT_THAT(layout.extent(Row::n_kill_by_reading).shape, ElementsAre(14, n_readings, 36, 1));
    EXPECT_THAT(layout.extent(Row::n_exit_mask).shape, ElementsAre(14, 16, 1, 1));
    EXPECT_THAT(layout.extent(Row::n_signal).shape, ElementsAre(14, n_signals, n_signal_bins, 1));
    EXPECT_THAT(layout.extent(Row::histogram).shape, ElementsAre(14, n_network_outputs, 7, histogram::n_bins));
    EXPECT_THAT(layout.extent(Row::sector_sum).shape, ElementsAre(n_sector_outputs, 7, 1, 1));
    EXPECT_EQ(layout.n_dates(), 7);
}

TEST(Layout, KillBitsAreAByteForEightPathsUpToAMillion) {
    EXPECT_EQ(layout.kill_bytes(), 126U);
    EXPECT_EQ(TallyLayout(1, 1, {0}, 8).kill_bytes(), 1U);
    EXPECT_EQ(TallyLayout(1, 1, {0}, 9).kill_bytes(), 2U);
    EXPECT_EQ(TallyLayout(1, 1, {0}, std::int64_t{1} << 40).kill_bytes(), std::size_t{1} << 17U);
}

TEST(Layout, OfNothingIsAnError) {
    EXPECT_THROW(TallyLayout(0, 36, {5}, 10), std::invalid_argument);
    EXPECT_THROW(TallyLayout(1, 0, {}, 10), std::invalid_argument);
    EXPECT_THROW(TallyLayout(1, 36, {5}, 0), std::invalid_argument);
}

TEST(TallyRows, ASliceIsTheLastAxisAtItsIndices) {
    Tally tally(layout);
    const auto whole = tally.row(Row::n_exit);
    for (std::size_t i = 0; i < whole.size(); ++i) whole[i] = static_cast<std::int64_t>(i);
    const Tally& read = tally;
    const auto months = read.row(Row::n_exit, 3, 2);
    ASSERT_EQ(months.size(), 36U);
    EXPECT_EQ(months[5], (3 * 4 + 2) * 36 + 5);
    EXPECT_EQ(read.row(Row::histogram, 13, 10, 6).size(), static_cast<std::size_t>(histogram::n_bins));
    EXPECT_EQ(read.row(Row::paths).size(), 1U);
    EXPECT_THROW((void)read.row(Row::n_exit, 3), std::invalid_argument);
    EXPECT_THROW((void)read.row(Row::n_killed, 3), std::invalid_argument);
}

}  // namespace
}  // namespace killshot::test
