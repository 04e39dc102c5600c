#include "cli/run_command.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

#include <sched.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "backend/kills.hpp"
#include "backend/pool.hpp"
#include "cli/command_line.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/result_tables.hpp"
#include "cli/simulate.hpp"
#include "cli/streams.hpp"
#include "cli/whole_number.hpp"
#include "inputs/limits.hpp"
#include "killshot/error.hpp"
#include "report/json.hpp"
#include "report/result_json.hpp"
#include "report/text.hpp"
#include "results/reader.hpp"
#include "run/merge.hpp"
#include "run/ranks.hpp"

namespace killshot::cli {
namespace {

constexpr auto least_belief_draws = static_cast<std::int64_t>(BeliefRanking::least_draws);
constexpr std::int64_t max_belief_paths = max_paths / max_draws;  // all draws have no more paths than a scenario may

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

/// "2/4"
std::optional<Part> part_from(const std::string& text) {
    Part part;
    const char *const begin = text.data(), *const end = begin + text.size();
    const auto [slash, failed] = std::from_chars(begin, end, part.number);
    if (failed != std::errc() || slash == end || *slash != '/') return std::nullopt;
    const auto [stopped, failed_too] = std::from_chars(slash + 1, end, part.n_parts);
    if (failed_too != std::errc() || stopped != end) return std::nullopt;
    if (part.number < 1 || part.number > part.n_parts || part.n_parts > max_scenarios) return std::nullopt;
    return part;
}

/// A single scenario as `show --json` prints it; of a batch, a line for each scenario that was run.
void print_json(const ResultFile& file) {
    const ResultHeader& header = file.header();
    if (header.scenarios.size() == 1 && !header.failed[0])
        return fmt::print("{}\n", json_text(result_to_json(file, ""), 1));
    for (std::size_t i = 0; i < header.scenarios.size(); ++i)
        if (!header.failed[i]) fmt::print("{}\n", json_text(scenario_line(file, static_cast<int>(i)), -1));
}

std::string beliefs_line(const BeliefOptions& asked, const RunOutcome& outcome) {
    if (!outcome.digest_beliefs) return "";
    return fmt::format("beliefs {}, {} draws of {} in {}\n", digest_text(*outcome.digest_beliefs),
                       with_commas(asked.draws), path_count(asked.paths), duration(outcome.belief_seconds));
}

/// "1,000 paths in 0.21 s (0.35 s in all), ..."
std::string speed_line(const Ensemble& batch, const RunOutcome& outcome, const RunMetadata& about, double seconds) {
    return wrapped(fmt::format("{}{} in {} ({} in all), {} network-path-steps/s on {} ({})",
                               batch.size() > 1 ? fmt::format("{} scenarios, ", with_commas(batch.size())) : "",
                               path_count(outcome.paths_run), duration(outcome.seconds), duration(seconds),
                               short_number(network_path_steps(batch.base(), outcome.paths_run) / outcome.seconds),
                               about.device, about.isa));
}

std::string closing_of_slice(const Part& part, const std::string& file) {
    return wrapped(fmt::format("slice {}: {}", part.text(), file)) +
           wrapped("when all slices are there: killshot merge SLICE... -o FILE");
}

}  // namespace

RunCommand::RunCommand(const std::vector<std::string>& arguments) {
    for (const std::string& argument : arguments)
        command_line_ += (command_line_.empty() ? "" : " ") + shell_word(argument);
}

int RunCommand::run() const {
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
        const Ensemble batch = read();
        const BackendChoice chosen = choose(batch, ranks.get());
        work_for_rank_0(batch, run_options(ranks.get(), *chosen.backend));
    } catch (...) {
        ranks->remote().stop(std::current_exception());
    }
    ranks->leave();
    return 0;
}

int RunCommand::merge(const std::vector<std::string>& files) {
    std::vector<SliceFile> slices = read_slices(files);
    const RunInput& input = slices.front().input;
    scenario_options_.set(input.scenario, input.overrides);
    paths_ = input.paths;
    seed_ = input.seed;
    outputs_ = input.outputs == Outputs::kills ? "kills" : "all";
    on_error_ = input.stop_on_error ? "stop" : "continue";
    backend_name_ = "cpu";  // only beliefs are drawn, and these on the CPU
    return run_here(nullptr, std::move(slices));
}

Ensemble RunCommand::read() const {
    Ensemble batch = read_ensemble(scenario_options_.path(), scenario_options_.overrides());
    if (paths_) batch.set_paths(*paths_);
    if (seed_) batch.set_seed(*seed_);
    return batch;
}

