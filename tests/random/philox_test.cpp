// The authors' test vectors on every lane type, and that lanes are independent.
#include "killshot/random/philox.hpp"

#include <array>
#include <set>
#include <vector>

#include <gmock/gmock.h>

#include "support/every_lane_type.hpp"

namespace killshot::test {
namespace {

struct KnownAnswer {
    std::array<std::uint32_t, 4> counter;
    std::array<std::uint32_t, 2> key;
    std::array<std::uint32_t, 4> words;
};

// From Random123's kat_vectors, philox4x32 with 10 rounds.
constexpr KnownAnswer known_answers[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627E8D5U, 0xE169C58DU, 0xBC57AC4CU, 0x9B00DBD8U}},
    {{~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}, {0x408F276DU, 0x41C83B0EU, 0xA20BC7C6U, 0x6D5451FDU}},
    {{0x243F6A88U, 0x85A308D3U, 0x13198A2EU, 0x03707344U},
     {0xA4093822U, 0x299F31D0U},
     {0xD16CFE09U, 0x94FDCCEBU, 0x5001E420U, 0x24126EA1U}},
};

class Philox : public EveryLaneType {
  protected:
    static std::vector<std::uint32_t> words_of(const std::vector<std::uint32_t>& counter, std::uint32_t key_low,
                                               std::uint32_t key_high) {
        std::vector<std::uint32_t> words(4 * width());
        lanes().philox(counter.data(), key_low, key_high, words.data());
        return words;
    }
};

TEST_P(Philox, GivesTheKnownAnswersInEveryLane) {
    for (const KnownAnswer& known : known_answers) {
        std::vector<std::uint32_t> counter, expected;
        for (std::size_t word = 0; word < 4; ++word) {
            counter.insert(counter.end(), width(), known.counter[word]);
            expected.insert(expected.end(), width(), known.words[word]);
        }
        EXPECT_EQ(words_of(counter, known.key[0], known.key[1]), expected);
    }
}

TEST_P(Philox, KeepsLanesApart) {
    std::vector<std::uint32_t> counter(4 * width()), expected(4 * width());
    for (std::size_t lane = 0; lane < width(); ++lane) {
        for (std::size_t word = 0; word < 4; ++word)
            counter[word * width() + lane] = static_cast<std::uint32_t>(0x9E3779B9U * (17 * lane + word + 1));
        const Words<std::uint32_t> one =
            philox4x32_10(counter[lane], counter[width() + lane], counter[2 * width() + lane],
                          counter[3 * width() + lane], 0x12345678U, 0x9ABCDEF0U);
        expected[lane] = one.w0;
        expected[width() + lane] = one.w1;
        expected[2 * width() + lane] = one.w2;
        expected[3 * width() + lane] = one.w3;
    }
    EXPECT_EQ(words_of(counter, 0x12345678U, 0x9ABCDEF0U), expected);
}

INSTANTIATE_TEST_SUITE_P(, Philox, testing::ValuesIn(lane_types()), name_of_lane_type);

}  // namespace
}  // namespace killshot::test
