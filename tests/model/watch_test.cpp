// Holds, first months and current conditions, against a simple recount.
#include "killshot/model/watch.hpp"

#include <array>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace killshot::test {
namespace {

/// Which of the four conditions hold in each step.
using History = std::vector<std::array<bool, n_watched>>;

/// The month that first completes a hold; -1 if none does.
int first_month(const History& history, std::size_t slot, int hold) {
    int run = 0;
    for (std::size_t k = 0; k < history.size(); ++k) {
        run = history[k][slot] ? run + 1 : 0;
        if (run == hold) return static_cast<int>(k) + 1;
    }
    return -1;
}

Watch<float> watch_of(const History& history, std::uint32_t idle) {
    auto watch = start_watch<float>(idle);
    for (const auto& holds : history) {
        std::uint32_t bytes = 0;
        for (int slot = 0; slot < n_watched; ++slot)
            bytes |= watched<float>(holds[static_cast<std::size_t>(slot)], slot);
        observe<float>(watch, idle, bytes);
    }
    return watch;
}

void expect_recount(const History& history, const std::array<int, n_watched>& holds) {
    const std::uint32_t idle = idle_runs(holds[0], holds[1], holds[2], holds[3]);
    const Watch<float> watch = watch_of(history, idle);
    for (int slot = 0; slot < n_watched; ++slot) {
        const auto at = static_cast<std::size_t>(slot);
        const int expected = first_month(history, at, holds[at]);
        RC_ASSERT(month_of(watch.steps_since, slot, static_cast<int>(history.size())) == expected);
        RC_ASSERT(has_happened<float>(watch, slot) == (expected > 0));
        RC_ASSERT(holds_now(watch.runs, idle, slot) == (!history.empty() && history.back()[at]));
    }
}

RC_GTEST_PROP(Watch, RecountsAnyHistory, ()) {
    const int n_steps = *rc::gen::inRange(0, 241);
    const int stickiness = *rc::gen::inRange(0, 100);  // percent: the probability that a condition persists
    std::array<int, n_watched> holds{};
    for (int& hold : holds)
        hold = *rc::gen::weightedOneOf<int>({{3, rc::gen::inRange(1, 8)}, {1, rc::gen::inRange(1, 128)}});
    History history;
    std::array<bool, n_watched> now{};
    for (int k = 0; k < n_steps; ++k) {
        const int word = *rc::gen::inRange(0, 100);
        for (std::size_t slot = 0; slot < n_watched; ++slot)
            if ((word * 37 + static_cast<int>(slot) * 29) % 100 >= stickiness) now[slot] = !now[slot];
        history.push_back(now);
    }
    expect_recount(history, holds);
}

TEST(Watch, CountsTheLongestPathsAndHolds) {
    const History always(240, {true, true, true, true});
    expect_recount(always, {1, 2, 126, 127});
    History broken = always;
    broken[100] = {false, true, false, true};
    expect_recount(broken, {101, 101, 127, 127});
    expect_recount(History(240, {false, false, false, false}), {1, 1, 1, 1});
    expect_recount(History(1, {true, false, true, false}), {1, 1, 1, 1});
}

TEST(Watch, RemembersTheFirstTimeOnly) {
    const History twice{{true}, {true}, {false}, {true}, {true}, {true}};
    const std::uint32_t idle = idle_runs(2, 2, 2, 2);
    EXPECT_EQ(month_of(watch_of(twice, idle).steps_since, 0, 6), 2);
    EXPECT_TRUE(holds_now(watch_of(twice, idle).runs, idle, 0));
}

}  // namespace
}  // namespace killshot::test
