#include <algorithm>
#include <memory>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "backend/cpu.hpp"
#include "cli/bench_baseline.hpp"
#include "cli/bench_report.hpp"
#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "cli/whole_number.hpp"
#include "inputs/limits.hpp"
#include "killshot/error.hpp"
#include "tables/tally_layout.hpp"

namespace killshot::cli {
namespace {

struct BenchCommand {
    ScenarioOptions scenario_options;
    std::string backend = "cpu", isa = "auto", baseline;
    int threads = 0;
    bool quick = false, as_json = false;

    void run() const {
        const Scenario scenario = scenario_options.read();
        const bench::Effort effort = quick ? bench::Effort{0.002, 1, 1024, 64} : bench::Effort{};
        std::optional<Baseline> before;
        if (!baseline.empty() && backend != "cpu")
            throw Error("--baseline: compares figures of a CPU only; leave it out, or --backend cuda");
        if (!baseline.empty()) before.emplace(baseline);
        if (backend == "cpu")
            print_cpu(measure_cpu(scenario, effort), before, scenario, effort);
        else
            print(bench::measure_card(scenario, std::min(most_threads(), cuda_runs_at_once), effort), scenario, effort);
    }

    [[nodiscard]] CpuFigures measure_cpu(const Scenario& scenario, const bench::Effort& effort) const {
        CpuFigures figures;
        figures.device = make_cpu_backend(threads, isa)->device();
        // First, since its first round must be cold.
        figures.end_to_end =
            bench::measure_end_to_end(scenario, effort.end_to_end_paths, effort.rounds,
                                      [&](const TableStorage<float>& tables, const SummaryRanks& ranks, Tally& tally) {
                                          return make_cpu_backend(threads, isa)
                                              ->summarize_run(tables.view(), stances_of(scenario.inputs), scenario.seed,
                                                              {0, tally.layout().n_paths()}, ranks, tally, {});
                                      });
        for (const std::string_view one : usable_isas())
            if (isa == "auto" || isa == one) figures.kernels.push_back(bench::measure_kernels(scenario, one, effort));
        figures.operations = bench::count_operations(scenario);
        figures.threads = bench::measure_threads(scenario, isa, most_threads(), effort);
        return figures;
    }

    [[nodiscard]] int most_threads() const {
        return threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    }

    void print_cpu(const CpuFigures& figures, const std::optional<Baseline>& before, const Scenario& scenario,
                   const bench::Effort& effort) const {
        if (!before) return print(figures, scenario, effort);
        const std::vector<RateChange> changes = before->compare(figures, scenario);
        if (as_json) {
            nlohmann::ordered_json json = json_of(figures, scenario, effort.rounds);
            json["baseline"] = before->json_of(changes);
            fmt::print("{}\n", json.dump(2));
        } else {
            fmt::print("{}{}", text_of(figures, scenario, effort.rounds), before->text_of(changes, figures));
        }
    }

    template <class Figures>
    void print(const Figures& figures, const Scenario& scenario, const bench::Effort& effort) const {
        if (as_json)
            fmt::print("{}\n", json_of(figures, scenario, effort.rounds).dump(2));
        else
            fmt::print("{}", text_of(figures, scenario, effort.rounds));
    }
};

}  // namespace

void add_bench(CLI::App& app) {
    auto* command = app.add_subcommand("bench", "measure how fast this machine simulates");
    const auto options = std::make_shared<BenchCommand>();
    options->scenario_options.add_to(*command, ScenarioArgument::base_by_default);
    command->add_option("--backend", options->backend, "measure the processor or the first NVIDIA card")
        ->check(CLI::IsMember({"cpu", "cuda"}))
        ->capture_default_str();
    command->add_option("--isa", options->isa, "measure only this instruction set of the processor")
        ->check(CLI::IsMember({"auto", "scalar", "sse", "avx2", "avx512"}))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "most threads (0: all), or runs at once on a card")
        ->check(whole_number<int>(0, max_threads))
        ->capture_default_str();
    command
        ->add_option("--baseline", options->baseline,
                     "compare with an earlier --json of the same scenario: faster, slower or the same")
        ->type_name("FILE");
    command->add_flag("--quick", options->quick, "one short round; its figures mean nothing");
    command->add_flag("--json", options->as_json, "print the figures and the build as JSON");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
