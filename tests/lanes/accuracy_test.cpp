// The errors of exp, log, sine and cosine, in units in the last place of binary32. One lane stands for all lane types,
// since tests/lanes/pack_test.cpp shows that they give the same bits.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

#include "killshot/lanes/math.hpp"

namespace killshot::test {
namespace {

/// |value - exact| in units in the last place of binary32 at `exact` (normal numbers).
double ulps(float value, long double exact) {
    const int exponent = std::max(std::ilogb(exact), std::numeric_limits<float>::min_exponent - 1);
    return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) / std::ldexp(1.0L, exponent - 23));
}

/// The largest error over the binary32 numbers of one sign from `first` to `last`, `stride` apart in bits.
template <class Error>
double worst(float first, float last, std::uint32_t stride, const Error& error) {
    double result = 0;
    const auto end = std::bit_cast<std::uint32_t>(last);
    for (auto bits = std::bit_cast<std::uint32_t>(first); bits <= end; bits += stride)
        result = std::max(result, error(std::bit_cast<float>(bits)));
    return result;
}

double exp_error(float x) { return ulps(exp(x), std::exp(static_cast<long double>(x))); }
double log_error(float x) { return ulps(log(x), std::log(static_cast<long double>(x))); }

void expect_below(const char* what, double measured, double bound) {
    testing::Test::RecordProperty(what, std::to_string(measured));
    EXPECT_LE(measured, bound) << what;
    EXPECT_GT(measured, 0.5 * bound) << what << ": the bound is loose; lower it";
}

TEST(Accuracy, ExpIsWithinOneUlpBetweenMinusAndPlus87) {
    double error = std::max(worst(1e-30F, 87.0F, 499, exp_error), worst(-1e-30F, -87.0F, 499, exp_error));
    // Every number of the octaves in which the result departs from 1, and at both ends.
    error = std::max({error, worst(0.5F, 0.75F, 3, exp_error), worst(-0.5F, -0.75F, 3, exp_error),
                      worst(86.0F, 87.0F, 1, exp_error), worst(-86.0F, -87.0F, 1, exp_error)});
    expect_below("worst_exp_ulps", error, 1.0);
}

TEST(Accuracy, ExpIsClampedBeyond87SoThatItStaysNormal) {
    const float lowest = exp(-87.0F), highest = exp(87.0F);
    EXPECT_GE(lowest, std::numeric_limits<float>::min());
    EXPECT_LT(highest, std::numeric_limits<float>::infinity());
    for (const float beyond : {88.0F, 1e10F, std::numeric_limits<float>::infinity()}) {
        EXPECT_EQ(exp(beyond), highest);
        EXPECT_EQ(exp(-beyond), lowest);
    }
    EXPECT_EQ(exp(0.0F), 1.0F);
    EXPECT_EQ(exp(-0.0F), 1.0F);
}

TEST(Accuracy, LogIsWithinOneAndAHalfUlpOverAllNormalNumbers) {
    double error = worst(std::numeric_limits<float>::min(), std::numeric_limits<float>::max(), 499, log_error);
    // Every number around 1, where ln vanishes, and at the ends of the mantissa's range.
    error = std::max({error, worst(0.98F, 1.02F, 1, log_error), worst(0.6666F, 0.6668F, 1, log_error),
                      worst(1.3332F, 1.3335F, 1, log_error)});
    expect_below("worst_log_ulps", error, 1.5);
}

TEST(Accuracy, LogOfOneIsZero) { EXPECT_EQ(log(1.0F), 0.0F); }

TEST(Accuracy, SineAndCosineOfAnOctantAreWithinOneAndThreeQuartersUlp) {
    double sine_error = 0, cosine_error = 0;
    for (std::uint32_t turns = 0; turns < 0x20000000U; turns += 211) {  // 2^-32 turns, Eq. 0
        const float g = static_cast<float>(turns) * 0x1p-32F;
        float sine = 0, cosine = 0;
        sin_cos_octant(g, sine, cosine);
        const long double angle = 2 * std::numbers::pi_v<long double> * static_cast<long double>(g);
        if (turns > 0) sine_error = std::max(sine_error, ulps(sine, std::sin(angle)));
        cosine_error = std::max(cosine_error, ulps(cosine, std::cos(angle)));
    }
    expect_below("worst_sine_ulps", sine_error, 1.75);
    expect_below("worst_cosine_ulps", cosine_error, 1.75);
}

}  // namespace
}  // namespace killshot::test
