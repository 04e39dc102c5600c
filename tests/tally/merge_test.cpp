// Merging tallies adds integers: the order, the grouping and the split of the paths do not matter.
#include <stdexcept>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tally/tally_test_support.hpp"

namespace killshot::test {
namespace {

Tally merged(Tally a, const Tally& b) {
    a.merge(b);
    return a;
}

RC_GTEST_PROP(Merge, HasTheEmptyTallyAsIdentity, ()) {
    const Tally a = arbitrary_tally();
    RC_ASSERT(same_counts(merged(a, small_tally()), a));
    RC_ASSERT(same_counts(merged(small_tally(), a), a));
}

RC_GTEST_PROP(Merge, IsCommutative, ()) {
    const Tally a = arbitrary_tally(), b = arbitrary_tally();
    RC_ASSERT(same_counts(merged(a, b), merged(b, a)));
}

RC_GTEST_PROP(Merge, IsAssociative, ()) {
    const Tally a = arbitrary_tally(), b = arbitrary_tally(), c = arbitrary_tally();
    RC_ASSERT(same_counts(merged(merged(a, b), c), merged(a, merged(b, c))));
}

/// Forty paths, each with one count and possibly a kill, are counted in arbitrary slices and all at once.
RC_GTEST_PROP(Merge, OfSlicesIsTheWhole, ()) {
    constexpr int n_paths = 40;
    const auto rows = *rc::gen::container<std::vector<int>>(n_paths, rc::gen::inRange(0, n_rows));
    const auto killed = *rc::gen::container<std::vector<bool>>(n_paths, rc::gen::arbitrary<bool>());
    const auto count = [&](Tally& tally, int path) {
        const auto at = static_cast<std::size_t>(path);
        const auto counts = tally.row(static_cast<Row>(rows[at]));
        counts[at % counts.size()] += 1;
        if (killed[at]) set_kill_bit(tally, path % 2, path);
    };
    Tally whole = small_tally(), in_slices = small_tally(), slice = small_tally();
    const auto splits = *rc::gen::container<std::vector<bool>>(n_paths, rc::gen::arbitrary<bool>());
    for (int path = 0; path < n_paths; ++path) {
        count(whole, path);
        count(slice, path);
        if (splits[static_cast<std::size_t>(path)]) {
            in_slices.merge(slice);
            slice = small_tally();
        }
    }
    in_slices.merge(slice);
    RC_ASSERT(same_counts(in_slices, whole));
    RC_ASSERT(digest(in_slices) == digest(whole));
}

TEST(Merge, AddsCountsAndUnitesKillBits) {
    Tally a = small_tally(), b = small_tally();
    a.row(Row::n_K2)[5] = 5;  // network 1, month 3
    b.row(Row::n_K2)[5] = 7;
    set_kill_bit(a, 0, 3);
    set_kill_bit(b, 0, 4);
    a.merge(b);
    EXPECT_EQ(a.row(Row::n_K2, 1)[2], 12);
    EXPECT_EQ(a.kill_bits(0)[0], 0b00011000);
    EXPECT_EQ(a.kill_bits(1)[0], 0);
}

TEST(Merge, OfDifferentScenariosIsAnError) {
    Tally tally = small_tally();
    EXPECT_THROW(tally.merge(Tally(TallyLayout(3, 3, {1, 2}, 40))), std::invalid_argument);
    EXPECT_THROW(tally.merge(Tally(TallyLayout(2, 4, {1, 2}, 40))), std::invalid_argument);
    EXPECT_THROW(tally.merge(Tally(TallyLayout(2, 3, {0, 2}, 40))), std::invalid_argument);
    EXPECT_THROW(tally.merge(Tally(TallyLayout(2, 3, {1, 2}, 41))), std::invalid_argument);
    EXPECT_NO_THROW(tally.merge(Tally(TallyLayout(2, 3, {1, 2}, 40))));
}

}  // namespace
}  // namespace killshot::test
