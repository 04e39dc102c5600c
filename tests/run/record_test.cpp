// The slices that a record counts.
#include "run/record.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

namespace killshot::test {
namespace {

TEST(AddSlice, JoinsNeighboursInWhateverOrderTheyCome) {
    std::vector<int> order(20);
    std::iota(order.begin(), order.end(), 0);
    std::mt19937 random(3);
    for (int trial = 0; trial < 50; ++trial) {
        std::ranges::shuffle(order, random);
        Record record;
        for (const int i : order) {
            add_slice(record.slices, {i * 10, 10});
            for (std::size_t s = 1; s < record.slices.size(); ++s) {
                const PathSlice& before = record.slices[s - 1];
                ASSERT_LT(before.first_path + before.n_paths, record.slices[s].first_path);
            }
        }
        ASSERT_EQ(record.slices.size(), 1U);
        EXPECT_EQ(record.slices[0].first_path, 0);
        EXPECT_EQ(record.paths(), 200);
    }
}

TEST(AddSlice, LeavesGaps) {
    std::vector<PathSlice> slices;
    add_slice(slices, {20, 5});
    add_slice(slices, {0, 5});
    ASSERT_EQ(slices.size(), 2U);
    EXPECT_EQ(slices[0].first_path, 0);
    EXPECT_EQ(slices[1].first_path, 20);
}

}  // namespace
}  // namespace killshot::test
