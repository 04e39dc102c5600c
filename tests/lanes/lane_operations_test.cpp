// The operations against independently computed answers, on every lane type.
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <gmock/gmock.h>

#include "support/every_lane_type.hpp"
#include "support/float_inputs.hpp"

namespace killshot::test {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

class LaneOperations : public EveryLaneType {
  protected:
    static std::vector<std::uint32_t> words_of(const std::vector<float>& values) {
        std::vector<std::uint32_t> words;
        for (const float value : values) words.push_back(bits(value));
        return words;
    }
    static std::vector<float> reals(Operation operation, const std::vector<float>& a, const std::vector<float>& b = {},
                                    const std::vector<float>& c = {}) {
        std::vector<float> result;
        for (const std::uint32_t word : apply(lanes(), operation, words_of(a), words_of(b), words_of(c)))
            result.push_back(real(word));
        return result;
    }
    static std::vector<std::int32_t> integers(Operation operation, const std::vector<float>& a,
                                              const std::vector<float>& b = {}, const std::vector<float>& c = {}) {
        std::vector<std::int32_t> result;
        for (const std::uint32_t word : apply(lanes(), operation, words_of(a), words_of(b), words_of(c)))
            result.push_back(static_cast<std::int32_t>(word));
        return result;
    }
};

TEST_P(LaneOperations, MinAndMaxTakeTheSecondOfEqualOrUnorderedOperands) {
    const std::vector<float> a{1, 2, 0.0F, -0.0F, nan, 3}, b{2, 1, -0.0F, 0.0F, 4, nan};
    EXPECT_EQ(words_of(reals(Operation::minimum, a, b)), words_of({1, 1, -0.0F, 0.0F, 4, nan}));
    EXPECT_EQ(words_of(reals(Operation::maximum, a, b)), words_of({2, 2, -0.0F, 0.0F, 4, nan}));
}

TEST_P(LaneOperations, ClipKeepsWithinBounds) {
    EXPECT_THAT(reals(Operation::clipped, {-9, -1, 0.5F, 2, 9, nan}, {-1, -1, -1, -1, -1, -1}, {2, 2, 2, 2, 2, 2}),
                ElementsAre(-1, -1, 0.5F, 2, 2, -1));
}

TEST_P(LaneOperations, ComparisonsAreThoseOfIeee) {
    const std::vector<float> a{1, 2, 2, 0.0F, nan, -infinite}, b{2, 1, 2, -0.0F, 1, infinite};
    EXPECT_THAT(integers(Operation::less, a, b), ElementsAre(1, 0, 0, 0, 0, 1));
    EXPECT_THAT(integers(Operation::greater, a, b), ElementsAre(0, 1, 0, 0, 0, 0));
    EXPECT_THAT(integers(Operation::less_equal, a, b), ElementsAre(1, 0, 1, 1, 0, 1));
    EXPECT_THAT(integers(Operation::greater_equal, a, b), ElementsAre(0, 1, 1, 1, 0, 0));
}

TEST_P(LaneOperations, IntegersFromRealsAreRoundedTowardsZero) {
    EXPECT_THAT(integers(Operation::integer_from_real, {0.99F, -0.99F, 19.5F, -2.5F, 2e9F}),
                ElementsAre(0, 0, 19, -2, 2000000000));
}

TEST_P(LaneOperations, MasksCombine) {
    const std::vector<float> a{0, 0, 2, 2}, b{1, 1, 1, 1}, c{2, 0, 2, 0};  // a < b: 1 1 0 0, b < c: 1 0 1 0
    EXPECT_THAT(integers(Operation::both, a, b, c), ElementsAre(1, 0, 0, 0));
    EXPECT_THAT(integers(Operation::either, a, b, c), ElementsAre(1, 1, 1, 0));
    EXPECT_THAT(integers(Operation::exactly_one, a, b, c), ElementsAre(0, 1, 1, 0));
}

TEST_P(LaneOperations, SelectTakesTheFirstWhereTheMaskHolds) {
    EXPECT_THAT(reals(Operation::select_less, {0, 3}, {1, 1}, {7, 7}), ElementsAre(1, 7));
    EXPECT_THAT(apply(lanes(), Operation::select_integers, {0, 3}, {1, 1}, {7, 7}), ElementsAre(1U, 7U));
    EXPECT_THAT(apply(lanes(), Operation::select_words, {0, 3}, {1, 1}, {7, 7}), ElementsAre(1U, 7U));
}

TEST_P(LaneOperations, ASetSignBitFlipsTheSign) {
    EXPECT_EQ(words_of(reals(Operation::signed_as, {2, 2, -2, -2, 0.0F}, {1, -1, 1, -1, -0.0F})),
              words_of({2, -2, -2, 2, -0.0F}));
}

TEST_P(LaneOperations, FreshUniformsStayAwayFromZeroAndOne) {
    EXPECT_THAT(
        reals(Operation::fresh, {0, 0x1p-17F, 0x1p-16F, 0.25F, 1.0F - 0x1p-16F, 1, infinite, nan}),
        ElementsAre(0x1p-16F, 0x1p-16F, 0x1p-16F, 0.25F, 1.0F - 0x1p-16F, 1.0F - 0x1p-16F, 1.0F - 0x1p-16F, 0x1p-16F));
}

TEST_P(LaneOperations, IntegersShiftWithTheirSignAndWordsWithout) {
    const auto minus_64 = static_cast<std::uint32_t>(-64);
    EXPECT_THAT(apply(lanes(), Operation::shift_right_5, {minus_64, 64}, {}, {}),
                ElementsAre(static_cast<std::uint32_t>(-2), 2U));
    EXPECT_THAT(apply(lanes(), Operation::shift_left_3, {minus_64, 3}, {}, {}),
                ElementsAre(static_cast<std::uint32_t>(-512), 24U));
    EXPECT_THAT(apply(lanes(), Operation::shift_words_right_9, {0x80000200U}, {}, {}), ElementsAre(0x00400001U));
    EXPECT_THAT(apply(lanes(), Operation::shift_words_left_2, {0xC0000001U}, {}, {}), ElementsAre(4U));
}

TEST_P(LaneOperations, IntegersCompareSigned) {
    const auto minus_1 = static_cast<std::uint32_t>(-1);
    EXPECT_THAT(apply(lanes(), Operation::less_integers, {minus_1, 1, 1}, {1, minus_1, 1}, {}),
                ElementsAre(1U, 0U, 0U));
    EXPECT_THAT(apply(lanes(), Operation::minimum_integer, {minus_1, 2}, {1, minus_1}, {}),
                ElementsAre(minus_1, minus_1));
    EXPECT_THAT(apply(lanes(), Operation::maximum_integer, {minus_1, 2}, {1, minus_1}, {}), ElementsAre(1U, 2U));
}

TEST_P(LaneOperations, WordsMultiplyToSixtyFourBits) {
    const std::vector<std::uint32_t> a{0xFFFFFFFFU, 0x80000000U, 0xD2511F53U, 3}, b{0xFFFFFFFFU, 2, 0x01234567U, 5};
    std::vector<std::uint32_t> high, low;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::uint64_t product = std::uint64_t{a[i]} * b[i];
        high.push_back(static_cast<std::uint32_t>(product >> 32U));
        low.push_back(static_cast<std::uint32_t>(product));
    }
    EXPECT_THAT(apply(lanes(), Operation::multiply_high_words, a, b, {}), ElementsAreArray(high));
    EXPECT_THAT(apply(lanes(), Operation::multiply_words, a, b, {}), ElementsAreArray(low));
}

