// On every lane type, the generator is Philox with counter (path low, path high, block, 0) and key (seed low, high).
#include "killshot/random/path_words.hpp"

#include <limits>
#include <set>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>

#include "support/every_lane_type.hpp"

namespace killshot::test {
namespace {

class PathWordsOf : public EveryLaneType {
  protected:
    static std::vector<std::uint32_t> words_of(std::int64_t first_path, std::uint64_t seed, std::uint32_t block) {
        std::vector<std::uint32_t> words(4 * width());
        lanes().path_words({first_path, seed, block}, words.data());
        return words;
    }

    static std::vector<std::uint32_t> by_philox(std::int64_t first_path, std::uint64_t seed, std::uint32_t block) {
        std::vector<std::uint32_t> words(4 * width());
        for (std::size_t lane = 0; lane < width(); ++lane) {
            const std::uint64_t path = static_cast<std::uint64_t>(first_path) + lane;
            const Words<std::uint32_t> one =
                philox4x32_10(static_cast<std::uint32_t>(path), static_cast<std::uint32_t>(path >> 32U), block, 0U,
                              static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U));
            words[lane] = one.w0;
            words[width() + lane] = one.w1;
            words[2 * width() + lane] = one.w2;
            words[3 * width() + lane] = one.w3;
        }
        return words;
    }
};

TEST_P(PathWordsOf, AreThoseOfPathSeedAndBlock) {
    for (const std::int64_t first : {std::int64_t{0}, std::int64_t{8}, std::int64_t{0x7FFFFFF8}, std::int64_t{1} << 40})
        for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{20261122}, std::uint64_t{0xFEDCBA9876543210}})
            for (const std::uint32_t block : {0U, 1U, 2U, 16U, 256U * 35 + 47})
                EXPECT_EQ(words_of(first, seed, block), by_philox(first, seed, block))
                    << "from path " << first << ", seed " << seed << ", block " << block;
}

TEST_P(PathWordsOf, ReachTheHighWordAtABlocksEdge) {
    constexpr std::int64_t boundary = std::int64_t{1} << 32;
    const auto block = static_cast<std::int64_t>(width());
    EXPECT_EQ(words_of(boundary - block, 7, 3), by_philox(boundary - block, 7, 3));
    EXPECT_EQ(words_of(boundary, 7, 3), by_philox(boundary, 7, 3));
    EXPECT_EQ(words_of(3 * boundary - block, 7, 3), by_philox(3 * boundary - block, 7, 3));
}

INSTANTIATE_TEST_SUITE_P(, PathWordsOf, testing::ValuesIn(lane_types()), name_of_lane_type);

TEST(Streams, AreDisjointAcrossPathsStepsBlocksAndSeeds) {
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>> seen;
    std::size_t drawn = 0;
    for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{1} << 32})
        for (const std::int64_t path :
             {std::int64_t{0}, std::int64_t{1}, std::int64_t{255}, std::int64_t{256}, std::int64_t{1} << 32})
            for (std::uint32_t step = 0; step < 240; ++step)
                for (const std::uint32_t block : {0U, 1U, 2U, 16U, 29U, 47U}) {
                    const auto words = path_words<float>(path, seed)(256 * step + block);
                    seen.emplace(words.w0, words.w1, words.w2, words.w3);
                    ++drawn;
                }
    EXPECT_EQ(seen.size(), drawn);
}

}  // namespace
}  // namespace killshot::test
