// Eq. 0: Box-Muller in octant form against its definition, and the moments, tails and independence of its normals.
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include <gtest/gtest.h>

#include "killshot/lanes/reference.hpp"
#include "killshot/random/draws.hpp"
#include "killshot/random/path_words.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

struct Two {
    double z0, z1;
};

Two by_definition(std::uint32_t a, std::uint32_t b) {
    const double u = (std::floor(a / 2.0) + 0.5) * 0x1p-31;
    const double r = std::sqrt(-2 * std::log(u));
    const double angle = 2 * std::numbers::pi * (b % (1U << 29U)) * 0x1p-32;
    const bool swap = (b >> 29U & 1U) != 0;
    const double c = swap ? std::sin(angle) : std::cos(angle), s = swap ? std::cos(angle) : std::sin(angle);
    return {(b >> 31U & 1U) != 0 ? -r * c : r * c, (b >> 30U & 1U) != 0 ? -r * s : r * s};
}

Two of_binary32(std::uint32_t a, std::uint32_t b) {
    float z0 = 0, z1 = 0;
    normal_pair(a, b, z0, z1);
    return {z0, z1};
}

Two of_reference(std::uint32_t a, std::uint32_t b) {
    Real64 z0, z1;
    normal_pair(a, b, z0, z1);
    return {z0.value, z1.value};
}

TEST(NormalPair, FollowsItsDefinitionInEveryOctant) {
    std::array<int, 8> drawn_in{};
    for (std::uint32_t i = 0; i < 400000; ++i) {
        const std::uint32_t a = i * 2654435761U, b = i * 2246822519U + 12345;
        ++drawn_in[b >> 29U];
        const Two expected = by_definition(a, b), reference = of_reference(a, b), got = of_binary32(a, b);
        ASSERT_NEAR(reference.z0, expected.z0, 1e-13) << a << ' ' << b;
        ASSERT_NEAR(reference.z1, expected.z1, 1e-13) << a << ' ' << b;
        // Near r = 0, u has a resolution of 2^-24 in binary32, and r is its root.
        const double tolerance = 1e-6 + 4e-7 / std::max(1e-3, std::hypot(expected.z0, expected.z1));
        ASSERT_NEAR(got.z0, expected.z0, tolerance) << a << ' ' << b;
        ASSERT_NEAR(got.z1, expected.z1, tolerance) << a << ' ' << b;
    }
    for (const int octant : drawn_in) EXPECT_GT(octant, 40000);
}

TEST(NormalPair, ReachesSixAndTwoThirdsSigmaAndNoFurther) {
    EXPECT_NEAR(of_binary32(0, 0).z0, std::sqrt(64 * std::numbers::ln2), 1e-6);
    EXPECT_NEAR(of_binary32(1, 0).z0, std::sqrt(64 * std::numbers::ln2), 1e-6);  // the lowest bit of a is not used
    EXPECT_NEAR(of_binary32(0, 0x80000000U).z0, -std::sqrt(64 * std::numbers::ln2), 1e-6);
    EXPECT_EQ(of_binary32(0xFFFFFFFFU, 0).z0, 0.0);
    EXPECT_EQ(of_binary32(0xFFFFFFFFU, 0).z1, 0.0);
}

/// Four million normals (two million pairs), in the order in which the steps of a path draw them.
class NormalSample : public testing::Test {
  protected:
    static constexpr int n_paths = 10000, n_blocks = 100;
    static constexpr double n = 4.0 * n_paths * n_blocks;

    template <class Visit>
    static void for_each_pair(const Visit& visit) {
        for (int path = 0; path < n_paths; ++path) {
            const auto words = path_words<float>(path, 42);
            for (std::uint32_t block = 0; block < n_blocks; ++block) {
                const auto w = words(block);
                visit(of_binary32(w.w0, w.w1));
                visit(of_binary32(w.w2, w.w3));
            }
        }
    }
};

TEST_F(NormalSample, HasTheMomentsOfAStandardNormal) {
    Moments z;
    for_each_pair([&](Two pair) {
        z.add(pair.z0);
        z.add(pair.z1);
    });
    ASSERT_EQ(z.n(), n);
    EXPECT_NEAR(z.mean(), 0, sigmas / std::sqrt(n));
    EXPECT_NEAR(z.variance(), 1, sigmas * variance_error(1, n));
    EXPECT_NEAR(z.skewness(), 0, sigmas * std::sqrt(6 / n));
    EXPECT_NEAR(z.excess_kurtosis(), 0, sigmas * std::sqrt(24 / n));
}

TEST_F(NormalSample, HasTheTailsOfAStandardNormal) {
    constexpr std::array<double, 8> levels{0.125, 0.5, 1, 1.5, 2, 3, 4, 4.5};
    std::array<double, levels.size()> beyond{}, above{};
    for_each_pair([&](Two pair) {
        for (std::size_t i = 0; i < levels.size(); ++i)
            for (const double z : {pair.z0, pair.z1}) {
                beyond[i] += std::abs(z) > levels[i] ? 1 : 0;
                above[i] += z > levels[i] ? 1 : 0;
            }
    });
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double p = std::erfc(levels[i] / std::numbers::sqrt2);
        EXPECT_NEAR(beyond[i] / n, p, sigmas * proportion_error(p, n)) << "|z| > " << levels[i];
        EXPECT_NEAR(above[i] / n, p / 2, sigmas * proportion_error(p / 2, n)) << "z > " << levels[i];
    }
}

TEST_F(NormalSample, HasIndependentNumbers) {
    Moments product, product_of_squares, with_the_pair_before;
    double before = 0;
    for_each_pair([&](Two pair) {
        product.add(pair.z0 * pair.z1);
        product_of_squares.add((pair.z0 * pair.z0 - 1) * (pair.z1 * pair.z1 - 1));
        with_the_pair_before.add(before * pair.z0);
        before = pair.z1;
    });
    for (const Moments* m : {&product, &product_of_squares, &with_the_pair_before})
        EXPECT_NEAR(m->mean(), 0, sigmas * m->standard_error());
    EXPECT_NEAR(product.variance(), 1, sigmas * std::sqrt(8 / (n / 2)));  // var((z0 z1)^2) = 9 - 1
}

}  // namespace
}  // namespace killshot::test
