#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include <sched.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "backend/kills.hpp"
#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/result_tables.hpp"
#include "cli/scenario_options.hpp"
#include "cli/simulate.hpp"
#include "cli/stopwatch.hpp"
#include "cli/streams.hpp"
#include "cli/whole_number.hpp"
#include "ensemble/ensemble.hpp"
#include "inputs/limits.hpp"
#include "killshot/backend.hpp"
#include "killshot/error.hpp"
#include "report/json.hpp"
#include "report/result_json.hpp"
#include "report/text.hpp"
#include "results/reader.hpp"
#include "run/ranks.hpp"
#include "run/run_ensemble.hpp"

namespace killshot::cli {
namespace {

constexpr auto least_belief_draws = static_cast<std::int64_t>(BeliefRanking::least_draws);
constexpr std::int64_t max_belief_paths = max_paths / max_draws;  // all draws have no more paths than a scenario may

/// An argument as a shell takes it.
std::string quoted(const std::string& argument) {
    const bool plain = !argument.empty() && argument.find_first_of(" \t\n'\"\\$&|;<>()[]{}*?!#~`") == std::string::npos;
    if (plain) return argument;
    std::string text = "'";
    for (const char letter : argument) letter == '\'' ? text += "'\\''" : text += letter;
    return text + "'";
}

CLI::Validator standard_error() {
    return {[](const std::string& text) {
                double value = 0;
                const char* const end = text.data() + text.size();
                const auto [stopped, failed] = std::from_chars(text.data(), end, value);
                if (failed == std::errc() && stopped == end && value > 0 && value < 1) return std::string();
                return text + " is not the standard error of a probability (a number between 0 and 1)";
            },
            ""};
}

CLI::Validator beliefs_to_draw() {
    const CLI::Validator none_or_several = count<std::int64_t>(least_belief_draws, max_draws);
    return {[none_or_several](std::string& text) {
                if (text == "0") return std::string();
                const std::string problem = none_or_several(text);
                return problem.empty() ? problem : problem + ", or 0";
            },
            ""};
}

/// Processors that this process may use: fewer than the machine's in a container, a job, or where mpirun binds it.
int usable_processors() {
    cpu_set_t processors;
    CPU_ZERO(&processors);
    return sched_getaffinity(0, sizeof(processors), &processors) == 0 ? CPU_COUNT(&processors) : 1;
}

struct RunCommand {
    ScenarioOptions scenario_options;
    std::string output;
    std::optional<std::int64_t> paths;
    std::optional<std::uint64_t> seed;
    std::string backend_name = "auto", isa = "auto", on_error = "stop", outputs = "all";
    std::optional<double> target_se;
    std::optional<std::int64_t> beliefs, belief_paths;
    int threads = 0;
    bool resume = false, force = false, mkdir = false, quiet = false, json = false;
    std::string command_line;

    /// Returns the exit code.
    [[nodiscard]] int run() const {
        const auto ranks = join_ranks();
        if (!ranks) return run_here(nullptr);
        if (ranks->rank() == 0) {
            try {
                return run_here(ranks.get());
            } catch (...) {
                ranks->dismiss();
                throw;
            }
        }
        try {
            const BackendChoice chosen = choose();
            work_for_rank_0(read(), run_options(ranks.get(), *chosen.backend));
        } catch (...) {
            ranks->remote().stop(std::current_exception());
        }
        ranks->leave();
        return 0;
    }

    [[nodiscard]] Ensemble read() const {
        Ensemble batch = read_ensemble(scenario_options.path(), scenario_options.overrides());
        if (paths) batch.set_paths(*paths);
        if (seed) batch.set_seed(*seed);
        return batch;
    }

