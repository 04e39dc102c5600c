// A tally as bytes: what goes in comes out, and no bytes whatever do harm.
#include "run/tally_code.hpp"

#include <limits>
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tally/tally_test_support.hpp"

namespace killshot::test {
namespace {

Tally decoded(const std::string& bytes) {
    Tally tally = small_tally();
    add_encoded(bytes, tally);
    return tally;
}

/// Counts of every size, in ranges of every length.
Tally busy_tally() {
    Tally tally = small_tally();
    std::mt19937_64 random(5);
    for (std::size_t i = 0; i < tally.layout().n_histograms(); ++i) {
        const int first = static_cast<int>(random() % histogram::n_bins);
        const int n = static_cast<int>(random() % 200) % (histogram::n_bins - first + 1);
        for (std::int64_t& count : tally.use_bins(i, {first, first + n}))
            count = static_cast<std::int64_t>(random() >> (1 + random() % 63));
    }
    for (std::int64_t& count : tally.plain()) count = static_cast<std::int64_t>(random() >> (random() % 64));
    for (int path = 0; path < 40; path += 3) set_kill_bit(tally, path % 2, path);
    return tally;
}

Tally one_kill() {
    Tally tally = small_tally();
    tally.row(Row::n_K2)[1] = 3;
    set_kill_bit(tally, 1, 39);
    return tally;
}

RC_GTEST_PROP(TallyCode, GivesBackWhatItTook, ()) {
    const Tally tally = arbitrary_tally();
    RC_ASSERT(same_counts(decoded(encode(tally)), tally));
}

TEST(TallyCode, HoldsCountsOfEverySize) {
    Tally tally = busy_tally();
    EXPECT_TRUE(same_counts(decoded(encode(tally)), tally));
    tally.plain()[0] = std::numeric_limits<std::int64_t>::min();
    tally.plain()[1] = std::numeric_limits<std::int64_t>::max();
    EXPECT_TRUE(same_counts(decoded(encode(tally)), tally));
    EXPECT_EQ(digest(decoded(encode(tally))), digest(tally));
}

TEST(TallyCode, AddsToWhatIsThere) {
    const Tally tally = busy_tally();
    Tally twice = small_tally(), merged = small_tally();
    add_encoded(encode(tally), twice);
    add_encoded(encode(one_kill()), twice);
    merged.merge(tally);
    merged.merge(one_kill());
    EXPECT_TRUE(same_counts(twice, merged));
}

TEST(TallyCode, KnowsTheRowsThatItIsOf) {
    Tally other(TallyLayout(2, 4, {1, 2}, 40));
    EXPECT_THROW(add_encoded(encode(small_tally()), other), DamagedTally);
    Tally more_paths(small_layout(400));
    add_encoded(encode(small_tally()), more_paths);
    Tally full(small_layout(400));
    set_kill_bit(full, 1, 300);
    Tally fewer = small_tally();
    EXPECT_THROW(add_encoded(encode(full), fewer), DamagedTally);
}

TEST(TallyCode, RefusesEveryTruncation) {
    const std::string bytes = encode(busy_tally());
    Tally tally = small_tally();
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        tally.clear(tally.layout().n_paths());
        ASSERT_THROW(add_encoded(std::string_view(bytes).substr(0, n), tally), DamagedTally) << n;
    }
    EXPECT_THROW((void)decoded(bytes + '\0'), DamagedTally);
}

/// Which tally it is, if any, the shard's SHA-256 tells; here, that the damage stays within it.
TEST(TallyCode, SurvivesFlippedBits) {
    const std::string bytes = encode(busy_tally());
    int n_refused = 0;
    Tally tally = small_tally();
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
        tally.clear(tally.layout().n_paths());
        try {
            add_encoded(damaged, tally);
        } catch (const DamagedTally&) {
            ++n_refused;
        }
        for (std::size_t i = 0; i < tally.layout().n_histograms(); ++i) {
            const UsedBins bins = tally.used_bins(i);
            ASSERT_LE(static_cast<std::size_t>(bins.first) + bins.counts.size(),
                      static_cast<std::size_t>(histogram::n_bins));
        }
    }
    EXPECT_GT(n_refused, 0);
}

}  // namespace
}  // namespace killshot::test
