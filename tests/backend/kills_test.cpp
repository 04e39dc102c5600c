// Counting kills alone gives the counts of a full run of the same paths, on every instruction set.
#include "backend/kills.hpp"

#include <functional>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "killshot/error.hpp"
#include "support/draft_tables.hpp"
#include "support/simulate.hpp"

namespace killshot::test {
namespace {

/// What a tally of a full run says about kills.
KillCounts kills_of(const Tally& tally, int step_2027) {
    KillCounts counts;
    counts.n_K1_held = tally.row(Row::n_K1_held)[0];
    for (int i = 0; i < tally.layout().n_networks(); ++i) {
        const auto months = tally.row(Row::n_fired, i, Cause::kill_shot);
        counts.by_horizon.n_kill.push_back(std::accumulate(months.begin(), months.end(), std::int64_t{0}));
        counts.by_2027.n_kill.push_back(
            std::accumulate(months.begin(), months.begin() + step_2027 + 1, std::int64_t{0}));
    }
    const auto n_killed = tally.row(Row::n_killed);
    for (std::size_t killed = 0; killed < n_killed.size(); ++killed)
        counts.by_horizon.n_killed_squared += static_cast<std::int64_t>(killed * killed) * n_killed[killed];
    return counts;
}

struct Case {
    const char* name;
    std::function<Inputs()> inputs;
    std::int64_t first_path, n_paths;
};

/// Scenarios in which many paths and networks are killed, and few.
const Case cases[] = {
    {"one path", [] { return draft(); }, 0, 1},
    {"paths that fill no block", [] { return draft(); }, 0, 1003},
    {"a later slice", [] { return draft(); }, 4096, 777},
    {"path numbers across a multiple of 2^32", [] { return draft(); }, (std::int64_t{1} << 32) - 240, 501},
    {"floors, a long tail that is required, and a hold of several months", [] { return draft("stress"); }, 0, 515},
    {"a horizon within 2027",
     [] {
         Inputs inputs = draft();
         inputs.months = 9;
         inputs.kill_shot.hold_months = 1;
         inputs.sector.cut_rate = 6;
         return inputs;
     },
     0, 999},
    {"one network, K1 from the start",
     [] {
         Inputs inputs = draft();
         inputs.networks.resize(1);
         inputs.kill_shot.price_fall = 0;
         inputs.sector.cut_rate = 3;
         return inputs;
     },
     8, 1025},
    {"no cuts",
     [] {
         Inputs inputs = draft();
         inputs.sector.cut_rate = 0;
         return inputs;
     },
     0, 300},
};

class KillCounting : public testing::TestWithParam<std::string_view> {};

TEST_P(KillCounting, GivesTheCountsOfAFullRun) {
    std::int64_t n_kills = 0;
    for (const Case& c : cases) {
        const Inputs inputs = c.inputs();
        const int step_2027 = inputs.months > 12 ? 12 : -1;
        const Simulation simulation(inputs);
        Tally tally = simulation.empty(c.first_path + c.n_paths);
        simulation.run(tally, {c.first_path, c.n_paths});
        KillCounts counts =
            make_kill_counter(GetParam())(simulation.storage.view(), {base_seed, c.first_path, c.n_paths, step_2027});
        n_kills += counts.by_horizon.n_killed_squared;
        EXPECT_GE(counts.by_2027.n_killed_squared,
                  std::accumulate(counts.by_2027.n_kill.begin(), counts.by_2027.n_kill.end(), std::int64_t{0}));
        counts.by_2027.n_killed_squared = 0;  // no row of a tally has it
        EXPECT_EQ(counts, kills_of(tally, step_2027)) << c.name;
    }
    EXPECT_GT(n_kills, 1000);
}

TEST_P(KillCounting, KillsBy2027AreThoseOfAHorizonThatEndsThere) {
    Inputs inputs = draft();
    inputs.sector.cut_rate = 2;
    const KillCounter counter = make_kill_counter(GetParam());
    const KillCounts whole = counter(Simulation(inputs).storage.view(), {base_seed, 0, 500, 12});
    inputs.months = 13;
    const KillCounts until_2027 = counter(Simulation(inputs).storage.view(), {base_seed, 0, 500, 12});
    EXPECT_GT(whole.by_2027.n_killed_squared, 0);
    EXPECT_EQ(whole.by_2027, until_2027.by_horizon);
}

TEST_P(KillCounting, AddsUpOverSlicesOfAnySize) {
    const Simulation simulation(draft());
    const KillCounter counter = make_kill_counter(GetParam());
    const KillCounts whole = counter(simulation.storage.view(), {base_seed, 3, 900, 12});
    const KillCounts first = counter(simulation.storage.view(), {base_seed, 3, 333, 12});
    const KillCounts second = counter(simulation.storage.view(), {base_seed, 336, 567, 12});
    EXPECT_EQ(whole.n_K1_held, first.n_K1_held + second.n_K1_held);
    for (std::size_t i = 0; i < whole.by_horizon.n_kill.size(); ++i)
        EXPECT_EQ(whole.by_horizon.n_kill[i], first.by_horizon.n_kill[i] + second.by_horizon.n_kill[i]);
}

std::string name_of_isa(const testing::TestParamInfo<std::string_view>& isa) { return std::string(isa.param); }

INSTANTIATE_TEST_SUITE_P(Isa, KillCounting, testing::ValuesIn(usable_isas()), name_of_isa);

TEST(KillCounting, RefusesAnUnknownInstructionSet) { EXPECT_THROW(make_kill_counter("mmx"), Error); }

}  // namespace
}  // namespace killshot::test