TEST_P(LaneOperations, SquareRootsAreRoundedCorrectly) {
    std::vector<float> inputs = random_floats(10000, 1);
    std::vector<float> expected;
    for (float& x : inputs) {
        x = std::fabs(x);
        expected.push_back(std::sqrt(x));
    }
    EXPECT_EQ(reals(Operation::square_root, inputs), expected);
}

TEST_P(LaneOperations, CountAndWordLookAtEveryLane) {
    std::vector<float> a(width(), 1), b(width(), 0);
    EXPECT_EQ(lanes().count_less(a.data(), b.data()), 0);
    EXPECT_EQ(lanes().word_less(a.data(), b.data()), 0U);
    for (std::size_t lane = 0; lane < width(); ++lane) {
        std::vector<float> one = a;
        one[lane] = -1;
        EXPECT_EQ(lanes().count_less(one.data(), b.data()), 1) << "lane " << lane;
        EXPECT_EQ(lanes().word_less(one.data(), b.data()), 1U << lane);
    }
    EXPECT_EQ(lanes().count_less(b.data(), a.data()), static_cast<int>(width()));
}

TEST_P(LaneOperations, WhatIsRareHappensOnlyWhereItIsAskedFor) {
    const std::vector<float> b(width(), 3), otherwise(width(), 7);
    EXPECT_EQ(reals(Operation::rarely_less, std::vector<float>(width(), 4), b, otherwise), otherwise);
    for (std::size_t lane = 0; lane < width(); ++lane) {
        std::vector<float> a(width(), 4), expected = otherwise;
        a[lane] = 2;
        expected[lane] = 6;
        EXPECT_EQ(reals(Operation::rarely_less, a, b, otherwise), expected);
    }
}

INSTANTIATE_TEST_SUITE_P(, LaneOperations, testing::ValuesIn(lane_types()), name_of_lane_type);

}  // namespace
}  // namespace killshot::test
