// Eq. 0: which word of which block is which draw, written out with Philox, on every lane type.
#include "killshot/random/draws.hpp"

#include <vector>

#include <gmock/gmock.h>

#include "support/every_lane_type.hpp"
#include "support/float_inputs.hpp"

namespace killshot::test {
namespace {

constexpr std::uint64_t seed = 0x0123456789ABCDEFULL;

/// Block `block` of step `step` of a path.
Words<std::uint32_t> block_of(std::int64_t path, std::uint32_t step, std::uint32_t block) {
    return philox4x32_10(static_cast<std::uint32_t>(path), static_cast<std::uint32_t>(path >> 32), 256 * step + block,
                         0U, 0x89ABCDEFU, 0x01234567U);
}

struct Normals {
    float z0, z1;
};

Normals normals(std::uint32_t a, std::uint32_t b) {
    Normals z{};
    normal_pair(a, b, z.z0, z.z1);
    return z;
}

class Draws : public EveryLaneType {
  protected:
    /// Compares draws [draw][lane] with those that `expected` returns for a path, in the order of LaneType.
    template <class Expected>
    static void expect_draws(const std::vector<float>& draws, std::int64_t first_path, const Expected& expected) {
        for (std::size_t lane = 0; lane < width(); ++lane) {
            const std::vector<float> of_path = expected(first_path + static_cast<std::int64_t>(lane));
            for (std::size_t draw = 0; draw < of_path.size(); ++draw)
                ASSERT_EQ(bits(draws[draw * width() + lane]), bits(of_path[draw]))
                    << "lane " << lane << ", draw " << draw;
        }
    }
};

TEST_P(Draws, OfTheSectorAreBlocksZeroToTwo) {
    for (const std::uint32_t step : {0U, 1U, 35U, 239U})
        for (const std::int64_t first : {std::int64_t{0}, std::int64_t{65528}}) {
            std::vector<float> draws(n_sector_draws * width());
            lanes().sector_draws(first, seed, step, draws.data());
            expect_draws(draws, first, [&](std::int64_t path) {
                const auto b0 = block_of(path, step, 0), b1 = block_of(path, step, 1), b2 = block_of(path, step, 2);
                const Normals market_pace = normals(b0.w0, b0.w1), markup_demand = normals(b0.w2, b0.w3);
                const Normals crypto_tokens = normals(b1.w0, b1.w1);
                return std::vector<float>{market_pace.z0,        market_pace.z1,        markup_demand.z0,
                                          markup_demand.z1,      crypto_tokens.z0,      crypto_tokens.z1,
                                          uniform<float>(b1.w2), uniform<float>(b1.w3), uniform<float>(b2.w3),
                                          uniform<float>(b2.w0), uniform<float>(b2.w1), uniform<float>(b2.w2)};
            });
        }
}

TEST_P(Draws, OfTheStartAreBlockThreeOfStepZero) {
    std::vector<float> draws(n_start_draws * width());
    lanes().start_draws(64, seed, draws.data());
    expect_draws(draws, 64, [&](std::int64_t path) {
        const auto b = block_of(path, 0, 3);
        return std::vector<float>{uniform<float>(b.w0), uniform<float>(b.w1)};
    });
}

TEST_P(Draws, OfANetworkAreBlockSixteenAndItsPosition) {
    for (const std::uint32_t step : {0U, 1U, 35U, 239U})
        for (const int network : {0, 1, 13, 31}) {
            std::vector<float> draws(n_network_draws * width());
            lanes().network_draws(96, seed, step, network, draws.data());
            expect_draws(draws, 96, [&](std::int64_t path) {
                const auto b = block_of(path, step, 16 + static_cast<std::uint32_t>(network));
                const Normals token_local = normals(b.w0, b.w1);
                return std::vector<float>{token_local.z0, token_local.z1, uniform<float>(b.w2), uniform<float>(b.w3)};
            });
        }
}

INSTANTIATE_TEST_SUITE_P(, Draws, testing::ValuesIn(lane_types()), name_of_lane_type);

}  // namespace
}  // namespace killshot::test