RunInput RunCommand::input() const {
    return {.scenario = scenario_options_.path(),
            .overrides = scenario_options_.overrides(),
            .paths = paths_,
            .seed = seed_,
            .outputs = outputs_ == "kills" ? Outputs::kills : Outputs::all,
            .stop_on_error = on_error_ == "stop"};
}

RunOptions RunCommand::run_options(Ranks* ranks, const Backend& chosen) const {
    RunOptions options;
    options.request.target_se = target_se_;
    options.input = input();
    options.part = part_;
    options.resume = resume_;
    options.ranks = ranks;
    options.beliefs = {.draws = part_.is_whole() ? beliefs_.value_or(default_belief_draws) : 0,
                       .paths = belief_paths_.value_or(default_belief_paths),
                       .threads = usable_threads(),
                       .make_counter = [this] { return make_kill_counter(isa_); },
                       .part = ranks == nullptr ? 0 : ranks->rank(),
                       .n_parts = ranks == nullptr ? 1 : ranks->size()};
    options.threads = usable_threads();
    if (chosen.name() == "cpu") {
        options.make_backend = [this](int n_threads) { return make_cpu_backend(n_threads, isa_); };
    } else {
        options.threads_share_runs = false;
        const auto pool = std::make_shared<BackendPool>([] { return make_cuda_backend(); },
                                                        std::min(options.threads, cuda_runs_at_once));
        options.make_backend = [pool](int) { return pool->lend(); };
    }
    return options;
}

int RunCommand::usable_threads() const { return threads_ > 0 ? threads_ : usable_processors(); }

BackendChoice RunCommand::choose(const Ensemble& batch, const Ranks* ranks) const {
    const double steps = network_path_steps(batch.base(), paths_of(batch, part_));
    return make_backend(backend_name_, usable_threads(), isa_, ranks == nullptr ? steps : steps / ranks->size());
}

std::string RunCommand::output_of(const std::string& scenario) const {
    if (!output_.empty()) return output_;
    const std::string result = default_output(scenario, scenario_options_.overrides());
    return part_.is_whole() ? result : slice_name(result, part_);
}

/// Alone, or as rank 0. Returns the exit code.
int RunCommand::run_here(Ranks* ranks, std::vector<SliceFile> slices) const {
    Stopwatch stopwatch;
    const Ensemble batch = read();
    const BackendChoice chosen = choose(batch, ranks);
    if (!quiet_ && !chosen.why_not_cuda.empty()) print_to_stderr("computing on the CPU: {}\n", chosen.why_not_cuda);
    RunOptions options = run_options(ranks, *chosen.backend);
    require_beliefs(batch);
    const std::size_t n_slices = slices.size();
    options.merged = merge_records(std::move(slices), batch);
    options.file = output_of(batch.base().name);
    options.existing = prepare_output(options.file, part_.is_whole() ? OutputKind::result : OutputKind::slice,
                                      {force_, resume_, mkdir_ || output_.empty()});
    PartFile::remove_on_signals();
    const RunMetadata about = metadata(batch.base(), *chosen.backend);
    stopwatch.lap("read");

    std::optional<ProgressBar> bar;
    if (!quiet_) {
        const bool draws = batch.is_single() && options.beliefs.draws > 0;
        const std::int64_t paths = options.merged.empty() ? paths_of(batch, part_) : 0;
        bar.emplace(paths + (draws ? options.beliefs.progress() : 0));
        options.progress = [&](std::int64_t done) { bar->add(done); };
    }
    const RunOutcome outcome = run_ensemble(batch, options, about, stopwatch.laps());
    if (bar) bar->finish();

    for (const auto& [scenario, reason] : outcome.failed)
        print_to_stderr("scenario {} was not run: {}\n", batch.name(scenario), reason);
    const bool has_any = static_cast<std::int64_t>(outcome.failed.size()) < batch.size();
    const std::string speed = n_slices == 0
                                  ? speed_line(batch, outcome, about, stopwatch.total())
                                  : fmt::format("{} slices merged in {}\n", n_slices, duration(stopwatch.total()));
    if (part_.is_whole())
        report_result(options, outcome, has_any, speed);
    else
        fmt::print("{}{}", speed, closing_of_slice(part_, options.file));
    if (!has_any) return Error::exit_code;
    return outcome.failed.empty() ? 0 : done_in_part;
}

void RunCommand::report_result(const RunOptions& options, const RunOutcome& outcome, bool has_any,
                               const std::string& speed) const {
    if (json_)
        print_json(ResultFile(options.file, ResultFile::Origin::this_process));
    else if (!quiet_ && has_any)
        print_page(tables_of(ResultFile(options.file, ResultFile::Origin::this_process), "") + '\n');
    const std::string closing = fmt::format("digest {}\n{}{}{}\n", digest_text(outcome.digest),
                                            beliefs_line(options.beliefs, outcome), speed, options.file);
    if (!json_)
        fmt::print("{}", closing);
    else if (!quiet_)
        print_to_stderr("{}", closing);
}

