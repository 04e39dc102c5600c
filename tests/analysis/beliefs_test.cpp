// Mean, spread and drivers of P(kill) over draws, against closed forms: linear functions of uniforms with binomial
// counts.
#include "analysis/beliefs.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

namespace killshot {
namespace {

constexpr std::size_t n_draws = 1024, n_inputs = 30;
constexpr std::int64_t n_paths = 512;

/// Draws of independent uniforms; a network is killed on a path where the path's uniform lies below its p(values).
/// The networks of a path share that uniform.
BeliefDraws draws_of(std::uint64_t seed, const std::vector<std::function<double(const double*)>>& networks,
                     std::size_t size = n_draws) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform;
    BeliefDraws draws;
    draws.paths = n_paths;
    for (std::size_t i = 0; i < n_inputs; ++i)
        draws.drawn.push_back({"sector.input" + std::to_string(i), "input" + std::to_string(i), -1, {}, {}, {}});
    for (std::size_t draw = 0; draw < size; ++draw) {
        for (std::size_t i = 0; i < n_inputs; ++i) draws.values.push_back(uniform(random));
        const double* values = &draws.values[draw * n_inputs];
        KillCounts& counts = draws.counts.emplace_back();
        counts.by_horizon.n_kill.resize(networks.size());
        for (std::int64_t path = 0; path < n_paths; ++path) {
            const double u = uniform(random);
            std::int64_t killed = 0;
            for (std::size_t i = 0; i < networks.size(); ++i)
                if (u < networks[i](values)) {
                    ++counts.by_horizon.n_kill[i];
                    ++killed;
                }
            counts.by_horizon.n_killed_squared += killed * killed;
        }
    }
    return draws;
}

/// p = 0.3 + 0.2 (x0 - 1/2) + 0.1 (x1 - 1/2): variance (0.04 + 0.01)/12, indices 0.8 and 0.2.
double linear(const double* x) { return 0.3 + 0.2 * (x[0] - 0.5) + 0.1 * (x[1] - 0.5); }
const double sd_of_linear = std::sqrt(0.05 / 12);

DrawnProbabilities of_first(const BeliefDraws& draws) { return of_network(draws, 0, &KillCounts::by_horizon); }

TEST(Beliefs, SpreadIsThatOfTheInputsWithoutCountingNoise) {
    double mean = 0, sd = 0, se = 0;
    constexpr int rounds = 20;
    for (int round = 0; round < rounds; ++round) {
        const BeliefSpread spread = spread_of(of_first(draws_of(static_cast<std::uint64_t>(round), {linear}, 256)));
        mean += spread.mean / rounds;
        sd += spread.sd_belief / rounds;
        se += spread.standard_error / rounds;
    }
    const double noise = 0.3 * 0.7 / n_paths;
    EXPECT_NEAR(mean, 0.3, 4 * std::sqrt((sd_of_linear * sd_of_linear + noise) / (256 * rounds)));
    EXPECT_NEAR(sd, sd_of_linear, 0.02 * sd_of_linear);
    EXPECT_NEAR(se, std::sqrt((sd_of_linear * sd_of_linear + noise) / 256), 0.02 * se);
}

TEST(Beliefs, NoSpreadButNoiseIsNoSpread) {
    const BeliefSpread spread = spread_of(of_first(draws_of(1, {[](const double*) { return 0.1; }})));
    EXPECT_LT(spread.sd_belief, 0.3 * spread.sd_noise);
    EXPECT_NEAR(spread.sd_noise, std::sqrt(0.1 * 0.9 / n_paths), 0.02 * spread.sd_noise);
    EXPECT_NEAR(spread.quantiles[1], 0.1, 0.005);
    EXPECT_NEAR(spread.quantiles[n_quantiles - 2], 0.1, 0.005);
}

TEST(Beliefs, QuantilesAreThoseOfTheInputsAlone) {
    // p = 0.02 + 0.02 x0: noise (sd 0.0075) exceeds the spread (0.0058); 5% and 95% points are 0.021 and 0.039.
    const BeliefSpread spread = spread_of(of_first(draws_of(2, {[](const double* x) { return 0.02 + 0.02 * x[0]; }})));
    EXPECT_NEAR(spread.quantiles[1], 0.021, 0.0025);
    EXPECT_NEAR(spread.quantiles[n_quantiles - 2], 0.039, 0.0025);
    EXPECT_NEAR(spread.quantiles[median_index], spread.mean, 0.002);
}

TEST(Beliefs, FewDrawsByHand) {
    BeliefDraws draws;
    draws.paths = 11;
    draws.counts.resize(2);
    draws.counts[0].by_horizon = {{0, 11}, 11};       // one of two networks on every path
    draws.counts[1].by_horizon = {{11, 11}, 4 * 11};  // both
    const DrawnProbabilities first = of_network(draws, 0, &KillCounts::by_horizon);
    EXPECT_EQ(first.p, (std::vector<double>{0, 1}));
    EXPECT_EQ(first.noise_variance, 0);
    const DrawnProbabilities mean = over_networks(draws, &KillCounts::by_horizon);
    EXPECT_EQ(mean.p, (std::vector<double>{0.5, 1}));
    EXPECT_EQ(mean.noise_variance, 0);
    const BeliefSpread spread = spread_of(mean);
    EXPECT_DOUBLE_EQ(spread.mean, 0.75);
    EXPECT_DOUBLE_EQ(spread.sd_belief, std::sqrt(0.125));
    EXPECT_DOUBLE_EQ(spread.standard_error, 0.25);
    draws.counts.resize(1);
    EXPECT_TRUE(std::isnan(spread_of(of_network(draws, 0, &KillCounts::by_horizon)).mean));
}

TEST(Beliefs, NoiseOfTheAverageKnowsThatNetworksFallTogether) {
    // Two networks that are always killed together are as noisy as one; two of which exactly one is killed have none.
    const auto together = [](const double*) { return 0.25; };
    const BeliefDraws same = draws_of(3, {together, together});
    EXPECT_NEAR(over_networks(same, &KillCounts::by_horizon).noise_variance,
                of_network(same, 0, &KillCounts::by_horizon).noise_variance, 1e-12);
    BeliefDraws opposite = same;
    for (KillCounts& counts : opposite.counts) {
        counts.by_horizon.n_kill[1] = n_paths - counts.by_horizon.n_kill[0];
        counts.by_horizon.n_killed_squared = n_paths;
    }
    EXPECT_NEAR(over_networks(opposite, &KillCounts::by_horizon).noise_variance, 0, 1e-15);
}

TEST(Beliefs, IndicesAreThoseOfTheFunction) {
    double first = 0, second = 0, others = 0;
    constexpr int rounds = 10;
    for (int round = 0; round < rounds; ++round) {
        const BeliefDraws draws = draws_of(100 + static_cast<std::uint64_t>(round), {linear});
        for (const Driver& driver : BeliefRanking(draws).drivers(of_first(draws)).single) {
            const std::size_t input = driver.drawn.front();
            (input == 0 ? first : input == 1 ? second : others) += driver.share / rounds;
        }
    }
    EXPECT_NEAR(first, 0.8 * 0.99, 0.02);  // tenths miss 1% of a linear function's variance
    EXPECT_NEAR(second, 0.2 * 0.99, 0.015);
    EXPECT_NEAR(others / (n_inputs - 2), 0, 0.002);
}

TEST(Beliefs, OnlyWhatMattersStandsOut) {
    int n_false = 0;
    constexpr int rounds = 20;
    for (int round = 0; round < rounds; ++round) {
        const BeliefDraws draws = draws_of(200 + static_cast<std::uint64_t>(round), {linear});
        const Drivers drivers = BeliefRanking(draws).drivers(of_first(draws));
        ASSERT_EQ(drivers.single.size(), n_inputs);
        EXPECT_EQ(drivers.single[0].drawn.front(), 0U);
        EXPECT_EQ(drivers.single[1].drawn.front(), 1U);
        EXPECT_TRUE(drivers.single[0].stands_out && drivers.single[1].stands_out);
        n_false += drivers.single[2].stands_out ? 1 : 0;
        EXPECT_GT(drivers.single_floor, 0.004);
        EXPECT_LT(drivers.single_floor, 0.03);
        // Over a tenth, x0 is 0.05 or 0.95 on average.
        EXPECT_NEAR(drivers.single[0].p_low, 0.3 - 0.09, 0.015);
        EXPECT_NEAR(drivers.single[0].p_high, 0.3 + 0.09, 0.015);
    }
    EXPECT_LE(n_false, 4);  // 5% of the rounds are expected
}

TEST(Beliefs, TheSameEachTime) {
    const BeliefDraws draws = draws_of(7, {linear});
    const Drivers one = BeliefRanking(draws).drivers(of_first(draws)),
                  two = BeliefRanking(draws).drivers(of_first(draws));
    EXPECT_EQ(one.single_floor, two.single_floor);
    EXPECT_EQ(one.single.front().share, two.single.front().share);
}

TEST(Beliefs, ThoseThatNetworksHaveOfTheirOwnAreSummed) {
    // p = 0.3 + 0.05 sum of 8 centred uniforms, each of which is another network's own.
    BeliefDraws draws = draws_of(8, {[](const double* x) {
                                     double p = 0.3;
                                     for (int i = 0; i < 8; ++i) p += 0.05 * (x[i] - 0.5);
                                     return p;
                                 }});
    for (std::size_t i = 0; i < 8; ++i)
        draws.drawn[i] = {"networks.n" + std::to_string(i) + ".renewal", "renewal", static_cast<int>(i), {}, {}, {}};
    draws.drawn[8] = {"networks.n0.other", "other", 0, {}, {}, {}};  // the only one of its name
    const Drivers drivers = BeliefRanking(draws).drivers(of_first(draws));
    ASSERT_EQ(drivers.summed.size(), 1U);
    EXPECT_EQ(drivers.summed[0].drawn, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7}));
    EXPECT_NEAR(drivers.summed[0].share, 1, 0.12);
    EXPECT_TRUE(drivers.summed[0].stands_out);
    EXPECT_GT(drivers.summed_floor, 0.005);
    EXPECT_LT(drivers.summed[0].p_low, 0.3 - 0.04);  // the mean over a tenth of the sum of eight, sd 0.0408
    EXPECT_GT(drivers.summed[0].p_high, 0.3 + 0.04);
}

