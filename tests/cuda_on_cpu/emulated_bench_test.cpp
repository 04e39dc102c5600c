// `killshot bench --backend cuda` on the emulated card: the figures are present and consistent. Their size says nothing
// about a real card.
#include "cli/cli_test_support.hpp"

namespace killshot {
namespace {

using testing::AllOf;
using testing::Each;
using testing::Ge;
using testing::HasSubstr;
using testing::SizeIs;

class EmulatedBench : public CommandLine {
  protected:
    Outcome bench(const std::string& more) const {
        return killshot(
            "bench --backend cuda --quick --threads 2 --set 'run.networks=[\"render\"]' --set run.horizon_months=7 " +
            more);
    }
};

void expect_a_run(const nlohmann::json& run, int paths) {
    EXPECT_EQ(run.at("paths"), paths);
    const nlohmann::json& card = run.at("card_seconds");
    double stages = 0;
    for (const char* stage : {"tables", "simulate", "count", "tally"}) {
        EXPECT_GE(card.at(stage), 0) << stage;
        stages += card.at(stage).get<double>();
    }
    EXPECT_LE(stages, card.at("all").get<double>() * 1.001) << "the stages of a single launch do not overlap";
    EXPECT_LE(card.at("all"), run.at("seconds"));
    const double steps = 1 * 7 * paths;
    const nlohmann::json& rates = run.at("network_path_steps_per_second");
    const double kernel_seconds = card.at("simulate").get<double>() + card.at("count").get<double>();
    EXPECT_NEAR(rates.at("kernels").get<double>() * kernel_seconds, steps, 1e-6 * steps);
    EXPECT_NEAR(rates.at("run").get<double>() * run.at("seconds").get<double>(), steps, 1e-6 * steps);
}

TEST_F(EmulatedBench, TimesKernelsTransfersAndTheWholeRunColdAndWarm) {
    const Outcome outcome = bench("--json");
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const nlohmann::json figures = outcome.json();
    EXPECT_EQ(figures.at("backend"), "cuda");
    EXPECT_EQ(figures.at("device"), "CUDA on this CPU (emulated), 2 multiprocessors");
    EXPECT_EQ(figures.at("isa"), "sm_90");
    EXPECT_EQ(figures.at("networks"), 1);
    EXPECT_EQ(figures.at("months"), 7);
    EXPECT_GE(figures.at("ready_seconds"), 0);
    expect_a_run(figures.at("first_run"), 1024);
    ASSERT_THAT(figures.at("runs"), SizeIs(2U));
    expect_a_run(figures.at("runs").at(0), 1024);
    expect_a_run(figures.at("runs").at(1), 64);
    ASSERT_THAT(figures.at("runs_at_once"), SizeIs(2U));
    for (const int runs : {1, 2}) {
        const nlohmann::json& at_once = figures.at("runs_at_once").at(static_cast<std::size_t>(runs - 1));
        EXPECT_EQ(at_once.at("runs"), runs);
        EXPECT_GT(at_once.at("network_path_steps_per_second"), 0);
    }
    EXPECT_EQ(figures.at("runs_at_once").at(0).at("speedup"), 1);
    // Of a path: 32 bytes of its sector in each of 7 steps, and the values at its report dates, in tiles of 16 lanes.
    const nlohmann::json& roofline = figures.at("roofline");
    const double n_dates = 2, n_values = 12 * 16 + 7;
    EXPECT_DOUBLE_EQ(roofline.at("bytes_per_network_path_step"), 2 * (32 * 7 + n_dates * n_values * 4) / 7);
    EXPECT_NEAR(roofline.at("run").at("operations_per_second").get<double>() /
                    figures.at("runs").at(0).at("network_path_steps_per_second").at("kernels").get<double>(),
                roofline.at("operations_per_network_path_step").at("run"), 1e-6);
    const nlohmann::json& whole = figures.at("end_to_end");
    EXPECT_EQ(whole.at("paths"), 1024);
    EXPECT_GE(whole.at("cold_seconds"),
              figures.at("ready_seconds").get<double>() + figures.at("first_run").at("seconds").get<double>());
    EXPECT_GE(whole.at("stage_seconds").at("simulate"), figures.at("runs").at(0).at("seconds"));
}

TEST_F(EmulatedBench, AsText) {
    const Outcome outcome = bench("");
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("base: 1 networks, 7 months; CUDA on this CPU (emulated)"),
                                   HasSubstr("tables to the card"), HasSubstr("tally to the host"),
                                   HasSubstr("519 bytes in the card's"), HasSubstr("64 paths at once"),
                                   HasSubstr("whole run of 1,024 paths in")));
}

}  // namespace
}  // namespace killshot
