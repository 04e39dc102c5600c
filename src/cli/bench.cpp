#include <algorithm>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "bench/measure.hpp"
#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "killshot/backend/backend.hpp"
#include "killshot/build_info.hpp"
#include "killshot/report/text.hpp"

namespace killshot::cli {
namespace {

struct BenchCommand {
    ScenarioOptions scenario_options;
    std::string isa = "auto";
    int threads = 0;
    bench::Effort effort;
    bool quick = false, as_json = false;

    void run() const;
};

struct Figures {
    std::string scenario, device;
    std::size_t n_networks;
    int n_months;
    bench::Effort effort;
    std::vector<bench::KernelRates> kernels;
    std::vector<bench::ThreadRate> threads;
    bench::EndToEnd end_to_end;
};

/// Seconds of the stage that writes, over all.
double file_share(const bench::EndToEnd& run) { return run.stages.back().second / run.seconds; }

nlohmann::ordered_json json_of(const Figures& figures) {
    using nlohmann::ordered_json;
    ordered_json kernels = ordered_json::array(), threads = ordered_json::array(), stages;
    for (const bench::KernelRates& k : figures.kernels)
        kernels.push_back(
            {{"isa", k.isa},
             {"paths", k.paths},
             {"network_path_steps_per_second",
              {{"draws", k.draws}, {"draws_and_functions", k.draws_and_functions}, {"model", k.model}, {"run", k.run}}},
             {"normals_per_second", k.normals},
             {"times",
              {{"model_over_draws", k.model_over_draws},
               {"run_over_draws", k.run_over_draws},
               {"run_over_draws_and_functions", k.run_over_draws_and_functions}}},
             {"statistics_share", k.statistics_share}});
    for (const bench::ThreadRate& t : figures.threads)
        threads.push_back({{"threads", t.threads},
                           {"network_path_steps_per_second", t.network_path_steps_per_second},
                           {"speedup", t.speedup}});
    for (const auto& [stage, seconds] : figures.end_to_end.stages) stages[stage] = seconds;
    return {{"killshot", build::version},
            {"git", build::git},
            {"compiler", build::compiler},
            {"flags", build::flags},
            {"device", figures.device},
            {"scenario", figures.scenario},
            {"networks", figures.n_networks},
            {"months", figures.n_months},
            {"rounds", figures.effort.rounds},
            {"one_core", std::move(kernels)},
            {"threads", std::move(threads)},
            {"end_to_end",
             {{"paths", figures.end_to_end.paths},
              {"seconds", figures.end_to_end.seconds},
              {"cold_seconds", figures.end_to_end.cold_seconds},
              {"stage_seconds", std::move(stages)},
              {"file_share", file_share(figures.end_to_end)},
              {"file_bytes", figures.end_to_end.file_bytes}}},
            {"peak_memory_bytes", bench::peak_memory_bytes()}};
}

std::string text_of(const Figures& figures) {
    std::string text = fmt::format("{}: {} networks, {} months; {}; medians of {} rounds\n\n", figures.scenario,
                                   figures.n_networks, figures.n_months, figures.device, figures.effort.rounds);
    TextTable kernels({{"one core", TextTable::Align::left},
                       {"draws"},
                       {"draws,\nexp, log"},
                       {"model"},
                       {"run"},
                       {"model /\ndraws"},
                       {"run /\ndraws"},
                       {"run / draws,\nexp, log"},
                       {"statistics"}});
    for (const bench::KernelRates& k : figures.kernels)
        kernels.add_row({k.isa, short_number(k.draws), short_number(k.draws_and_functions), short_number(k.model),
                         short_number(k.run), fmt::format("{:.2f}", k.model_over_draws),
                         fmt::format("{:.2f}", k.run_over_draws), fmt::format("{:.2f}", k.run_over_draws_and_functions),
                         percent(k.statistics_share, 0)});
    text += kernels.text();
    text += "network-path-steps/s of CPU time; ratios of times\n\n";

    TextTable threads({{"threads", TextTable::Align::left}, {"steps/s"}, {"speedup"}});
    for (const bench::ThreadRate& t : figures.threads)
        threads.add_row({std::to_string(t.threads), short_number(t.network_path_steps_per_second),
                         fmt::format("{:.2f}", t.speedup)});
    text += threads.text();
    const bench::EndToEnd& whole = figures.end_to_end;
    text += fmt::format("\n{} to the file in {} (first time {}):", path_count(whole.paths), duration(whole.seconds),
                        duration(whole.cold_seconds));
    const char* separator = " ";
    for (const auto& [stage, seconds] : whole.stages) {
        text += fmt::format("{}{} {}", separator, stage, duration(seconds));
        separator = ", ";
    }
    return text + fmt::format("; {} written, {} of the time\n{} normals/s on one core; most memory {}\n",
                              bytes(static_cast<double>(whole.file_bytes)), percent(file_share(whole), 1),
                              short_number(figures.kernels.back().normals),
                              bytes(static_cast<double>(bench::peak_memory_bytes())));
}

void BenchCommand::run() const {
    const Scenario scenario = scenario_options.read();
    Figures figures{};
    figures.scenario = scenario.name;
    figures.device = make_cpu_backend(threads, isa)->device();
    figures.n_networks = scenario.inputs.networks.size();
    figures.n_months = scenario.inputs.months;
    figures.effort = quick ? bench::Effort{0.002, 1, 1024} : bench::Effort{};
    figures.end_to_end = bench::measure_end_to_end(scenario, isa, threads, figures.effort);  // first, while it is cold
    for (const std::string_view one : usable_isas())
        if (isa == "auto" || isa == one)
            figures.kernels.push_back(bench::measure_kernels(scenario, one, figures.effort));
    const int most_threads = threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    figures.threads = bench::measure_threads(scenario, isa, most_threads, figures.effort);
    if (as_json)
        fmt::print("{}\n", json_of(figures).dump(2));
    else
        fmt::print("{}", text_of(figures));
}

}  // namespace

void add_bench(CLI::App& app) {
    auto* command = app.add_subcommand("bench", "how fast this machine simulates, against its own floors");
    const auto options = std::make_shared<BenchCommand>();
    options->scenario_options.add_to(*command, ScenarioArgument::base_by_default);
    command->add_option("--isa", options->isa, "only this instruction set")
        ->check(CLI::IsMember({"auto", "scalar", "sse", "avx2", "avx512"}))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "most threads; 0: one per hardware thread")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_flag("--quick", options->quick, "one short round, to see that it works: no figures to quote");
    command->add_flag("--json", options->as_json, "machine-readable, with the build");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