TEST(Beliefs, NothingDrivesWhatDoesNotVary) {
    BeliefDraws draws = draws_of(9, {linear});
    for (KillCounts& counts : draws.counts) counts.by_horizon = {{0}, 0};
    EXPECT_TRUE(BeliefRanking(draws).drivers(of_first(draws)).single.empty());
    const BeliefDraws few = draws_of(10, {linear}, 19);
    EXPECT_TRUE(BeliefRanking(few).drivers(of_first(few)).single.empty());
}

TEST(Beliefs, DigestChangesWithAnyCount) {
    BeliefDraws draws;
    draws.counts.resize(3);
    for (KillCounts& counts : draws.counts) counts = {1, {{2, 3}, 4}, {{5, 6}, 7}};
    const std::uint64_t before = digest(draws);
    std::int64_t* const numbers[] = {&draws.counts[1].n_K1_held, &draws.counts[1].by_horizon.n_kill[1],
                                     &draws.counts[1].by_horizon.n_killed_squared, &draws.counts[2].by_2027.n_kill[0],
                                     &draws.counts[2].by_2027.n_killed_squared};
    for (std::int64_t* number : numbers) {
        ++*number;
        EXPECT_NE(digest(draws), before);
        --*number;
    }
    EXPECT_EQ(digest(draws), before);
    std::swap(draws.counts[0].by_horizon.n_kill[0], draws.counts[0].by_horizon.n_kill[1]);
    EXPECT_NE(digest(draws), before);
}

}  // namespace
}  // namespace killshot
