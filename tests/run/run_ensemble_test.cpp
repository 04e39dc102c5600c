// An ensemble gives the same result however it is split, interrupted and resumed.
#include "run/run_ensemble.hpp"
#include "backend/cpu.hpp"

#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "results/reader.hpp"
#include "run/ledger.hpp"
#include "run/row_code.hpp"
#include "run/run_test_support.hpp"
#include "run/stopping.hpp"
#include "run/tally_code.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class RunEnsemble : public EnsembleTest {
  protected:
    static RunOutcome run(const Ensemble& ensemble, const RunOptions& options) {
        return run_ensemble(ensemble, options, {}, {});
    }

    /// Stops after so many paths as a full disk would.
    static void stop_after(const Ensemble& all, RunOptions options, std::int64_t paths) {
        std::int64_t left = paths;
        options.progress = [&](std::int64_t done) {
            if ((left -= done) <= 0) throw Error("the disk is full");
        };
        EXPECT_THAT(message_of([&] { run(all, options); }), StartsWith("the disk is full"));
    }

    /// The digest of a scenario whose paths are run at once, without an ensemble.
    static std::string plain_digest(const Scenario& scenario, std::int64_t paths) {
        const TableStorage<float> tables(scenario.inputs);
        Tally tally(layout_of(scenario, scenario.paths));
        make_cpu_backend(1, "auto")->run(tables.view(), {scenario.inputs.networks[0].stance}, scenario.seed, {0, paths},
                                         tally, {});
        tally.set_paths(paths);
        return digest_text(digest(tally));
    }
};

TEST_F(RunEnsemble, GivesTheDigestOfEachScenarioRunAlone) {
    const Ensemble five = ensemble(1000);
    const RunOutcome one = run(five, options("one", 1));
    const ResultFile result((folder / "one.h5").string());
    for (int n = 0; n < 5; ++n)
        EXPECT_EQ(result.scenario(n).digest, plain_digest(five.scenario(n), 1000)) << five.name(n);
    EXPECT_EQ(one.paths_run, 5000);
    EXPECT_EQ(run(five, options("two", 2)).digest, one.digest);
    EXPECT_EQ(run(five, options("seven", 7)).digest, one.digest);
    EXPECT_FALSE(std::filesystem::exists(folder / "one.h5.shards"));
}

