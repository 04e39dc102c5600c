#include <algorithm>

#include <fmt/format.h>

#include "build_info.hpp"
#include "files/sha256.hpp"
#include "inputs/calendar.hpp"
#include "inputs/changed_inputs.hpp"
#include "inputs/json.hpp"
#include "inputs/names.hpp"
#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

/// As `killshot validate --json` prints it, but for what Eq. 19 derives.
std::string resolved(const ResultFrame& frame) { return to_json(frame.base).dump(1); }

Values file_texts(const FileFacts& facts) {
    std::vector<std::string> texts;
    for (const SourceFile& source : facts.frame.base.files) texts.push_back(source.text);
    return texts;
}

Values file_digests(const FileFacts& facts) {
    std::vector<std::string> digests;
    for (const SourceFile& source : facts.frame.base.files) digests.push_back(sha256(source.text));
    return digests;
}

Values stage_seconds(const RunFacts& facts) {
    std::vector<double> seconds;
    for (const auto& [name, duration] : facts.timing.stages) seconds.push_back(duration);
    return seconds;
}

Values speed_of_run(const RunFacts& facts) { return std::vector<double>{facts.timing.network_path_steps_per_second}; }

Values stop_reason(const ScenarioFacts& facts) {
    return std::vector<std::int8_t>{static_cast<std::int8_t>(facts.stop_reason)};
}

}  // namespace

void add_run(std::vector<Variable>& table) {
    const Adder add(table, Group::root), add_timing(table, Group::timing), add_source(table, Group::provenance);

    add("digest_of_scenario", {scenario}, Type::text, "digest of the scenario's tally; empty where it failed",
        [](const ScenarioFacts& facts) { return Values(std::vector<std::string>{digest_text(facts.digest)}); })
        .has_missing = false;
    add("stop_reason", {scenario}, Type::int8, "why the scenario has the paths that it has", stop_reason,
        {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "all_paths target_se"}})
        .with_kills = true;
    add("scenario_status", {scenario}, Type::int8, "whether the scenario was simulated",
        [](const RunFacts& facts) { return Values(facts.scenario_status); },
        {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "complete failed"}})
        .has_missing = false;

    add("overrides", {scenario}, Type::text,
        "inputs that differ from the base file: key = old -> new, one a line; beliefs that a design draws are in "
        "/parameters",
        [](const ScenarioFacts& facts) { return Values(std::vector<std::string>{text_of(facts.scenario.changed)}); })
        .has_missing = false;

    Variable& seconds =
        add_timing("seconds", {stage}, Type::float64, "wall clock of a stage of the run", stage_seconds);
    seconds.units = std::string("s");  // assigning the literal gives a false -Wstringop-overflow in g++ 12
    seconds.has_missing = false;
    Variable& speed = add_timing("network_path_steps_per_second", {}, Type::float64,
                                 "networks times paths times months simulated in a second", speed_of_run);
    speed.units = "s-1";
    speed.has_missing = false;
    Variable& writing =
        add_timing("writing_seconds", {}, Type::float64, "CPU time in which rows were written, by one thread at a time",
                   [](const RunFacts& facts) { return Values(std::vector<double>{facts.timing.writing_seconds}); });
    writing.units = std::string("s");
    writing.has_missing = false;

    add_source("text", {file}, Type::text, "an input file, verbatim", file_texts).has_missing = false;
    add_source("sha256", {file}, Type::text, "SHA-256 of the text", file_digests).has_missing = false;
    add_source("resolved", {}, Type::text, "the first scenario as it was run, in JSON", [](const FileFacts& facts) {
        return Values(std::vector<std::string>{resolved(facts.frame)});
    }).has_missing = false;
}

const std::vector<GroupAttribute>& group_attributes() {
    using enum Group;
    static const std::vector<GroupAttribute> table = {
        {root, "Conventions", "", [](const RunFacts&) { return "CF-1.11"; }},
        {root, "title", "what was simulated", [](const RunFacts& run) { return "killshot: " + run.metadata.title; }},
        {root, "source", "the program that wrote the file",
         [](const RunFacts&) { return fmt::format("killshot {} (git {})", build::version, build::git); }},
        {root, "killshot_schema", "version of this page", [](const RunFacts&) { return std::string(version); }},
        {root, "created_utc", "when the file was created",
         [](const RunFacts& run) { return run.metadata.created_utc; }},
        {root, "outputs", "all, or kills: only what is marked so",
         [](const RunFacts& run) { return run.frame.outputs == Outputs::all ? "all" : "kills"; }},
        {root, "start", "t0, the day that months count from",
         [](const RunFacts& run) { return text_of(run.frame.base.start); }},
        {root, "report_every_months", "interval of the report dates",
         [](const RunFacts& run) { return static_cast<std::uint64_t>(run.frame.base.report_every_months); }},
        {root, "seed", "key of the random numbers", [](const RunFacts& run) { return run.frame.base.seed; }},
        {root, "seed_hex", "the same in hexadecimal",
         [](const RunFacts& run) { return digest_text(run.frame.base.seed); }},
        {root, "rng", "generator", [](const RunFacts&) { return "Philox4x32-10"; }},
        {root, "backend", "the backend that simulated", [](const RunFacts& run) { return run.metadata.backend; }},
        {root, "isa", "the instruction set that it used", [](const RunFacts& run) { return run.metadata.isa; }},
        {root, "digest", "of all scenarios' tallies, 16 hexadecimal digits",
         [](const RunFacts& run) { return digest_text(run.digest); }},
        {root, "digest_beliefs", "of the counts in /beliefs; empty where there are none",
         [](const RunFacts& run) { return run.beliefs == nullptr ? "" : digest_text(digest(*run.beliefs)); }},
        {root, "confidence_level", "of every interval in the file",
         [](const RunFacts& run) { return run.frame.base.confidence; }},
        {root, "status", "complete, or how many scenarios failed",
         [](const RunFacts& run) {
             const auto n_failed = std::ranges::count(run.scenario_status, 1);
             return n_failed == 0 ? "complete" : fmt::format("{} scenarios failed", n_failed);
         }},
        {timing, "device", "processor or GPU", [](const RunFacts& run) { return run.metadata.device; }},
        {provenance, "input", "the scenario file with its overrides, as arguments of a command",
         [](const RunFacts& run) { return run.metadata.input; }},
        {provenance, "input_sha256", "SHA-256 of resolved",
         [](const RunFacts& run) { return sha256(resolved(run.frame)); }},
        {provenance, "command_line", "", [](const RunFacts& run) { return run.metadata.command_line; }},
        {provenance, "git", "of the program's source", [](const RunFacts&) { return std::string(build::git); }},
        {provenance, "compiler", "", [](const RunFacts&) { return std::string(build::compiler); }},
        {provenance, "flags", "of the compiler", [](const RunFacts&) { return std::string(build::flags); }},
        {provenance, "cuda", "toolkit and driver; none if no GPU was used",
         [](const RunFacts& run) { return run.metadata.cuda; }},
        {provenance, "host", "the machine's name", [](const RunFacts& run) { return run.metadata.host; }},
    };
    return table;
}

}  // namespace killshot::schema

namespace killshot {

std::string digest_text(std::uint64_t digest) { return fmt::format("{:016x}", digest); }

}  // namespace killshot
