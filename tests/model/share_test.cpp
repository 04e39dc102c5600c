// Eq. 11: the weights of the logit, and a sum whose order is part of the definition.
#include "killshot/model/share.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "killshot/model/network.hpp"
#include "support/draft_tables.hpp"
#include "support/float_inputs.hpp"

namespace killshot::test {
namespace {

template <class R>
float sum_of(const std::vector<float>& values, int n) {
    return tree_sum<R>(n, [&](int i) { return R(values[static_cast<std::size_t>(i)]); });
}

/// The sum that a warp of 32 lanes forms by adding, to each lane, the lane whose number differs in one bit, from
/// the highest bit to the lowest.
float by_xor_shuffle(std::vector<float> lanes) {
    lanes.resize(32);
    for (const std::size_t bit : {16, 8, 4, 2, 1}) {
        std::vector<float> next(32);
        for (std::size_t i = 0; i < 32; ++i) next[i] = lanes[i] + lanes[i ^ bit];
        lanes = next;
    }
    return lanes[0];
}

TEST(TreeSum, IsExactWhereTheNumbersAre) {
    for (int n = 1; n <= 32; ++n) {
        std::vector<float> values(static_cast<std::size_t>(n));
        std::iota(values.begin(), values.end(), 1.0F);
        EXPECT_EQ(sum_of<float>(values, n), static_cast<float>(n * (n + 1) / 2)) << n;
    }
}

TEST(TreeSum, AddsInTheOrderOfAnXorShuffle) {
    for (int n = 1; n <= 32; ++n)
        for (std::uint32_t seed = 0; seed < 50; ++seed) {
            const std::vector<float> values = random_floats(static_cast<std::size_t>(n), seed, -24, 24);
            ASSERT_EQ(bits(sum_of<float>(values, n)), bits(by_xor_shuffle(values))) << n << " networks, seed " << seed;
        }
}

RC_GTEST_PROP(TreeSum, DoesNotSeeEmptySlots, (std::uint32_t seed)) {
    std::vector<float> values = random_floats(32, seed, -20, 20);
    const int n = *rc::gen::inRange(1, 33);
    std::fill(values.begin() + n, values.end(), 0.0F);
    RC_ASSERT(bits(sum_of<float>(values, n)) == bits(sum_of<float>(values, 32)));
}

TEST(TreeSum, IsNotTheSumFromLeftToRight) {
    std::vector<float> values(32, 0.0F);
    values[0] = 1;
    for (std::size_t i = 1; i < 32; ++i) values[i] = 0x1p-24F;  // each is lost when it is added to 1
    EXPECT_EQ(std::accumulate(values.begin(), values.end(), 0.0F), 1.0F);
    EXPECT_GT(sum_of<float>(values, 32), 1.0F);
}

TEST(Share, IsWholeHoweverCheapTheNetworksAre) {
    // A cost ratio that has fallen to e^-10 at the highest price_sensitivity: without a limit, the sum is infinite.
    NetworkTable<float> network{};
    network.price_sensitivity = 100;
    for (const int n : {1, 6, 14, 32}) {
        const float weight = exp(weight_log<float>(network, -10.0F, 0.0F));
        const float unit = share_per_weight(tree_sum<float>(n, [&](int) { return weight; }));
        EXPECT_NEAR(weight * unit, 1.0 / n, 1e-6) << n << " networks";
    }
}

TEST(Share, StartsAtShareZeroAndLeavesTheRestToTheCentralisedSide) {
    const Inputs inputs = draft();
    const TableStorage<double> storage(inputs);
    const ScenarioTable<double> table = storage.view();
    std::vector<double> weights;
    for (int i = 0; i < table.n_networks; ++i)
        weights.push_back(
            std::exp(weight_log<Real64>(table.networks[i], table.networks[i].cost_ratio0_log, 0.0).value));
    const Real64 unit = share_per_weight(
        tree_sum<Real64>(table.n_networks, [&](int i) { return Real64(weights[static_cast<std::size_t>(i)]); }));
    double total = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        EXPECT_NEAR(weights[i] * unit.value, inputs.networks[i].share0, 1e-15);
        total += weights[i] * unit.value;
    }
    EXPECT_NEAR(total + unit.value, 1, 1e-14);  // the outside option has weight 1
}

TEST(Share, WeighsPriceAndTrust) {
    const NetworkTable<double> table = network_table(draft());  // price_sensitivity 2.5
    const double gap0 = table.cost_ratio0_log, start = weight_log<Real64>(table, gap0, 0.0).value;
    EXPECT_NEAR(weight_log<Real64>(table, gap0 + 0.2, 0.0).value, start - 0.5, 1e-14);
    EXPECT_NEAR(weight_log<Real64>(table, gap0, 0.6).value, start + 0.6, 1e-14);
}

/// The share of each of n equal networks that are far cheaper than the centralised side.
template <class R>
R share_of_each(const NetworkTable<float>& table, int n) {
    Offer<R> offer{};
    offer.parity_gap = R(table.cost_ratio0_log - 3.0F);
    offer.weight = weight(table, offer, R(1.0F) < R(0.0F));
    return offer.weight * share_per_weight(tree_sum<R>(n, [&](int) { return offer.weight; }));
}

TEST(Share, IsDividedHoweverLargeTheWeightsAre) {
    NetworkTable<float> table = TableStorage<float>(draft()).view().networks[0];
    for (const float sensitivity : {20.0F, 100.0F}) {  // weights up to e^60 and, if they had no bound, e^300
        table.price_sensitivity = sensitivity;
        for (const int n : {1, 5, 6, 14, 32})
            EXPECT_NEAR(share_of_each<float>(table, n), 1.0F / static_cast<float>(n), 1e-6F) << n << " networks";
    }
}

}  // namespace
}  // namespace killshot::test
