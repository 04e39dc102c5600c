#include <algorithm>
#include <filesystem>
#include <memory>

#include <sys/resource.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "bench/temporary_folder.hpp"
#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "cli/simulate.hpp"
#include "killshot/report/text.hpp"
#include "killshot/results/writer.hpp"

namespace killshot::cli {
namespace {

constexpr std::int64_t trial_paths = 8192;  // under a tenth of a second, and enough for every thread to warm up

double kill_bit_bytes(const Scenario& scenario, std::int64_t n_paths) {
    return static_cast<double>(scenario.inputs.networks.size()) *
           static_cast<double>((std::min(n_paths, max_kill_bit_paths) + 7) / 8);
}

double peak_memory_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

void print_plan(const Scenario& scenario) {
    const TableStorage<float> tables(scenario.inputs);
    const auto backend = make_cpu_backend(0, "auto");
    const std::int64_t n_trial = std::min(trial_paths, scenario.paths);
    const Simulation warm_up = simulate(scenario, tables, *backend, n_trial, {});
    const Simulation trial = simulate(scenario, tables, *backend, n_trial, {});

    const TemporaryFolder folder("killshot-plan");
    const std::string file = folder.file("trial.h5");
    ResultWriter writer(file, {}, ResultFrame::of(scenario, n_trial));
    writer.write_scenario(0, scenario, tables.starts(), trial.tally);
    writer.finish({});

    const double seconds = trial.seconds * static_cast<double>(scenario.paths) / static_cast<double>(n_trial);
    const double grows_with_paths = kill_bit_bytes(scenario, scenario.paths) - kill_bit_bytes(scenario, n_trial);
    fmt::print("{}: {} networks, {} months, {} paths, {} network-path-steps\n", scenario.name,
               scenario.inputs.networks.size(), scenario.inputs.months, with_commas(scenario.paths),
               short_number(network_path_steps(scenario, scenario.paths)));
    fmt::print("simulation  about {} on {} ({}), from {} paths just run\n", duration(seconds), backend->device(),
               backend->isa(), with_commas(n_trial));
    fmt::print("memory      about {}\n", bytes(peak_memory_bytes() + grows_with_paths));
    fmt::print("result      about {}\n",
               bytes(static_cast<double>(std::filesystem::file_size(file)) + grows_with_paths));
}

}  // namespace

void add_plan(CLI::App& app) {
    auto* command = app.add_subcommand("plan", "how long a run would take and how large it would be");
    const auto options = std::make_shared<ScenarioOptions>();
    options->add_to(*command, ScenarioArgument::required);
    command->callback([options] { print_plan(options->read()); });
}

}  // namespace killshot::cli
