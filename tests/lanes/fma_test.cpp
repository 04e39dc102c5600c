// a * b + c is rounded once on every lane type, also where the instruction is missing and emulated.
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "support/every_lane_type.hpp"
#include "support/float_inputs.hpp"

namespace killshot::test {
namespace {

class Fma : public EveryLaneType {
  protected:
    void add(float x, float y, float z) {
        a.push_back(bits(x));
        b.push_back(bits(y));
        c.push_back(bits(z));
    }

    void expect_as_the_standard_library() const {
        const std::vector<std::uint32_t> result = apply(lanes(), Operation::multiply_add, a, b, c);
        for (std::size_t i = 0; i < a.size(); ++i) {
            const float expected = std::fma(real(a[i]), real(b[i]), real(c[i])), got = real(result[i]);
            if (std::isnan(expected) && std::isnan(got)) continue;
            ASSERT_EQ(bits(got), bits(expected)) << std::hexfloat << real(a[i]) << " * " << real(b[i]) << " + "
                                                 << real(c[i]) << " is " << expected << ", not " << got;
        }
    }

    std::vector<std::uint32_t> a, b, c;
};

TEST_P(Fma, OfEdges) {
    std::vector<float> edges = edge_floats();
    edges.push_back(std::numeric_limits<float>::infinity());
    edges.push_back(-std::numeric_limits<float>::infinity());
    for (const float x : edges)
        for (const float y : edges)
            for (const float z : edges) add(x, y, z);
    expect_as_the_standard_library();
}

TEST_P(Fma, OfRandomNumbers) {
    constexpr std::size_t n = 200000;
    for (const auto& [low, high] : {std::pair{-4, 4}, std::pair{-30, 30}, std::pair{-126, 127}}) {
        const std::vector<float> x = random_floats(n, 1, low, high), y = random_floats(n, 2, low, high),
                                 z = random_floats(n, 3, low, high);
        for (std::size_t i = 0; i < n; ++i) add(x[i], y[i], z[i]);
    }
    expect_as_the_standard_library();
}

/// Sums so close to a tie that binary64 rounds them to it, and binary32 then to the wrong side.
TEST_P(Fma, WhereRoundingTwiceWouldShow) {
    for (const float start : random_floats(20000, 4, -40, 40)) {
        const float addend = real(bits(start) | 1U);  // odd, so a tie rounds away from it
        const float half_unit = std::ldexp(1.0F, std::ilogb(addend) - 24);
        // The product is half a unit of the addend, less 2^-46 of itself.
        add(half_unit * (1.0F + 0x1p-23F), 1.0F - 0x1p-23F, addend);
        add(half_unit * (1.0F + 0x1p-23F), 0x1p-23F - 1.0F, addend);
    }
    std::size_t shows = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double sum =
            static_cast<double>(real(a[i])) * static_cast<double>(real(b[i])) + static_cast<double>(real(c[i]));
        shows += static_cast<float>(sum) != std::fma(real(a[i]), real(b[i]), real(c[i])) ? 1U : 0U;
    }
    ASSERT_EQ(shows, a.size());
    expect_as_the_standard_library();
}

TEST_P(Fma, WhereTheProductCancels) {
    const std::vector<float> x = random_floats(100000, 6, -20, 20), y = random_floats(100000, 7, -20, 20);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const float product = x[i] * y[i];
        add(x[i], y[i], -product);  // leaves the rounding error of the product
        add(x[i], y[i], -std::nextafter(product, 0.0F));
    }
    expect_as_the_standard_library();
}

INSTANTIATE_TEST_SUITE_P(, Fma, testing::ValuesIn(lane_types()), name_of_lane_type);

}  // namespace
}  // namespace killshot::test
