#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "backend/cpu.hpp"
#include "backend/kills.hpp"
#include "bench/measure.hpp"
#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "cli/simulate.hpp"
#include "cli/stopwatch.hpp"
#include "cli/whole_number.hpp"
#include "ensemble/ensemble.hpp"
#include "files/temporary_folder.hpp"
#include "inputs/limits.hpp"
#include "report/text.hpp"
#include "results/schema/schema.hpp"
#include "results/writer.hpp"
#include "run/belief_run.hpp"
#include "run/row_code.hpp"
#include "run/run_ensemble.hpp"
#include "run/shards.hpp"

namespace killshot::cli {
namespace {

constexpr std::int64_t trial_paths = 8192;  // takes under a tenth of a second and gives every thread work

double kill_bit_bytes(const Scenario& scenario, std::int64_t n_paths) {
    return static_cast<double>(scenario.inputs.networks.size()) *
           static_cast<double>((std::min(n_paths, max_kill_bit_paths) + 7) / 8);
}

/// A result file with n_rows equal scenarios, written as for a batch.
struct TrialFile {
    double bytes{}, seconds_a_row{}, encoded_bytes{};

    TrialFile(const Scenario& scenario, const TableStorage<float>& tables, const Tally& tally, int n_rows) {
        const TemporaryFolder folder("killshot-plan");
        const std::string file = folder.file("trial.h5");
        ResultFrame frame = ResultFrame::of(scenario, tally.layout().n_paths());
        for (int row = 1; row < n_rows; ++row) frame.scenarios.push_back(fmt::format("{}", row));
        ResultWriter writer(file, {}, std::move(frame));
        Stopwatch stopwatch;
        for (int row = 0; row < n_rows; ++row) {
            const SummaryRanks ranks = writer.summary_ranks(scenario, tally.row(Row::paths)[0]);
            ResultRow made = writer.make_row(scenario, tables.starts(), tally, summarize(tally, ranks));
            encoded_bytes = static_cast<double>(encode(made).size());
            if (std::optional<RowBlock> block = writer.put_row(row, std::move(made)))
                writer.write_block(std::move(*block));
        }
        seconds_a_row = stopwatch.total() / n_rows;
        writer.finish({});
        bytes = static_cast<double>(std::filesystem::file_size(file));
    }
};

/// The draws of a single scenario's beliefs, as `killshot run` makes them by default.
struct BeliefTrial {
    double seconds = 0, bytes = 0;  // of all draws; 0 where there are none

    explicit BeliefTrial(const Ensemble& batch) {
        if (!batch.is_single()) return;
        constexpr std::int64_t n_trial = 64;
        const BeliefOptions options{.draws = n_trial,
                                    .paths = default_belief_paths,
                                    .threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency())),
                                    .make_counter = [] { return make_kill_counter("auto"); }};
        const Stopwatch stopwatch;
        const BeliefDraws trial = draw_beliefs(batch, options, {});
        if (trial.size() == 0) return;
        const auto n_draws = static_cast<double>(default_belief_draws);
        const auto columns =
            static_cast<double>(trial.drawn.size() + 2 * trial.counts.front().by_horizon.n_kill.size());
        seconds = stopwatch.total() * n_draws / static_cast<double>(n_trial);
        bytes = 8 * n_draws * columns;
    }
};

void print_plan(const Ensemble& batch) {
    const Scenario scenario = batch.scenario(0);
    const TableStorage<float> tables(scenario.inputs);
    const auto backend = make_cpu_backend(0, "auto");
    const std::int64_t n_trial = std::min(trial_paths, scenario.paths), n_paths = paths_of(batch);
    const Simulation warm_up = simulate(scenario, tables, *backend, n_trial, {});
    const Simulation trial = simulate(scenario, tables, *backend, n_trial, {});

    // The size of a row is the difference between two files of the same kind as the result.
    const auto most = static_cast<std::int64_t>(schema::most_scenarios_with_quantile_intervals) + 1;
    const auto n_rows = static_cast<int>(std::min(batch.size(), most));
    const TrialFile file(scenario, tables, trial.tally, n_rows);
    const double row =
        batch.size() > n_rows ? TrialFile(scenario, tables, trial.tally, n_rows + 1).bytes - file.bytes : 0;

    const auto n_scenarios = static_cast<double>(batch.size());
    const double simulation = trial.seconds * static_cast<double>(n_paths) / static_cast<double>(n_trial);
    const double grows_with_paths = kill_bit_bytes(scenario, scenario.paths) - kill_bit_bytes(scenario, n_trial);
    const std::string scenarios = batch.size() > 1 ? fmt::format("{} scenarios, ", with_commas(batch.size())) : "";
    fmt::print("{}", wrapped(fmt::format("{}: {}{} networks, {} months, {}, {} network-path-steps", batch.base().name,
                                         scenarios, scenario.inputs.networks.size(), scenario.inputs.months,
                                         path_count(n_paths), short_number(network_path_steps(scenario, n_paths)))));
    fmt::print("{}", wrapped(fmt::format("about {} on {} ({}), from {} just run", duration(simulation),
                                         backend->device(), backend->isa(), path_count(n_trial)),
                             "simulation  ", 12, 79));
    const BeliefTrial beliefs(batch);
    if (beliefs.seconds > 0)
        fmt::print("beliefs     about {} for {} draws of {} paths, counted for kills alone\n",
                   duration(beliefs.seconds), with_commas(default_belief_draws), with_commas(default_belief_paths));
    fmt::print("writing     about {}\n", duration(file.seconds_a_row * n_scenarios));
    const double waiting = std::min(file.encoded_bytes * n_scenarios, static_cast<double>(most_unwritten_bytes));
    const double memory = static_cast<double>(bench::peak_memory_bytes()) + grows_with_paths + 3 * waiting;
    fmt::print("memory      about {}\n", bytes(memory));
    fmt::print("result      about {}\n",
               bytes(file.bytes + row * (n_scenarios - n_rows) + grows_with_paths * n_scenarios + beliefs.bytes));
}

}  // namespace

void add_plan(CLI::App& app) {
    auto* command = app.add_subcommand("plan", "estimate a run's time, memory and file size");
    const auto options = std::make_shared<ScenarioOptions>();
    const auto paths = std::make_shared<std::optional<std::int64_t>>();
    options->add_to(*command, ScenarioArgument::required);
    command->add_option("--paths", *paths, "number of paths, as in 4096, 1e6, 100k or 2M (default: the scenario's)")
        ->type_name("N")
        ->transform(count<std::int64_t>(1, max_paths));
    command->callback([options, paths] {
        Ensemble batch = read_ensemble(options->path(), options->overrides());
        if (*paths) batch.set_paths(**paths);
        print_plan(batch);
    });
}

}  // namespace killshot::cli