/// Refuses to draw what the command line asks for and the scenarios do not have.
void RunCommand::require_beliefs(const Ensemble& batch) const {
    if (beliefs_.value_or(0) == 0 && !belief_paths_) return;
    const std::string option = beliefs_ ? "--beliefs" : "--belief-paths";
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

RunMetadata RunCommand::metadata(const Scenario& scenario, const Backend& backend) const {
    RunMetadata metadata;
    metadata.title = scenario.name;
    metadata.input = scenario_again();
    metadata.command_line = command_line_;
    metadata.backend = backend.name();
    metadata.isa = backend.isa();
    metadata.device = backend.device();
    return metadata;
}

/// What names the same scenario and seed to another command.
std::string RunCommand::scenario_again() const {
    std::string text = shell_word(scenario_options_.path());
    if (seed_) text += fmt::format(" --seed {}", *seed_);
    for (const std::string& override_text : scenario_options_.overrides())
        text += " --set " + shell_word(override_text);
    return text;
}

void RunCommand::add_result_options(CLI::App& command) {
    command
        .add_option(
            "-o,--output", output_,
            "result file; not a symbolic link (default: results/NAME.h5, or for a what-if results/NAME+KEY=VALUE.h5)")
        ->type_name("FILE")
        ->check(CLI::Validator(
            [](const std::string& file) {
                return std::string(file == "-" ? "a result cannot go to standard output (HDF5 is not a stream); name a "
                                                 "file, and print it with killshot show FILE --json"
                                               : "");
            },
            ""));
    command.add_flag("--mkdir", mkdir_, "create the folder of the result file");
    command.add_flag("--force", force_, "replace an existing result");
    command.add_option("--threads", threads_, "threads; 0: all")
        ->check(whole_number<int>(0, max_threads))
        ->capture_default_str();
    command.add_option("--isa", isa_, "instruction set of the CPU; all give the same result")
        ->check(CLI::IsMember({"auto", "scalar", "sse", "avx2", "avx512"}))
        ->capture_default_str();
    command
        .add_option("--beliefs", beliefs_,
                    fmt::format("draws of the inputs from their beliefs, for a single scenario; 0: none (default: {})",
                                default_belief_draws))
        ->type_name("INT")
        ->transform(beliefs_to_draw());
    command
        .add_option("--belief-paths", belief_paths_,
                    fmt::format("paths of each draw (default: {})", default_belief_paths))
        ->type_name("INT")
        ->transform(count<std::int64_t>(2, max_belief_paths));
    command.add_flag("--json", json_, "print what show --json would; of a batch, a line a scenario");
    command.add_flag("--quiet", quiet_, "print no progress and no table");
}

void RunCommand::add_run_options(CLI::App& command) {
    scenario_options_.add_to(command, ScenarioArgument::base_by_default);
    command.add_option("--paths", paths_, "number of paths, as in 4096, 1e6, 100k or 2M (default: the scenario's)")
        ->transform(count<std::int64_t>(1, max_paths));
    command.add_option("--seed", seed_, "seed (default: the scenario's)")->check(whole_number<std::uint64_t>());
    command.add_option("--backend", backend_name_, "where to simulate; auto: on a GPU where that is faster")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
        ->capture_default_str();
    command.add_option("--target-se", target_se_, "stop at this standard error of P(kill)")
        ->type_name("SE")
        ->check(standard_error());
    command
        .add_option("--outputs", outputs_,
                    "what the result has of each scenario; kills: P(kill), readings and inputs, for large batches")
        ->check(CLI::IsMember({"all", "kills"}))
        ->capture_default_str();
    command.add_flag("--resume", resume_, "continue an interrupted run");
    command
        .add_option("--on-error", on_error_,
                    "what to do about a scenario that cannot be run; continue runs the others and exits with 3")
        ->check(CLI::IsMember({"stop", "continue"}))
        ->capture_default_str();
}

void RunCommand::add_slice_option(CLI::App& command) {
    command
        .add_option_function<std::string>(
            "--slice", [this](const std::string& text) { part_ = part_from(text).value(); },
            "run the I-th of N slices and write it to NAME.IofN.slice; killshot merge makes a result of all N")
        ->type_name("I/N")
        ->check([](const std::string& text) {
            return part_from(text) ? std::string()
                                   : text + " is not I/N with I from 1 to N (as in 2/4, the second of four slices)";
        })
        ->excludes(command.get_option("--target-se"), command.get_option("--beliefs"),
                   command.get_option("--belief-paths"), command.get_option("--json"));
}

}  // namespace killshot::cli
