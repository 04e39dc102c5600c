// A pool lends empty tallies, whatever was done with them before.
#include "run/tally_pool.hpp"

#include <gtest/gtest.h>

#include "tally/tally_test_support.hpp"

namespace killshot::test {
namespace {

TEST(TallyPool, LendsWhatCameBackAndLendsItEmpty) {
    TallyPool pool;
    const Tally* first = nullptr;
    {
        const TallyPool::Loan loan = pool.lend(small_layout(40));
        first = loan.get();
        loan->plain()[0] = 7;
        loan->use_bins(1, {5, 9})[2] = 3;
        set_kill_bit(*loan, 1, 39);
        EXPECT_NE(pool.lend(small_layout(40)).get(), first) << "two at a time are two";
    }
    const TallyPool::Loan again = pool.lend(small_layout(400));
    EXPECT_EQ(again.get(), first) << "the last to come back";
    EXPECT_EQ(again->layout(), small_layout(400));
    EXPECT_TRUE(same_counts(*again, Tally(small_layout(400))));
}

TEST(TallyPool, MakesANewOneForOtherRows) {
    TallyPool pool;
    static_cast<void>(pool.lend(small_layout(40)));
    const TallyLayout other(2, 4, {1, 2}, 40);
    EXPECT_EQ(pool.lend(other)->layout(), other);
}

}  // namespace
}  // namespace killshot::test