    [[nodiscard]] RunOptions run_options(Ranks* ranks, const Backend& chosen) const {
        RunOptions options;
        options.request.target_se = target_se;
        options.outputs = outputs == "kills" ? Outputs::kills : Outputs::all;
        options.resume = resume;
        options.stop_on_error = on_error == "stop";
        options.ranks = ranks;
        options.beliefs = {.draws = beliefs.value_or(default_belief_draws),
                           .paths = belief_paths.value_or(default_belief_paths),
                           .threads = usable_threads(),
                           .make_counter = [this] { return make_kill_counter(isa); },
                           .part = ranks == nullptr ? 0 : ranks->rank(),
                           .n_parts = ranks == nullptr ? 1 : ranks->size()};
        if (chosen.name() == "cpu") {
            options.threads = usable_threads();
            options.make_backend = [this](int n_threads) { return make_cpu_backend(n_threads, isa); };
        } else {
            options.threads = std::min(usable_threads(), cuda_runs_at_once);
            options.threads_share_runs = false;
            options.make_backend = [](int) { return make_cuda_backend(); };
        }
        return options;
    }

    [[nodiscard]] int usable_threads() const { return threads > 0 ? threads : usable_processors(); }
    [[nodiscard]] BackendChoice choose() const { return make_backend(backend_name, usable_threads(), isa); }

    /// Alone, or as rank 0. Returns the exit code.
    int run_here(Ranks* ranks) const {
        Stopwatch stopwatch;
        const Ensemble batch = read();
        const BackendChoice chosen = choose();
        if (!quiet && !chosen.why_not_cuda.empty()) print_to_stderr("computing on the CPU: {}\n", chosen.why_not_cuda);
        RunOptions options = run_options(ranks, *chosen.backend);
        require_beliefs(batch);
        options.file = output.empty() ? default_output(batch.base().name, scenario_options.overrides()) : output;
        options.existing = prepare_output(options.file, {force, resume, mkdir || output.empty()});
        PartFile::remove_on_signals();
        const RunMetadata about = metadata(batch.base(), *chosen.backend);
        stopwatch.lap("read");

        std::optional<ProgressBar> bar;
        if (!quiet) {
            bar.emplace(paths_of(batch) + (batch.is_single() ? options.beliefs.progress() : 0));
            options.progress = [&](std::int64_t done) { bar->add(done); };
        }
        const RunOutcome outcome = run_ensemble(batch, options, about, stopwatch.laps());
        if (bar) bar->finish();

        for (const auto& [scenario, reason] : outcome.failed)
            print_to_stderr("scenario {} was not run: {}\n", batch.name(scenario), reason);
        const bool has_any = static_cast<std::int64_t>(outcome.failed.size()) < batch.size();
        if (json)
            print_json(ResultFile(options.file, ResultFile::Origin::this_process));
        else if (!quiet && has_any)
            print_page(tables_of(ResultFile(options.file, ResultFile::Origin::this_process), "") + '\n');
        const std::string speed =
            wrapped(fmt::format("{}{} in {} ({} in all), {} network-path-steps/s on {} ({})",
                                batch.size() > 1 ? fmt::format("{} scenarios, ", with_commas(batch.size())) : "",
                                path_count(outcome.paths_run), duration(outcome.seconds), duration(stopwatch.total()),
                                short_number(network_path_steps(batch.base(), outcome.paths_run) / outcome.seconds),
                                about.device, about.isa));
        const std::string closing = fmt::format("digest {}\n{}{}{}\n", digest_text(outcome.digest),
                                                beliefs_line(options.beliefs, outcome), speed, options.file);
        if (!json)
            fmt::print("{}", closing);
        else if (!quiet)
            print_to_stderr("{}", closing);
        if (!has_any) return Error::exit_code;
        return outcome.failed.empty() ? 0 : done_in_part;
    }

    /// A single scenario as `show --json` prints it; of a batch, a line for each scenario that was run.
    static void print_json(const ResultFile& file) {
        const ResultHeader& header = file.header();
        if (header.scenarios.size() == 1 && !header.failed[0])
            return fmt::print("{}\n", json_text(result_to_json(file, ""), 1));
        for (std::size_t i = 0; i < header.scenarios.size(); ++i)
            if (!header.failed[i]) fmt::print("{}\n", json_text(scenario_line(file, static_cast<int>(i)), -1));
    }

