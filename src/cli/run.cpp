#include <memory>
#include <optional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/scenario_options.hpp"
#include "cli/simulate.hpp"
#include "cli/stopwatch.hpp"
#include "cli/whole_number.hpp"
#include "killshot/backend/choice.hpp"
#include "killshot/report/show.hpp"
#include "killshot/report/text.hpp"
#include "killshot/results/writer.hpp"

namespace killshot::cli {
namespace {

constexpr std::int64_t most_paths = 1'000'000'000'000;

/// An argument as a shell takes it.
std::string quoted(const std::string& argument) {
    const bool plain = !argument.empty() && argument.find_first_of(" \t\n'\"\\$&|;<>()[]{}*?!#~`") == std::string::npos;
    if (plain) return argument;
    std::string text = "'";
    for (const char letter : argument) letter == '\'' ? text += "'\\''" : text += letter;
    return text + "'";
}

struct RunCommand {
    ScenarioOptions scenario_options;
    std::string output;
    std::optional<std::int64_t> paths;
    std::optional<std::uint64_t> seed;
    std::string backend_name = "auto", isa = "auto";
    int threads = 0;
    bool quiet = false;
    std::string command_line;

    void run() const {
        Stopwatch stopwatch;
        Scenario scenario = scenario_options.read();
        if (paths) scenario.paths = *paths;
        if (seed) scenario.seed = *seed;
        const std::string file = output.empty() ? fmt::format("results/{}.h5", scenario.name) : output;
        require_writable(file);
        const auto [backend, why_not_cuda] = make_backend(backend_name, threads, isa);
        if (!quiet && !why_not_cuda.empty()) fmt::print(stderr, "computing on the CPU: {}\n", why_not_cuda);
        stopwatch.lap("read");
        const TableStorage<float> tables(scenario.inputs);
        stopwatch.lap("plan");

        std::optional<ProgressBar> bar;
        if (!quiet) bar.emplace(scenario.paths);
        const Simulation simulation = simulate(scenario, tables, *backend, scenario.paths,
                                               bar ? Progress([&](std::int64_t done) { bar->add(done); }) : Progress());
        if (bar) bar->finish();
        stopwatch.lap("simulate");

        ResultWriter writer(file, metadata(scenario, *backend), ResultFrame::of(scenario, scenario.paths));
        writer.write_scenario(0, scenario, tables.starts(), simulation.tally);
        stopwatch.lap("write");
        const double rate = network_path_steps(scenario, scenario.paths) / simulation.seconds;
        const std::uint64_t digest = writer.finish({stopwatch.laps(), rate});

        if (!quiet) fmt::print("{}\n", summary_to_text(summarize(ResultFile(file), 0, "")));
        fmt::print("digest {}\n{} in {} ({} in all), {} network-path-steps/s on {} ({})\n{}\n", digest_text(digest),
                   path_count(scenario.paths), duration(simulation.seconds), duration(stopwatch.total()),
                   short_number(rate), backend->device(), backend->isa(), file);
    }

    [[nodiscard]] RunMetadata metadata(const Scenario& scenario, const Backend& backend) const {
        RunMetadata metadata;
        metadata.title = scenario.name;
        metadata.input = scenario_again();
        metadata.command_line = command_line;
        metadata.backend = backend.name();
        metadata.isa = backend.isa();
        metadata.device = backend.device();
        return metadata;
    }

    /// What names the same scenario and seed to another command.
    [[nodiscard]] std::string scenario_again() const {
        std::string text = quoted(scenario_options.path());
        if (seed) text += fmt::format(" --seed {}", *seed);
        for (const std::string& override_text : scenario_options.overrides()) text += " --set " + quoted(override_text);
        return text;
    }
};

}  // namespace

void add_run(CLI::App& app, const std::vector<std::string>& arguments) {
    auto* command = app.add_subcommand("run", "simulate a scenario, write the result, print its table");
    const auto options = std::make_shared<RunCommand>();
    for (const std::string& argument : arguments)
        options->command_line += (options->command_line.empty() ? "" : " ") + quoted(argument);

    options->scenario_options.add_to(*command, ScenarioArgument::base_by_default);
    command->add_option("-o,--output", options->output, "the result (HDF5); results/NAME.h5 where not given")
        ->type_name("FILE");
    command->add_option("--paths", options->paths, "how many paths, where not the scenario's")
        ->check(CLI::Range(std::int64_t{1}, most_paths));
    command->add_option("--seed", options->seed, "the seed, where not the scenario's")
        ->check(whole_number<std::uint64_t>());
    command->add_option("--backend", options->backend_name, "where to compute; auto: on the card where there is one")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "threads to compute on; 0: one per hardware thread")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--isa", options->isa, "instruction set; the result is the same with each")
        ->check(CLI::IsMember({"auto", "scalar", "sse", "avx2", "avx512"}))
        ->capture_default_str();
    command->add_flag("--quiet", options->quiet, "no progress and no table");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
