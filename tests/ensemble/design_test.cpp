/// Where a design's draws lie: strata, nets, and the counters of the generator.
#include "ensemble/design.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "killshot/random/philox.hpp"

namespace killshot {
namespace {

constexpr std::uint64_t seed = 0x1234567890ABCDEFU;
const std::vector<std::uint32_t> some_dimensions{0, 1, 7, 900};

/// How many draws lie in each of n equal parts of a dimension.
std::vector<int> counts(const Design& design, std::size_t column, int n) {
    std::vector<int> counts(static_cast<std::size_t>(n));
    for (std::int64_t draw = 0; draw < design.draws(); ++draw)
        ++counts.at(static_cast<std::size_t>(design.uniforms(draw, 0)[column] * n));
    return counts;
}

TEST(Design, PlainUniformsAreThoseOfTheCounter) {
    const Design design(DesignKind::monte_carlo, 10, some_dimensions, seed);
    for (const int attempt : {0, 1, 99}) {
        const std::vector<double> uniforms = design.uniforms(3, attempt);
        for (std::size_t i = 0; i < some_dimensions.size(); ++i) {
            const auto word =
                philox4x32_10(3U, some_dimensions[i], static_cast<std::uint32_t>(attempt), 1U, 0x90ABCDEFU, 0x12345678U)
                    .w0;
            EXPECT_EQ(uniforms[i], (word + 0.5) / 4294967296.0);
        }
    }
}

TEST(Design, LaterAttemptsArePlainInEveryKind) {
    const Design plain(DesignKind::monte_carlo, 10, some_dimensions, seed);
    for (const DesignKind kind : {DesignKind::latin_hypercube, DesignKind::sobol}) {
        const Design design(kind, 10, some_dimensions, seed);
        EXPECT_NE(design.uniforms(3, 0), plain.uniforms(3, 0));
        EXPECT_EQ(design.uniforms(3, 1), plain.uniforms(3, 1));
    }
}

TEST(Design, LatinHypercubeHasOneDrawInEachStratum) {
    const Design design(DesignKind::latin_hypercube, 97, some_dimensions, seed);
    for (std::size_t column = 0; column < some_dimensions.size(); ++column)
        EXPECT_THAT(counts(design, column, 97), testing::Each(1));
}

TEST(Design, LatinHypercubePermutesEachDimensionOnItsOwn) {
    const int n = 1000;
    const Design design(DesignKind::latin_hypercube, n, some_dimensions, seed);
    double product = 0, in_order = 0;
    for (int draw = 0; draw < n; ++draw) {
        const auto uniforms = design.uniforms(draw, 0);
        product += (uniforms[0] - 0.5) * (uniforms[1] - 0.5) * 12 / n;
        in_order += (uniforms[0] - 0.5) * ((draw + 0.5) / n - 0.5) * 12 / n;
    }
    EXPECT_LT(std::abs(product), 4 / std::sqrt(n));
    EXPECT_LT(std::abs(in_order), 4 / std::sqrt(n));
}

TEST(Design, SobolHasOneDrawInEachDyadicPart) {
    const Design design(DesignKind::sobol, 64, some_dimensions, seed);
    for (std::size_t column = 0; column < some_dimensions.size(); ++column)
        EXPECT_THAT(counts(design, column, 64), testing::Each(1));
}

TEST(Design, SobolIsThePlainSequenceShifted) {
    const Design design(DesignKind::sobol, 8, {0, 1}, seed);
    const auto origin = design.uniforms(0, 0);
    const auto from_origin = [&](std::int64_t draw, std::size_t column) {
        const double difference = design.uniforms(draw, 0)[column] - origin[column];
        return difference < 0 ? difference + 1 : difference;
    };
    // The first points of Bratley and Fox' sequence.
    const double expected[][2] = {{0, 0}, {0.5, 0.5}, {0.75, 0.25}, {0.25, 0.75}, {0.375, 0.375}, {0.875, 0.875}};
    for (std::int64_t draw = 0; draw < 6; ++draw)
        for (std::size_t column = 0; column < 2; ++column)
            EXPECT_EQ(from_origin(draw, column), expected[draw][column]) << draw;
    EXPECT_NE(origin, Design(DesignKind::sobol, 8, {0, 1}, seed + 1).uniforms(0, 0));
}

TEST(Design, DimensionsThatAreNotDrawnMoveNothing) {
    for (const DesignKind kind : {DesignKind::latin_hypercube, DesignKind::sobol, DesignKind::monte_carlo}) {
        const Design all(kind, 16, {0, 1, 7, 900}, seed), some(kind, 16, {1, 900}, seed);
        for (std::int64_t draw = 0; draw < 16; ++draw) {
            EXPECT_EQ(all.uniforms(draw, 0)[1], some.uniforms(draw, 0)[0]);
            EXPECT_EQ(all.uniforms(draw, 0)[3], some.uniforms(draw, 0)[1]);
        }
    }
}

}  // namespace
}  // namespace killshot