    /// Refuses to draw what the command line asks for and the scenarios do not have.
    void require_beliefs(const Ensemble& batch) const {
        if (beliefs.value_or(0) == 0 && !belief_paths) return;
        const std::string option = beliefs ? "--beliefs" : "--belief-paths";
        if (!batch.is_single())
            throw Error(
                fmt::format("{}: draws the beliefs of a single scenario (this run has {} scenarios); leave it "
                            "out, or add [design] to the file",
                            option, with_commas(batch.size())));
        if (batch.belief_design(min_draws).drawn().empty())
            throw Error(
                fmt::format("{}: has nothing to draw (no number of the scenario has low and high); leave it "
                            "out, or give numbers low and high",
                            option));
    }

    static std::string beliefs_line(const BeliefOptions& asked, const RunOutcome& outcome) {
        if (!outcome.digest_beliefs) return "";
        return fmt::format("beliefs {}, {} draws of {} in {}\n", digest_text(*outcome.digest_beliefs),
                           with_commas(asked.draws), path_count(asked.paths), duration(outcome.belief_seconds));
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
    command
        ->add_option(
            "-o,--output", options->output,
            "result file; not a symbolic link (default: results/NAME.h5, or for a what-if results/NAME+KEY=VALUE.h5)")
        ->type_name("FILE")
        ->check(CLI::Validator(
            [](const std::string& file) {
                return std::string(file == "-" ? "a result cannot go to standard output (HDF5 is not a stream); name a "
                                                 "file, and print it with killshot show FILE --json"
                                               : "");
            },
            ""));
    command->add_flag("--mkdir", options->mkdir, "create the folder of the result file");
    command
        ->add_option("--paths", options->paths,
                     "number of paths, as in 4096, 1e6, 100k or 2M (default: the scenario's)")
        ->transform(count<std::int64_t>(1, max_paths));
    command->add_option("--seed", options->seed, "seed (default: the scenario's)")
        ->check(whole_number<std::uint64_t>());
    command->add_option("--backend", options->backend_name, "where to simulate; auto: on a GPU if there is one")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "threads, or runs at once on a GPU; 0: all")
        ->check(whole_number<int>(0, max_threads))
        ->capture_default_str();
    command->add_option("--isa", options->isa, "instruction set of the CPU; all give the same result")
        ->check(CLI::IsMember({"auto", "scalar", "sse", "avx2", "avx512"}))
        ->capture_default_str();
    command
        ->add_option("--beliefs", options->beliefs,
                     fmt::format("draws of the inputs from their beliefs, for a single scenario; 0: none (default: {})",
                                 default_belief_draws))
        ->type_name("INT")
        ->transform(beliefs_to_draw());
    command
        ->add_option("--belief-paths", options->belief_paths,
                     fmt::format("paths of each draw (default: {})", default_belief_paths))
        ->type_name("INT")
        ->transform(count<std::int64_t>(2, max_belief_paths));
    command->add_option("--target-se", options->target_se, "stop at this standard error of P(kill)")
        ->type_name("SE")
        ->check(standard_error());
    command
        ->add_option("--outputs", options->outputs,
                     "what the result has of each scenario; kills: P(kill), readings and inputs, for large batches")
        ->check(CLI::IsMember({"all", "kills"}))
        ->capture_default_str();
    command->add_flag("--json", options->json, "print what show --json would; of a batch, a line a scenario");
    command->add_flag("--force", options->force, "replace an existing result");
    command->add_flag("--resume", options->resume, "continue an interrupted run");
    command
        ->add_option("--on-error", options->on_error,
                     "what to do about a scenario that cannot be run; continue runs the others and exits with 3")
        ->check(CLI::IsMember({"stop", "continue"}))
        ->capture_default_str();
    command->add_flag("--quiet", options->quiet, "print no progress and no table");
    command->callback([options] {
        if (const int exit_code = options->run(); exit_code != 0) throw CLI::RuntimeError(exit_code);
    });
}

}  // namespace killshot::cli
