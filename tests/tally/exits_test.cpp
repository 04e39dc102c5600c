// The first exit of a path, and its month.
#include <array>
#include <map>

#include <gmock/gmock.h>

#include "killshot/tally/exits.hpp"

namespace killshot::test {
namespace {

constexpr int n_steps = 36;

/// The watch's bytes after n_steps, from the month of each cause (0: never).
std::uint32_t steps_since(std::array<int, n_causes> months) {
    std::uint32_t word = 0;
    for (std::size_t cause = 0; cause < months.size(); ++cause)
        if (months[cause] > 0) word |= static_cast<std::uint32_t>(n_steps - months[cause] + 1) << (8 * cause);
    return word;
}

constexpr auto ignore = [](int, int) {};

TEST(ExitsOf, NothingThatFired) {
    const Exits exits = exits_of(0U, n_steps, ignore);
    EXPECT_EQ(exits.first_cause, -1);
    EXPECT_EQ(exits.mask, 0);
}

TEST(ExitsOf, TheEarliestIsTheFirst) {
    const Exits exits = exits_of(steps_since({20, 0, 7, 36}), n_steps, ignore);
    EXPECT_EQ(exits.first_cause, static_cast<int>(Cause::subsidy_exhausted));
    EXPECT_EQ(exits.first_month, 7);
    EXPECT_EQ(exits.mask, 0b1101);
}

TEST(ExitsOf, TiesGoByPrecedence) {
    EXPECT_EQ(exits_of(steps_since({5, 5, 5, 5}), n_steps, ignore).first_cause, static_cast<int>(Cause::kill_shot));
    EXPECT_EQ(exits_of(steps_since({0, 0, 5, 5}), n_steps, ignore).first_cause,
              static_cast<int>(Cause::subsidy_exhausted));
}

TEST(ExitsOf, ReportsEachThatFiredWithItsMonth) {
    std::map<int, int> fired;
    exits_of(steps_since({36, 1, 0, 12}), n_steps, [&](int cause, int month) { fired[cause] = month; });
    EXPECT_THAT(fired, testing::ElementsAre(testing::Pair(0, 36), testing::Pair(1, 1), testing::Pair(3, 12)));
}

}  // namespace
}  // namespace killshot::test