TEST_F(RunEnsemble, SlicesGiveTheDigestOfTheWhole) {
    const Ensemble five = ensemble(150'000);
    const RunOutcome sliced = run(five, options("sliced", 3));
    const ResultFile result((folder / "sliced.h5").string());
    EXPECT_EQ(result.scenario(0).digest, plain_digest(five.scenario(0), 150'000));
    EXPECT_EQ(result.scenario(4).digest, plain_digest(five.scenario(4), 150'000));
    EXPECT_EQ(sliced.paths_run, 750'000);
}

TEST_F(RunEnsemble, GoesOnWhereItWasStopped) {
    const Ensemble five = ensemble(150'000);
    const std::uint64_t whole = run(five, options("whole")).digest;
    for (const std::int64_t stop : {200'000, 450'000, 740'000}) {
        RunOptions resumed = options("resumed", 2);
        stop_after(five, resumed, stop);
        EXPECT_TRUE(std::filesystem::exists(folder / "resumed.h5.shards")) << stop;
        resumed.resume = true;
        const RunOutcome outcome = run(five, resumed);
        EXPECT_EQ(outcome.digest, whole) << stop;
        EXPECT_LE(outcome.paths_run, 750'000 - (stop - 2 * 65536) / 65536 * 65536) << stop;
        EXPECT_LT(outcome.paths_run, 750'000);
        EXPECT_FALSE(std::filesystem::exists(folder / "resumed.h5.shards"));
    }
}

TEST_F(RunEnsemble, NeitherOverwritesNorMistakesAnotherRunsShards) {
    const Ensemble five = ensemble(2000);
    RunOptions again = options("run");
    stop_after(five, again, 5000);
    EXPECT_THAT(message_of([&] { run(five, again); }),
                HasSubstr("run.h5.shards: holds finished work of an interrupted run; continue it "
                          "with --resume, or delete the folder to start anew"));
    again.resume = true;
    Ensemble other = ensemble(2000);
    other.set_seed(7);
    EXPECT_THAT(message_of([&] { run(other, again); }), HasSubstr("made with seed 20261122, this run has seed 7"));
    EXPECT_THAT(message_of([&] { run(ensemble(3000), again); }),
                HasSubstr("made with paths 2000, this run has paths 3000"));
    RunOptions to_se = again;
    to_se.request.target_se = 0.01;
    EXPECT_THAT(message_of([&] { run(five, to_se); }),
                HasSubstr("made with --target-se none, this run has --target-se 0.01"));
    EXPECT_THAT(message_of([&] { run(ensemble(2000, "[kill_shot]\nhold_months = 9\n"), again); }),
                HasSubstr("holds scenario 0 (cut_rate 0.1) with other inputs than it has now"));
    RunOptions kills = again;
    kills.input.outputs = Outputs::kills;
    EXPECT_THAT(message_of([&] { run(five, kills); }),
                HasSubstr("made with --outputs all, this run has --outputs kills"));
    EXPECT_THAT(message_of([&] { run(ensemble(2000, "confidence = 0.9\n"), again); }),
                HasSubstr("made for a result with another confidence or other variables"));
    EXPECT_EQ(run(five, again).digest, run(five, options("whole")).digest);
}

TEST_F(RunEnsemble, GoesOnWithAFileThatHasGainedAScenario) {
    const Ensemble five = ensemble(2000);
    RunOptions again = options("run");
    stop_after(five, again, 5000);
    std::ofstream(folder / "five.toml", std::ios::app) << "[[scenario]]\nname = \"new\"\nsector.cut_rate = 0.3\n";
    const Ensemble six = read_ensemble(folder / "five.toml", {});
    again.resume = true;
    const RunOutcome outcome = run(six, again);
    EXPECT_LT(outcome.paths_run, 6 * 2000);
    EXPECT_EQ(outcome.digest, run(six, options("whole")).digest);
}

TEST_F(RunEnsemble, RefusesANumberThatIsKnownOtherwise) {
    const auto with_high = [](const char* high) {
        return fmt::format(
            "[sector]\nlist_floor = {{ value = 0.8, low = 0.4, high = {}, unit = \"USD/GPU-hour\", "
            "status = \"assumed\", source = \"a test\" }}\n",
            high);
    };
    RunOptions again = options("run");
    stop_after(ensemble(2000, with_high("1.5")), again, 5000);
    again.resume = true;
    EXPECT_THAT(message_of([&] { run(ensemble(2000, with_high("1.6")), again); }),
                HasSubstr("holds scenario 0 (cut_rate 0.1) with other inputs than it has now"));
    EXPECT_NO_THROW(run(ensemble(2000, with_high("1.5")), again));
}

TEST_F(RunEnsemble, RefusesARowThatIsNotOfThisResult) {
    const Ensemble five = ensemble(2000);
    RunOptions again = options("run");
    again.resume = true;
    ResultFrame frame = ResultFrame::of(five, 2000);
    ResultRow row;
    row.p_kill = {0.5};
    row.killed = {8, {{0xFF}}};
    row.values = {std::vector<double>{1}};
    Shards shards(again.file + ".shards", ShardIdentity::of(five.base(), again.request, Part(), &frame));
    shards.add(
        {0, key_of(five.scenario(0), again.request), true, StopReason::all_paths, {{0, 2000}}, encode(row), true});
    shards.flush({});
    EXPECT_THAT(message_of([&] { run(five, again); }),
                HasSubstr("the shards hold damaged counts of scenario 0 (its row has other variables than the result); "
                          "delete them to start anew"));
}

TEST_F(RunEnsemble, StopsAtTheStandardErrorAskedFor) {
    const Ensemble five = ensemble(1'000'000);
    RunOptions to_se = options("se", 1);
    to_se.request.target_se = 0.002;
    const RunOutcome outcome = run(five, to_se);
    EXPECT_EQ(outcome.digest, run(five,
                                  [&] {
                                      RunOptions many = to_se;
                                      many.file = (folder / "many.h5").string();
                                      many.threads = 3;
                                      return many;
                                  }())
                                  .digest);
    const ResultFile result(to_se.file);
    for (int n = 0; n < 5; ++n) {
        const ScenarioResult scenario = result.scenario(n);
        EXPECT_EQ(scenario.digest, plain_digest(five.scenario(n), scenario.paths));
        EXPECT_EQ(scenario.paths % first_round_paths, 0);
        EXPECT_LT(scenario.paths, 1'000'000);
        const auto n_killed = scenario.row(Row::n_fired, 0, Cause::kill_shot);
        const auto n_paths = static_cast<double>(scenario.paths);
        const double p = std::reduce(n_killed.begin(), n_killed.end(), 0.0) / n_paths;
        EXPECT_LT(std::sqrt(p * (1 - p) / n_paths), 0.0021) << "stopped too early";
        EXPECT_GT(std::sqrt(p * (1 - p) / (n_paths / 2)), 0.0019) << "stopped too late";
    }
}

TEST_F(RunEnsemble, ResumesRoundsToo) {
    const Ensemble five = ensemble(1'000'000);
    RunOptions to_se = options("se", 2);
    to_se.request.target_se = 0.0012;
    const RunOutcome whole = run(five, to_se);
    EXPECT_GT(whole.paths_run, 5 * 65536) << "some scenario goes beyond its first slice";
    to_se.file = (folder / "resumed.h5").string();
    stop_after(five, to_se, whole.paths_run / 2);
    to_se.resume = true;
    const RunOutcome resumed = run(five, to_se);
    EXPECT_EQ(resumed.digest, whole.digest);
    EXPECT_LT(resumed.paths_run, whole.paths_run);
}

TEST_F(RunEnsemble, WithoutRoomKeepsWhatIsFinished) {
    const Ensemble five = ensemble(2000);
    RunOptions full = options("full");
    stop_after(five, full, 5000);
    // Whatever takes the name of the next shard cannot be written over.
    std::filesystem::create_directory(folder / "full.h5.shards/finished-000002.shard.killshot-part");
    full.resume = true;
    stop_after(five, full, 9000);
    std::filesystem::remove(folder / "full.h5.shards/finished-000002.shard.killshot-part");
    EXPECT_EQ(run(five, full).digest, run(five, options("whole")).digest);
}

/// A ledger whose work is done by the test.
class LedgerTest : public EnsembleTest {};

TEST_F(LedgerTest, AFailedScenarioCountsNothingAndTheOthersAreWritten) {
    const Ensemble five = ensemble(512);
    const Request request;
    const ScenarioPaths paths(five);
    ResultFrame frame = ResultFrame::of(five.base(), 512);
    frame.scenarios = {"a", "b", "c", "d", "e"};
    for (const Scenario& variant : five.variants()) frame.parameters.add(variant);
    const std::string file = (folder / "failed.h5").string();
    ResultWriter writer(file, {}, frame);
    Shards shards(folder / "failed.shards", ShardIdentity::of(five.base(), request, Part(), nullptr));
    TallyPool tallies;
    Assembler assembler(five, shards, tallies, writer);
    std::vector<std::pair<std::int64_t, std::string>> failures;
    Ledger ledger(five, paths, request, Part(), shards, tallies, &assembler,
                  [&](std::int64_t n, const std::string& why) { failures.emplace_back(n, why); });

    /// Hands out scenario 1 as work that fails.
    class Source final : public WorkSource {
      public:
        explicit Source(Ledger& all) : ledger_(all) {}
        std::optional<Work> next() override {
            std::optional<Work> work = ledger_.next();
            if (work && work->scenario == 1) {
                ledger_.fail(1, "it contradicts itself");
                work = ledger_.next();
            }
            return work;
        }
        std::optional<SummaryRanks> summary_ranks(const Work& work, const PreparedScenario& prepared) const override {
            return ledger_.summary_ranks(work, prepared);
        }
        void finish(WorkDone done, TallyPool::Loan tally, const PreparedScenario& prepared) override {
            ledger_.finish(std::move(done), std::move(tally), prepared);
        }
        void fail(std::int64_t n, const std::string& why) override { ledger_.fail(n, why); }
        void stop(std::exception_ptr why) override { ledger_.stop(std::move(why)); }

      private:
        Ledger& ledger_;
    };
    Source source(ledger);
    do_work(five, request, source, *make_cpu_backend(1, "auto"), tallies, {});
    EXPECT_EQ(ledger.reason(), nullptr);
    EXPECT_THAT(failures, testing::ElementsAre(testing::Pair(1, "it contradicts itself")));
    const std::uint64_t written = writer.finish({});
    const ResultFile result(file);
    EXPECT_EQ(result.header().failed, (std::vector<bool>{false, true, false, false, false}));
    std::vector<std::uint64_t> digests;
    for (const int n : {0, 2, 3, 4}) digests.push_back(std::stoull(result.scenario(n).digest, nullptr, 16));
    digests.insert(digests.begin() + 1, 0);
    EXPECT_EQ(written, digest(digests));
    EXPECT_THROW((void)result.scenario(1), Error);
}

TEST_F(LedgerTest, NeedsOnlySummariesOfAScenarioThatOnePieceCompletes) {
    const Ensemble five = ensemble(512);
    const ScenarioPaths paths(five);
    ResultWriter writer((folder / "run.h5").string(), {}, ResultFrame::of(five.base(), 512));
    TallyPool tallies;
    const auto needs_tally = [&](PathSlice slice, const Request& request, bool makes_rows) {
        Shards shards(folder / "run.shards", ShardIdentity::of(five.base(), request, Part(), nullptr));
        Assembler assembler(five, shards, tallies, writer);
        const Ledger ledger(five, paths, request, Part(), shards, tallies, makes_rows ? &assembler : nullptr,
                            [](std::int64_t, const std::string&) {});
        return !ledger.summary_ranks({2, slice}, PreparedScenario(five, 2, request));
    };
    Request until_enough;
    until_enough.target_se = 0.01;
    EXPECT_FALSE(needs_tally({0, 512}, {}, true));
    EXPECT_TRUE(needs_tally({0, 256}, {}, true));
    EXPECT_TRUE(needs_tally({0, 512}, until_enough, true));
    EXPECT_TRUE(needs_tally({0, 512}, {}, false));
}

TEST_F(LedgerTest, KeepsSlicesThatItHasNotGoneOnWith) {
    const Ensemble five = ensemble(150'000);
    const Request request;
    const ScenarioPaths paths(five);
    const ShardIdentity identity = ShardIdentity::of(five.base(), request, Part(), nullptr);
    const auto partial = [&](std::int64_t n) {
        const Scenario scenario = five.scenario(n);
        const TableStorage<float> tables(scenario.inputs);
        Tally tally(layout_of(scenario, scenario.paths));
        const PathSlice slice{65536, 65536};
        make_cpu_backend(1, "auto")->run(tables.view(), {scenario.inputs.networks[0].stance}, scenario.seed, slice,
                                         tally, {});
        return Record{n, key_of(scenario, request), false, StopReason::all_paths, {slice}, encode(tally)};
    };
    Shards(folder / "run.shards", identity).flush({partial(1), partial(3)});

    ResultWriter writer((folder / "run.h5").string(), {}, ResultFrame::of(five.base(), 150'000));
    Shards taken_up(folder / "run.shards", identity);
    taken_up.load();
    TallyPool tallies;
    Assembler assembler(five, taken_up, tallies, writer);
    Ledger ledger(five, paths, request, Part(), taken_up, tallies, &assembler, [](std::int64_t, const std::string&) {});
    std::optional<Work> work = ledger.next();
    ASSERT_TRUE(work);
    EXPECT_EQ(work->scenario, 1) << "what is begun comes first";
    EXPECT_EQ(work->slice.first_path, 0);
    EXPECT_EQ(work->slice.n_paths, 65536);
    work = ledger.next();
    EXPECT_EQ(work->slice.first_path, 131072) << "its second slice is known";
    ledger.flush();

    Shards later(folder / "run.shards", identity);
    later.load();
    for (const std::int64_t n : {1, 3}) EXPECT_EQ(later.get(n).value().paths(), 65536) << n;
}

TEST(Slices, AreMultiplesOf65536AndAtMost1024) {
    EXPECT_EQ(slice_paths(1), 65536);
    EXPECT_EQ(slice_paths(1024 * 65536), 65536);
    EXPECT_EQ(slice_paths(1024 * 65536 + 1), 131072);
    EXPECT_EQ(slice_paths(3 * 1024 * 65536), 4 * 65536) << "a power of 2, so that rounds end with slices";
}

}  // namespace
}  // namespace killshot::test
