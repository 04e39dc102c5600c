// The digest against its definition and known values; every integer and its position enter it.
#include <array>
#include <string>

#include <gtest/gtest.h>

#include "killshot/tally/kill_counts.hpp"
#include "tally/tally_test_support.hpp"

namespace killshot::test {
namespace {

TEST(Digest, OfNothingIsZero) {
    EXPECT_EQ(digest(small_tally()), 0U);
    EXPECT_EQ(digest(std::array<std::uint64_t, 0>{}), 0U);
}

TEST(Digest, HasItsKnownValues) {
    // splitmix64(splitmix64(fnv1a("n_K2") + 3) + 7), computed outside this program.
    Tally tally = small_tally();
    tally.row(Row::n_K2)[3] = 7;
    EXPECT_EQ(digest(tally), 0x0D5B31A8F3097BD0U);
    tally.row(Row::paths)[0] = 40;
    EXPECT_EQ(digest(tally), 0xE86C669C60910C18U);
    set_kill_bit(tally, 1, 8);  // byte 1 of network 1, with five bytes per network: index 6
    EXPECT_EQ(digest(tally), 0x000276CBD142AE01U);
    EXPECT_EQ(digest(std::array<std::uint64_t, 3>{5, 0, 9}), 0xBDB633E9032E6155U);
}

TEST(Digest, OfOneRowIsThatOfATallyWithNothingElse) {
    EXPECT_EQ(digest("n_K2", std::array<std::int64_t, 5>{0, 0, 0, 7, 0}), 0x0D5B31A8F3097BD0U);
    EXPECT_EQ(digest("n_K2", std::array<std::int64_t, 2>{}), 0U);
}

TEST(Digest, ChangesWithAnyInteger) {
    const std::uint64_t nothing = digest(small_tally());
    for (int row = 0; row < n_rows; ++row) {
        Tally tally = small_tally();
        const auto counts = tally.row(static_cast<Row>(row));
        for (const std::size_t at : {std::size_t{0}, counts.size() / 2, counts.size() - 1}) {
            counts[at] += 1;
            const std::uint64_t one = digest(tally);
            EXPECT_NE(one, nothing) << "row " << row << ", index " << at;
            counts[at] += 1;
            EXPECT_NE(digest(tally), one) << "row " << row << ", index " << at;
            counts[at] = 0;
        }
        EXPECT_EQ(digest(tally), nothing);
    }
    for (int path = 0; path < 40; ++path) {
        Tally tally = small_tally();
        set_kill_bit(tally, 1, path);
        EXPECT_NE(digest(tally), nothing) << "path " << path;
    }
}

TEST(Digest, KnowsWhereAnIntegerStands) {
    Tally first = small_tally(), second = small_tally(), other = small_tally();
    first.row(Row::n_K2)[0] = 1;
    second.row(Row::n_K2)[1] = 1;
    other.row(Row::n_K3)[0] = 1;
    EXPECT_NE(digest(first), digest(second));
    EXPECT_NE(digest(first), digest(other));
    EXPECT_NE(digest(std::array<std::uint64_t, 2>{1, 2}), digest(std::array<std::uint64_t, 2>{2, 1}));
}

}  // namespace
}  // namespace killshot::test
