// Draws of beliefs: the same counts for any number of threads and instruction set, those of the paths that a draw is
// said to have, and a file of them only for a single scenario.
#include "run/belief_run.hpp"

#include <filesystem>
#include <numeric>
#include <regex>

#include <gmock/gmock.h>

#include "backend/kills.hpp"
#include "results/reader.hpp"
#include "run/bytes.hpp"
#include "run/run_ensemble.hpp"
#include "scenario/scenario_test_support.hpp"
#include "support/simulate.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {
namespace {

BeliefOptions options(std::int64_t draws, std::int64_t paths, int threads = 1, std::string_view isa = "auto") {
    return {
        .draws = draws, .paths = paths, .threads = threads, .make_counter = [isa] { return make_kill_counter(isa); }};
}

/// Kills are rare in the good scenario as it is.
Ensemble often_killed() { return read_ensemble(good_base, {"sector.cut_rate={value=2,low=0.5,high=4}"}); }

TEST(BeliefRun, HasTheSameDigestForAnyThreadsAndInstructionSet) {
    const Ensemble ensemble = often_killed();
    const BeliefDraws draws = draw_beliefs(ensemble, options(30, 40), {});
    ASSERT_EQ(draws.size(), 30U);
    EXPECT_NE(digest(draws), 0U);
    for (const int threads : {2, 7}) {
        const BeliefDraws again = draw_beliefs(ensemble, options(30, 40, threads), {});
        EXPECT_EQ(digest(again), digest(draws));
        EXPECT_EQ(again.values, draws.values);
    }
    for (const std::string_view isa : usable_isas())
        EXPECT_EQ(digest(draw_beliefs(ensemble, options(30, 40, 2, isa), {})), digest(draws)) << isa;
    EXPECT_NE(digest(draw_beliefs(ensemble, options(30, 41), {})), digest(draws));
}

TEST(BeliefRun, DrawHasItsOwnPaths) {
    const Ensemble ensemble = often_killed();
    const BeliefDraws draws = draw_beliefs(ensemble, options(20, 48), {});
    EXPECT_EQ(draws.paths, 48);
    EXPECT_TRUE(draws.has_2027);
    const BeliefDesign design = ensemble.belief_design(20);
    Scenario scenario = ensemble.scenario(0);
    std::vector<double> values(design.drawn().size());
    for (const std::int64_t draw : {0, 19}) {
        design.draw(draw, scenario, values);
        const TableStorage<float> tables(scenario.inputs);
        Tally tally(layout_of(scenario, 20 * 48));
        make_cpu_backend(1, "auto")->run(tables.view(), stances_of(scenario.inputs), scenario.seed, {draw * 48, 48},
                                         tally, {});
        const KillCounts& counts = draws.counts[static_cast<std::size_t>(draw)];
        EXPECT_EQ(counts.n_K1_held, tally.row(Row::n_K1_held)[0]);
        for (std::size_t i = 0; i < counts.by_horizon.n_kill.size(); ++i) {
            const auto months = tally.row(Row::n_fired, i, Cause::kill_shot);
            EXPECT_EQ(counts.by_horizon.n_kill[i], std::accumulate(months.begin(), months.end(), std::int64_t{0}));
        }
        for (std::size_t i = 0; i < values.size(); ++i)
            EXPECT_EQ(draws.value(static_cast<std::size_t>(draw), i), values[i]);
    }
}

TEST(BeliefRun, PartsOfOtherProcessesMakeUpTheWhole) {
    const Ensemble ensemble = often_killed();
    const BeliefDraws whole = draw_beliefs(ensemble, options(20, 40), {});
    for (const int n_parts : {2, 3, 32}) {
        BeliefOptions asked = options(20, 40);
        asked.n_parts = n_parts;
        BeliefDraws first = draw_beliefs(ensemble, asked, {});
        EXPECT_NE(first.counts, whole.counts);
        for (asked.part = 1; asked.part < n_parts; ++asked.part) {
            const std::string part = encode_part(draw_beliefs(ensemble, asked, {}), asked);
            put_part(part, asked.part, asked, first);
            EXPECT_THROW(put_part(part + 'x', asked.part, asked, first), bytes::Damaged);
            if (!part.empty()) {
                EXPECT_THROW(put_part(part.substr(1), asked.part, asked, first), bytes::Damaged);
            }
            put_part(part, asked.part, asked, first);
        }
        EXPECT_EQ(first.counts, whole.counts);
        EXPECT_EQ(first.values, whole.values);
    }
}

TEST(BeliefRun, ReportsItsProgress) {
    std::int64_t done = 0;
    const BeliefOptions asked = options(20, 48, 2);
    static_cast<void>(draw_beliefs(often_killed(), asked, [&](std::int64_t paths) { done += paths; }));
    EXPECT_EQ(done, asked.progress());
}

TEST(BeliefRun, NothingIsDrawnWithoutBeliefs) {
    const ScenarioFolder folder;
    const auto base = folder.copy_of_good();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(base.parent_path()))
        if (entry.is_regular_file()) {
            const std::string text = read_text(entry.path());
            write_text(entry.path(), std::regex_replace(text, std::regex(", (low|high) = [^,} ]+"), ""));
        }
    EXPECT_EQ(draw_beliefs(read_ensemble(base, {}), options(20, 48), {}).size(), 0U);
}

class BeliefFile : public testing::Test {
  protected:
    RunOptions run_options(const std::string& name, std::int64_t draws) const {
        RunOptions run;
        run.file = (folder / name).string();
        run.make_backend = [](int threads) { return make_cpu_backend(threads, "auto"); };
        run.beliefs = options(draws, 16, 2);
        return run;
    }
    const ScenarioFolder folder;
};

TEST_F(BeliefFile, OfASingleScenarioHasItsDraws) {
    Ensemble ensemble = often_killed();
    ensemble.set_paths(100);
    const RunOutcome outcome = run_ensemble(ensemble, run_options("a.h5", 25), {}, {});
    const ResultFile file((folder / "a.h5").string());
    ASSERT_TRUE(file.beliefs());
    const BeliefDraws direct = draw_beliefs(ensemble, options(25, 16), {});
    EXPECT_EQ(file.beliefs()->counts, direct.counts);
    EXPECT_EQ(file.beliefs()->values, direct.values);
    EXPECT_EQ(outcome.digest_beliefs, digest(direct));
    const RunOutcome without = run_ensemble(ensemble, run_options("b.h5", 0), {}, {});
    EXPECT_EQ(without.digest, outcome.digest);
    EXPECT_FALSE(without.digest_beliefs);
    EXPECT_FALSE(ResultFile((folder / "b.h5").string()).beliefs());
}

TEST_F(BeliefFile, OfABatchHasNone) {
    Ensemble ensemble =
        read_ensemble(folder.scenario("[[axis]]\nkey = \"sector.cut_rate\"\nvalues = [0.1, 0.2]\n"), {});
    ensemble.set_paths(16);
    EXPECT_FALSE(run_ensemble(ensemble, run_options("a.h5", 25), {}, {}).digest_beliefs);
    EXPECT_FALSE(ResultFile((folder / "a.h5").string()).beliefs());
}

}  // namespace
}  // namespace killshot
