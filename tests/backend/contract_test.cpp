// What every backend has to keep: the same integers, whatever computes them and however the paths are split.
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>

#include "killshot/error.hpp"
#include "support/draft_tables.hpp"
#include "support/simulate.hpp"

namespace killshot::test {
namespace {

/// The digest of draft_base.json, seed 20261122, 500 paths, stances alternating. It changes with the model and its
/// inputs, and with nothing else: not with compiler, build type, machine or thread.
constexpr std::uint64_t base_digest = 0x4C5C41DB42D8305EU;
constexpr std::int64_t base_paths = 500;

/// The draft with as many networks (repeated from the start) and months.
Inputs resized(int n_networks, int months) {
    Inputs inputs = draft();
    const std::vector<NetworkInputs> drafted = inputs.networks;
    inputs.networks.clear();
    for (int i = 0; i < n_networks; ++i)
        inputs.networks.push_back(drafted[static_cast<std::size_t>(i) % drafted.size()]);
    inputs.months = months;
    return inputs;
}

struct Case {
    int n_networks, months;
    PathSlice slice;
};

/// Odd numbers of paths, networks and steps; the last is where path numbers outgrow a word.
const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {14, 36, {0, 1}},
        {14, 36, {0, 7}},
        {14, 36, {0, 33}},
        {1, 36, {0, 100}},
        {13, 36, {0, 65}},
        {32, 120, {0, 40}},
        {14, 1, {0, 50}},
        {3, 240, {0, 24}},
        {14, 36, {std::int64_t{1} << 20, 9}},
        {2, 12, {(std::int64_t{1} << 32) - 16, 40}},
    };
    return all;
}

std::uint64_t digest_of(const Case& which, std::string_view isa, int threads) {
    const Simulation simulation(resized(which.n_networks, which.months));
    Tally tally = simulation.empty(1000);
    simulation.run(tally, which.slice, isa, threads);
    return digest(tally);
}

/// What the reference gives, computed once.
std::uint64_t reference_digest(std::size_t which) {
    static std::map<std::size_t, std::uint64_t> known;
    const auto found = known.find(which);
    return found != known.end() ? found->second : known[which] = digest_of(cases()[which], "scalar", 1);
}

class BackendContract : public testing::TestWithParam<std::tuple<std::string_view, int>> {
  protected:
    void SetUp() override {
        if (!testing::Value(isa(), testing::AnyOfArray(usable_isas())))
            GTEST_SKIP() << "this machine cannot run " << isa();
    }
    [[nodiscard]] static std::string_view isa() { return std::get<0>(GetParam()); }
    [[nodiscard]] static int threads() { return std::get<1>(GetParam()); }
};

TEST_P(BackendContract, GivesTheDigestOfTheReference) {
    for (std::size_t which = 0; which < cases().size(); ++which) {
        const Case& c = cases()[which];
        EXPECT_EQ(digest_of(c, isa(), threads()), reference_digest(which))
            << c.n_networks << " networks, " << c.months << " months, " << c.slice.n_paths << " paths from "
            << c.slice.first_path;
    }
}

TEST_P(BackendContract, CountsTheSameInSlicesAsAtOnce) {
    const Simulation simulation(resized(14, 36));
    const Tally whole = simulation.run(200, isa(), threads());
    for (const std::vector<std::int64_t>& bounds :
         {std::vector<std::int64_t>{0, 8, 200}, {0, 104, 200}, {0, 16, 24, 72, 152, 192, 200}}) {
        Tally merged = simulation.empty(200);
        for (std::size_t i = bounds.size() - 1; i > 0; --i) {
            Tally slice = simulation.empty(200);
            simulation.run(slice, {bounds[i - 1], bounds[i] - bounds[i - 1]}, isa(), threads());
            merged.merge(slice);
        }
        EXPECT_EQ(digest(merged), digest(whole));
    }
}

TEST_P(BackendContract, ManyChunksOfPathsAddUp) {
    const Simulation simulation(resized(2, 6));
    constexpr std::int64_t n_paths = 9 * 1024 + 5;  // more chunks than threads, and a remainder
    static const std::uint64_t reference = digest(simulation.run(n_paths, "scalar", 1));
    const Tally tally = simulation.run(n_paths, isa(), threads());
    EXPECT_EQ(digest(tally), reference);
    EXPECT_EQ(tally.row(Row::paths)[0], n_paths);
}

TEST_P(BackendContract, HasTheKnownDigestOfTheDraft) {
    EXPECT_EQ(digest(Simulation(draft()).run(base_paths, isa(), threads())), base_digest);
}

TEST_P(BackendContract, AnotherSeedIsAnotherResult) {
    const Simulation simulation(resized(3, 12));
    EXPECT_EQ(digest(simulation.run(64, isa(), threads(), 7)), digest(simulation.run(64, isa(), threads(), 7)));
    EXPECT_NE(digest(simulation.run(64, isa(), threads(), 7)), digest(simulation.run(64, isa(), threads(), 8)));
    EXPECT_NE(digest(simulation.run(64, isa(), threads(), 7)),
              digest(simulation.run(64, isa(), threads(), 7 + (1ULL << 32))));
}

TEST_P(BackendContract, ReportsEveryPathAsDone) {
    const Simulation simulation(resized(2, 3));
    Tally tally = simulation.empty(3000);
    std::int64_t done = 0;
    make_cpu_backend(threads(), isa())
        ->run(simulation.storage.view(), simulation.stances, 1, {0, 3000}, tally,
              [&](std::int64_t paths) { done += paths; });
    EXPECT_EQ(done, 3000);
}

INSTANTIATE_TEST_SUITE_P(Cpu, BackendContract,
                         testing::Combine(testing::ValuesIn(compiled_isas()), testing::Values(1, 2, 3, 7)),
                         [](const auto& of) {
                             return std::string(std::get<0>(of.param)) + "_threads_" +
                                    std::to_string(std::get<1>(of.param));
                         });

}  // namespace
}  // namespace killshot::test
