#include "backend/cuda.hpp"
#include "cli_test_support.hpp"

namespace killshot {
namespace {

using testing::AllOf;
using testing::Gt;
using testing::HasSubstr;
using testing::SizeIs;

class Bench : public CommandLine {};

// The figures are present and consistent. Their size can only be judged on a quiet machine.
TEST_F(Bench, GivesRatesRatiosThreadsAndAWholeRun) {
    const Outcome bench = killshot("bench --quick --json --threads 2");
    ASSERT_EQ(bench.exit_code, 0) << bench.err;
    const nlohmann::json figures = bench.json();
    EXPECT_EQ(figures.at("networks"), 14);
    ASSERT_THAT(figures.at("one_core"), SizeIs(Gt(1U)));
    for (const auto& isa : figures.at("one_core")) {
        for (const auto& [kernel, rate] : isa.at("network_path_steps_per_second").items())
            EXPECT_GT(rate.get<double>(), 0) << kernel;
        EXPECT_GT(isa.at("normals_per_second"), isa.at("network_path_steps_per_second").at("draws"));
        EXPECT_GT(isa.at("times").at("run_over_draws"), 1);
    }
    const auto& roofline = figures.at("roofline");
    const auto& operations = roofline.at("operations_per_network_path_step");
    double of_kinds = 0;
    for (const auto& [kind, n] : roofline.at("operations_of_run_by_kind").items()) of_kinds += n.get<double>();
    EXPECT_NEAR(of_kinds, operations.at("run"), 1e-9);
    ASSERT_EQ(roofline.at("one_core").size(), figures["one_core"].size());
    for (std::size_t isa = 0; isa < figures["one_core"].size(); ++isa) {
        const auto& of_isa = roofline["one_core"][isa];
        for (const char* kernel : {"model", "run"}) {
            const double rate = figures["one_core"][isa]["network_path_steps_per_second"][kernel];
            const double n = operations.at(kernel), n_bytes = of_isa.at("bytes_per_network_path_step").at(kernel);
            const auto& dot = of_isa.at(kernel);
            EXPECT_NEAR(dot.at("operations_per_second").get<double>() / (n * rate), 1, 1e-9) << kernel;
            EXPECT_NEAR(dot.at("bytes_per_second").get<double>() / (n_bytes * rate), 1, 1e-9) << kernel;
            EXPECT_NEAR(dot.at("operations_per_byte"), n / n_bytes, 1e-9) << kernel;
        }
    }
    ASSERT_THAT(figures.at("threads"), SizeIs(2U));
    EXPECT_EQ(figures.at("threads").at(0).at("speedup"), 1);
    const auto& whole = figures.at("end_to_end");
    double stages = 0;
    for (const auto& [stage, seconds] : whole.at("stage_seconds").items()) stages += seconds.get<double>();
    EXPECT_NEAR(stages, whole.at("seconds").get<double>(), 1e-6);
    EXPECT_GT(whole.at("file_bytes"), 100'000);
}

TEST_F(Bench, IsComparedWithABaseline) {
    const std::string bench = "bench --quick --isa scalar --threads 1";
    ASSERT_EQ(killshot(bench + " --json > old.json").exit_code, 0);
    const Outcome text = killshot(bench + " --baseline old.json");
    ASSERT_EQ(text.exit_code, 0) << text.err;
    EXPECT_THAT(text.out, AllOf(HasSubstr("Against old.json (git "), HasSubstr("95% interval")));

    // A baseline of half the speed.
    nlohmann::json old = nlohmann::json::parse(text_of_file(folder / "old.json"));
    for (auto& [rate, values] : old["one_core"][0]["samples"].items())
        values = std::vector<double>(7, values[0].get<double>() / 2);
    std::ofstream(folder / "old.json") << old;
    const nlohmann::json compared = killshot(bench + " --json --baseline old.json").json();
    ASSERT_THAT(compared.at("baseline").at("rates"), SizeIs(5U));
    for (const auto& rate : compared["baseline"]["rates"]) EXPECT_GT(rate.at("ratio"), 1.2) << rate;

    old["scenario"] = "another";
    std::ofstream(folder / "old.json") << old;
    EXPECT_THAT(killshot(bench + " --baseline old.json").err, HasSubstr("old.json: is of another with 14 networks"));
    std::ofstream(folder / "old.json") << "{\"git\": 1}";
    EXPECT_THAT(killshot(bench + " --baseline old.json").err,
                HasSubstr("old.json: is not what killshot bench --json prints for a CPU"));
    EXPECT_THAT(killshot(bench + " --baseline none.json").err, HasSubstr("none.json: cannot be read"));
}

TEST_F(Bench, OneInstructionSetAsText) {
    const Outcome bench = killshot("bench --quick --isa scalar --threads 1");
    ASSERT_EQ(bench.exit_code, 0) << bench.err;
    EXPECT_THAT(bench.out, AllOf(HasSubstr("base: 14 networks, 36 months"), HasSubstr("scalar"), HasSubstr("speedup"),
                                 HasSubstr("whole run of 1,024 paths in"), HasSubstr("\na network-path-step: ")));
    EXPECT_THAT(bench.out, testing::Not(HasSubstr("sse")));
}

TEST_F(Bench, WithoutACardSaysWhatToDo) {
    const std::string problem = survey_cuda().problem;
    if (problem.empty()) GTEST_SKIP() << "there is a card";
    const Outcome bench = killshot("bench --quick --backend cuda");
    EXPECT_EQ(bench.exit_code, 1);
    EXPECT_EQ(bench.out, "");
    EXPECT_THAT(bench.err, HasSubstr(problem));
    EXPECT_THAT(bench.err, HasSubstr("use --backend cpu"));
}

}  // namespace
}  // namespace killshot
