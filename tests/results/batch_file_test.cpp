/// What a file of several scenarios says besides each of them: /diff, /epistemic and the numbers of every variant.
#include <gmock/gmock.h>

#include <cmath>

#include "analysis/paired.hpp"
#include "report/batch_summary.hpp"
#include "report/difference.hpp"
#include "results/reader.hpp"
#include "results/result_file_test.hpp"
#include "results/schema/file.hpp"
#include "scenario/scenario_test_support.hpp"
#include "support/run_batch.hpp"

namespace killshot {
namespace {

using schema::Group;
using testing::HasSubstr;

constexpr std::int64_t n_paths = 1000;

/// The good scenario, one whose lists are cut far more often, and one that equals the first.
Ensemble variants(const ScenarioFolder& folder) {
    return read_ensemble(folder.scenario("[[scenario]]\nname = \"as it is\"\n"
                                         "[[scenario]]\nname = \"war\"\nsector.cut_rate = 2\n"
                                         "networks.\"*\".emission_cuts = [{ month = 6, factor = 0 }]\n"
                                         "[[scenario]]\nname = \"same\"\nkill_shot.hold_months = 3\n"),
                         {});
}

TEST(BatchFile, DifferencesAreThoseOfTheKillBits) {
    const ScenarioFolder folder;
    const std::string path = (folder / "a.h5").string();
    test::run_batch(variants(folder), n_paths, path);
    const ResultFile file(path);
    const SchemaFile raw(path);
    const auto n11 = raw.whole<std::int64_t>(Group::diff, "n11"), n10 = raw.whole<std::int64_t>(Group::diff, "n10"),
               n01 = raw.whole<std::int64_t>(Group::diff, "n01"), n00 = raw.whole<std::int64_t>(Group::diff, "n00");
    const auto d = raw.whole<double>(Group::diff, "d_p_kill"), ends = raw.whole<double>(Group::diff, "d_p_kill_ci");
    const auto p_kill = raw.whole<double>("p_kill");
    const KillBits first = file.kill_bits(0);
    for (std::size_t scenario = 0; scenario < 3; ++scenario) {
        const KillBits here = file.kill_bits(static_cast<int>(scenario));
        for (std::size_t i = 0; i < 3; ++i) {
            const std::size_t at = 3 * scenario + i;
            const PairedCounts counts = pair(here.bits[i], first.bits[i], n_paths);
            EXPECT_EQ(n11[at], counts.n11);
            EXPECT_EQ(n10[at], counts.n10);
            EXPECT_EQ(n01[at], counts.n01);
            EXPECT_EQ(n00[at], counts.n00);
            EXPECT_DOUBLE_EQ(d[at], p_kill[at] - p_kill[i]);
            const Interval interval = scenario == 0 ? Interval{0, 0} : paired_difference_interval(counts, 0.95);
            EXPECT_EQ(ends[2 * at], interval.low);
            EXPECT_EQ(ends[2 * at + 1], interval.high);
        }
    }
    EXPECT_GT(d[3], 0.1);
    EXPECT_EQ(d[6], 0);
    EXPECT_FALSE(raw.has(Group::epistemic));
    EXPECT_TRUE(file.epistemic().empty());
}

TEST(BatchFile, DescribesWhatOnlyAVariantHas) {
    const ScenarioFolder folder;
    const std::string path = (folder / "a.h5").string();
    const Ensemble batch = variants(folder);
    const ResultFrame frame = ResultFrame::of(batch, n_paths);
    const Parameter* month = find_parameter(frame.base, "networks.alpha.emission_cuts.0.month");
    ASSERT_NE(month, nullptr);
    EXPECT_EQ(month->unit, "month");
    EXPECT_EQ(frame.scenarios, (std::vector<std::string>{"as it is", "war", "same"}));
    EXPECT_FALSE(frame.draws_beliefs);
    EXPECT_NO_THROW(test::run_batch(batch, 8, path));
}

TEST(BatchFile, FailedScenarioHasNoDifference) {
    const ScenarioFolder folder;
    const std::string path = (folder / "a.h5").string();
    test::run_batch(
        read_ensemble(folder.scenario("[[axis]]\nkey = \"sector.list_floor\"\nvalues = [0.8, 9, 0.7]\n"), {}), 64,
        path);
    const ResultFile file(path);
    EXPECT_EQ(file.header().failed, (std::vector<bool>{false, true, false}));
    const SchemaFile raw(path);
    EXPECT_EQ(raw.whole<std::int64_t>(Group::diff, "n11")[3], 0) << "counts have no missing values";
    EXPECT_THAT(raw.whole<std::int64_t>(Group::diff, "n_paired"), testing::ElementsAre(64, 0, 64));
    EXPECT_TRUE(std::isnan(raw.whole<double>(Group::diff, "d_p_kill")[3]));
    EXPECT_THAT(batch_to_text(summarize_batch(file)), HasSubstr("sector.list_floor=9     failed"));
}

TEST(BatchFile, SpreadOverTheBeliefsIsThatOfItsScenarios) {
    const ScenarioFolder folder;
    const std::string path = (folder / "a.h5").string();
    const Ensemble batch = read_ensemble(folder.scenario("[sector]\ncut_rate = { value = 0.5, low = 0.05, high = 3 }\n"
                                                         "[design]\nkind = \"sobol\"\ndraws = 64\n"),
                                         {});
    test::run_batch(batch, n_paths, path);
    const ResultFile file(path);
    const std::vector<EpistemicEstimate> estimates = file.epistemic();
    ASSERT_EQ(estimates.size(), 3U);
    const auto p_kill = SchemaFile(path).whole<double>("p_kill");
    for (std::size_t i = 0; i < 3; ++i) {
        double sum = 0, squares = 0;
        for (std::size_t n = 0; n < 64; ++n) sum += p_kill[3 * n + i];
        for (std::size_t n = 0; n < 64; ++n) squares += std::pow(p_kill[3 * n + i] - sum / 64, 2);
        EXPECT_NEAR(estimates[i].mean, sum / 64, 1e-12);
        EXPECT_NEAR(std::pow(estimates[i].sd_belief, 2) + std::pow(estimates[i].sd_noise, 2), squares / 63, 1e-12);
        EXPECT_GT(estimates[i].sd_belief, 10 * estimates[i].sd_noise);
    }
    EXPECT_THAT(batch_to_text(summarize_batch(file)), HasSubstr("64 draws of the inputs"));
}

TEST(Difference, OfFilesIsRefusedWithItsReason) {
    const ScenarioFolder folder;
    const auto run = [&](const std::string& name, const std::vector<std::string>& overrides) {
        test::run_batch(read_ensemble(good_base, overrides), 64, (folder / name).string());
        return ResultFile((folder / name).string());
    };
    const ResultFile base = run("base.h5", {});
    const auto refusal = [&](const ResultFile& other) -> std::string {
        try {
            static_cast<void>(difference(other, 0, base, 0));
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(refusal(run("war.h5", {"sector.cut_rate=2"})), "");
    EXPECT_THAT(refusal(run("seed.h5", {"run.seed=8"})),
                HasSubstr("seed differs, 7 and 8 (paths of different seeds are different futures)"));
    EXPECT_THAT(refusal(run("horizon.h5", {"run.horizon_months=12"})), HasSubstr("horizon_months differs, 24 and 12"));
    EXPECT_THAT(refusal(run("start.h5", {"run.start=2026-12-22"})),
                HasSubstr("start differs, 2026-11-22 and 2026-12-22"));
    EXPECT_THAT(refusal(run("networks.h5", {"run.networks=[\"beta\", \"gamma\", \"alpha\"]"})),
                HasSubstr("the list of networks differs, alpha, beta, gamma and beta, gamma, alpha"));
}

TEST(Difference, ComparesTheNetworksThatHaveTheSamePlace) {
    const ScenarioFolder folder;
    const auto run = [&](const std::string& name, const std::vector<std::string>& overrides) {
        test::run_batch(read_ensemble(good_base, overrides), 64, (folder / name).string());
        return ResultFile((folder / name).string());
    };
    const ResultFile three = run("three.h5", {}), swapped = run("swapped.h5", {"run.networks=[\"beta\", \"alpha\", "
                                                                               "\"gamma\"]"});
    const Difference difference = killshot::difference(swapped, 0, three, 0);
    ASSERT_EQ(difference.networks.size(), 1U);
    EXPECT_EQ(difference.networks[0].project.key, "gamma");
    EXPECT_EQ(difference.networks[0].counts.n(), 64);
    EXPECT_EQ(difference.mean_here, difference.networks[0].p_here);
    EXPECT_EQ(difference.only_here.size(), 2U);
    EXPECT_EQ(difference.only_there.size(), 2U);
}

}  // namespace
}  // namespace killshot
