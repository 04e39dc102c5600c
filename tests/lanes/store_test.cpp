// The fixed-point sum of a block's lanes is exact.
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "support/every_lane_type.hpp"
#include "support/float_inputs.hpp"

namespace killshot::test {
namespace {

class FixedPointSum : public EveryLaneType {
  protected:
    static std::int64_t sum(const std::vector<float>& block) { return lanes().fixed_point_sum(block.data()); }
};

TEST_P(FixedPointSum, OfEqualLanesIsTheirNumber) {
    EXPECT_EQ(sum(std::vector<float>(width(), 1.0F)), static_cast<std::int64_t>(width()) << 20);
    EXPECT_EQ(sum(std::vector<float>(width(), -0x1p-20F)), -static_cast<std::int64_t>(width()));
    EXPECT_EQ(sum(std::vector<float>(width(), 0.0F)), 0);
    EXPECT_EQ(sum(std::vector<float>(width(), 65536.0F)), static_cast<std::int64_t>(width()) << 36);
}

TEST_P(FixedPointSum, RoundsEachLaneToNearestAndTiesToEven) {
    const auto of_first = [](float value) {
        std::vector<float> block(width(), 0.0F);
        block.front() = value;
        return sum(block);
    };
    EXPECT_EQ(of_first(0x1.8p-20F), 2);  // 1.5 units
    EXPECT_EQ(of_first(0x1.4p-19F), 2);  // 2.5
    EXPECT_EQ(of_first(0x1.6p-19F), 3);  // 2.75
    EXPECT_EQ(of_first(-0x1.8p-20F), -2);
    EXPECT_EQ(of_first(0x1p-21F), 0);
    EXPECT_EQ(of_first(0x1p-140F), 0);
}

TEST_P(FixedPointSum, AddsTheRoundedLanesExactly) {
    const std::vector<float> values = random_floats(widest_lanes * 2000, 3, -30, 16);
    for (std::size_t first = 0; first + width() <= values.size(); first += width()) {
        const std::vector<float> block(values.begin() + static_cast<std::ptrdiff_t>(first),
                                       values.begin() + static_cast<std::ptrdiff_t>(first + width()));
        std::int64_t expected = 0;
        for (const float value : block) expected += std::llrint(std::ldexp(static_cast<double>(value), 20));
        ASSERT_EQ(sum(block), expected);
    }
}

INSTANTIATE_TEST_SUITE_P(, FixedPointSum, testing::ValuesIn(lane_types()), name_of_lane_type);

}  // namespace
}  // namespace killshot::test
