#include "cli/bench_report.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

#include "bench/clock.hpp"
#include "build_info.hpp"
#include "inputs/calendar.hpp"
#include "report/text.hpp"

namespace killshot::cli {
namespace {

using nlohmann::ordered_json;

/// The share of the time that is spent writing the file, the last stage.
double file_share(const bench::EndToEnd& run) { return run.stages.back().second / run.seconds; }

/// The fastest core's clock at present; null where the system does not say it.
ordered_json cpu_mhz() {
    std::ifstream file("/proc/cpuinfo");
    double most = 0;
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("cpu MHz") && line.find(':') != std::string::npos)
            most = std::max(most, std::strtod(line.c_str() + line.find(':') + 1, nullptr));
    return most > 0 ? ordered_json(most) : ordered_json(nullptr);
}

using Samples = std::vector<std::pair<std::string, std::vector<double>>>;

ordered_json json_of(const Samples& samples) {
    ordered_json json;
    for (const auto& [rate, values] : samples) json[rate] = values;
    return json;
}

/// How far the rounds lie apart, as a share of their median.
ordered_json spread_of(const Samples& samples) {
    ordered_json json;
    for (const auto& [rate, values] : samples) {
        const auto [least, most] = std::ranges::minmax(values);
        json[rate] = (most - least) / bench::median(values);
    }
    return json;
}

ordered_json head(const char* backend, const std::string& device, const Scenario& scenario, int rounds) {
    return {{"killshot", build::version},
            {"git", build::git},
            {"compiler", build::compiler},
            {"flags", build::flags},
            {"backend", backend},
            {"device", device},
            {"cpu_mhz", cpu_mhz()},
            {"created_utc", now_utc()},
            {"scenario", scenario.name},
            {"networks", scenario.inputs.networks.size()},
            {"months", scenario.inputs.months},
            {"rounds", rounds}};
}

std::string heading(const std::string& device, const Scenario& scenario, int rounds) {
    return wrapped(fmt::format("{}: {} networks, {} months; {}; {}", scenario.name, scenario.inputs.networks.size(),
                               scenario.inputs.months, device,
                               rounds == 1 ? "one round" : fmt::format("medians of {} rounds", rounds))) +
           '\n';
}

ordered_json json_of(const bench::EndToEnd& run) {
    ordered_json stages;
    for (const auto& [stage, seconds] : run.stages) stages[stage] = seconds;
    return {{"paths", run.paths},
            {"seconds", run.seconds},
            {"cold_seconds", run.cold_seconds},
            {"stage_seconds", std::move(stages)},
            {"file_share", file_share(run)},
            {"file_bytes", run.file_bytes}};
}

std::string text_of(const bench::EndToEnd& run) {
    std::string stages;
    for (const auto& [stage, seconds] : run.stages)
        stages += fmt::format("{}{} {}", stages.empty() ? "" : ", ", stage, duration(seconds));
    return fmt::format("\nwhole run of {} in {} (the first in {})\n", path_count(run.paths), duration(run.seconds),
                       duration(run.cold_seconds)) +
           wrapped(fmt::format("{}; file of {}, {} of the time", stages, bytes(static_cast<double>(run.file_bytes)),
                               percent(file_share(run), 1)),
                   "  ", 2, 79);
}

ordered_json json_of(const bench::StepOperations& operations) {
    return {{"draws", bench::sum(operations.draws)},       {"sector", bench::sum(operations.sector)},
            {"networks", bench::sum(operations.networks)}, {"outputs", bench::sum(operations.outputs)},
            {"model", bench::sum(operations.model())},     {"run", bench::sum(operations.run())}};
}

ordered_json kinds_of(const bench::KindCounts& operations) {
    ordered_json json;
    for (std::size_t kind = 0; kind < operations.size(); ++kind) json[bench::kind_names[kind]] = operations[kind];
    return json;
}

/// One dot of the roofline: how many operations and bytes a network-path-step has, and how many of either a second.
ordered_json dot_of(double operations, double bytes, double rate) {
    return {{"operations_per_byte", operations / bytes},
            {"operations_per_second", operations * rate},
            {"bytes_per_second", bytes * rate}};
}

ordered_json roofline_of(const CpuFigures& figures) {
    const double of_model = bench::sum(figures.operations.model()), of_run = bench::sum(figures.operations.run());
    ordered_json one_core = ordered_json::array();
    for (const bench::KernelRates& k : figures.kernels)
        one_core.push_back({{"isa", k.isa},
                            {"bytes_per_network_path_step",
                             {{"state", k.bytes.state},
                              {"tables", k.bytes.tables},
                              {"counts", k.bytes.counts},
                              {"report_dates", k.bytes.report_dates},
                              {"model", k.bytes.model()},
                              {"run", k.bytes.run()}}},
                            {"model", dot_of(of_model, k.bytes.model(), k.model)},
                            {"run", dot_of(of_run, k.bytes.run(), k.run)}});
    return {{"operations_per_network_path_step", json_of(figures.operations)},
            {"operations_of_run_by_kind", kinds_of(figures.operations.run())},
            {"one_core", std::move(one_core)}};
}

/// memory: where the bytes are stored and loaded. rate: of network-path-steps per second, `where` they are run.
std::string roofline_text(const bench::StepOperations& of_step, double bytes_of_step, const char* memory, double rate,
                          const std::string& where) {
    const double operations = bench::sum(of_step.run());
    return wrapped(
        fmt::format("a network-path-step: {:.0f} operations, {:.0f} bytes {} ({:.1f} operations "
                    "per byte); {} operations/s and {}B/s {}",
                    operations, bytes_of_step, memory, operations / bytes_of_step, short_number(operations * rate),
                    short_number(bytes_of_step * rate), where));
}

/// n: what is counted, "threads" or "runs".
ordered_json json_of(const std::vector<bench::ThreadRate>& rates, const char* n) {
    ordered_json all = ordered_json::array();
    for (const bench::ThreadRate& rate : rates)
        all.push_back({{n, rate.threads},
                       {"network_path_steps_per_second", rate.network_path_steps_per_second},
                       {"speedup", rate.speedup}});
    return all;
}

std::string text_of(const std::vector<bench::ThreadRate>& rates, const std::string& n) {
    TextTable table({{n, TextTable::Align::left}, {"steps/s"}, {"speedup"}});
    for (const bench::ThreadRate& rate : rates)
        table.add_row({std::to_string(rate.threads), short_number(rate.network_path_steps_per_second),
                       fmt::format("{:.2f}", rate.speedup)});
    return table.text();
}

std::string peak_memory() { return bytes(static_cast<double>(bench::peak_memory_bytes())); }

/// The rates of a run on a card, in network-path-steps per second.
struct CardRates {
    double kernels, run;

    CardRates(const bench::CardRun& card_run, const Scenario& scenario) {
        const double steps = static_cast<double>(scenario.inputs.networks.size()) * scenario.inputs.months *
                             static_cast<double>(card_run.paths);
        kernels = steps / (card_run.card.simulate + card_run.card.count);
        run = steps / card_run.seconds;
    }
};

ordered_json json_of(const bench::CardRun& run, const Scenario& scenario) {
    const CardRates rates(run, scenario);
    return {{"paths", run.paths},
            {"seconds", run.seconds},
            {"card_seconds",
             {{"tables", run.card.tables},
              {"simulate", run.card.simulate},
              {"count", run.card.count},
              {"tally", run.card.tally},
              {"all", run.card.all}}},
            {"network_path_steps_per_second", {{"kernels", rates.kernels}, {"run", rates.run}}}};
}

}  // namespace

ordered_json json_of(const CpuFigures& figures, const Scenario& scenario, int rounds) {
    ordered_json kernels = ordered_json::array();
    for (const bench::KernelRates& k : figures.kernels)
        kernels.push_back({{"isa", k.isa},
                           {"paths", k.paths},
                           {"network_path_steps_per_second",
                            {{"draws", k.draws},
                             {"draws_and_functions", k.draws_and_functions},
                             {"model", k.model},
                             {"run", k.run},
                             {"kills", k.kills}}},
                           {"samples", json_of(k.samples)},
                           {"spread", spread_of(k.samples)},
                           {"normals_per_second", k.normals},
                           {"times",
                            {{"model_over_draws", k.model_over_draws},
                             {"run_over_draws", k.run_over_draws},
                             {"run_over_draws_and_functions", k.run_over_draws_and_functions},
                             {"kills_over_run", k.kills_over_run}}},
                           {"statistics_share", k.statistics_share}});
    ordered_json json = head("cpu", figures.device, scenario, rounds);
    json["one_core"] = std::move(kernels);
    json["roofline"] = roofline_of(figures);
    json["threads"] = json_of(figures.threads, "threads");
    json["end_to_end"] = json_of(figures.end_to_end);
    json["peak_memory_bytes"] = bench::peak_memory_bytes();
    return json;
}

std::string text_of(const CpuFigures& figures, const Scenario& scenario, int rounds) {
    TextTable kernels({{"one core", TextTable::Align::left},
                       {"draws"},
                       {"draws,\nexp,\nlog"},
                       {"model"},
                       {"run"},
                       {"model /\ndraws"},
                       {"run /\ndraws"},
                       {"run /\ndraws,\nexp,\nlog"},
                       {"stats"},
                       {"kills /\nrun"}});
    for (const bench::KernelRates& k : figures.kernels)
        kernels.add_row({k.isa, short_number(k.draws), short_number(k.draws_and_functions), short_number(k.model),
                         short_number(k.run), fmt::format("{:.2f}", k.model_over_draws),
                         fmt::format("{:.2f}", k.run_over_draws), fmt::format("{:.2f}", k.run_over_draws_and_functions),
                         percent(k.statistics_share, 0), fmt::format("{:.2f}", k.kills_over_run)});
    const bench::KernelRates& fastest = figures.kernels.back();
    return heading(figures.device, scenario, rounds) + kernels.text() +
           wrapped(
               "rates in network-path-steps per second of CPU time; ratios are of times; stats: share of a run that "
               "its statistics take") +
           roofline_text(figures.operations, fastest.bytes.run(), "in caches", fastest.run, "with " + fastest.isa) +
           '\n' + text_of(figures.threads, "threads") + text_of(figures.end_to_end) +
           fmt::format("{} normals/s on one core; peak memory {}\n", short_number(fastest.normals), peak_memory());
}

ordered_json json_of(const bench::CardFigures& figures, const Scenario& scenario, int rounds) {
    ordered_json json = head("cuda", figures.device, scenario, rounds);
    json["isa"] = figures.isa;
    json["ready_seconds"] = figures.ready_seconds;
    json["first_run"] = json_of(figures.first, scenario);
    json["runs"] = {json_of(figures.large, scenario), json_of(figures.small, scenario)};
    const double operations = bench::sum(figures.operations.run());
    json["roofline"] = {
        {"operations_per_network_path_step", json_of(figures.operations)},
        {"operations_of_run_by_kind", kinds_of(figures.operations.run())},
        {"bytes_per_network_path_step", figures.bytes_per_network_path_step},
        {"run", dot_of(operations, figures.bytes_per_network_path_step, CardRates(figures.large, scenario).kernels)}};
    json["runs_at_once"] = json_of(figures.small_runs, "runs");
    json["end_to_end"] = json_of(figures.end_to_end);
    json["peak_memory_bytes"] = bench::peak_memory_bytes();
    return json;
}

std::string text_of(const bench::CardFigures& figures, const Scenario& scenario, int rounds) {
    const bench::CardRun* const runs[] = {&figures.first, &figures.large, &figures.small};
    TextTable table({{"milliseconds", TextTable::Align::left},
                     {path_count(figures.first.paths) + ",\nfirst run"},
                     {path_count(figures.large.paths)},
                     {path_count(figures.small.paths)}});
    const auto add_row = [&](const char* name, const auto& cell_of) {
        std::vector<std::string> cells = {name};
        for (const bench::CardRun* run : runs) cells.push_back(cell_of(*run));
        table.add_row(std::move(cells));
    };
    const auto milliseconds = [](double seconds) { return fmt::format("{:.3f}", 1e3 * seconds); };
    const auto add_stage = [&](const char* name, double CudaTimes::*stage) {
        add_row(name, [&](const bench::CardRun& run) { return milliseconds(run.card.*stage); });
    };
    add_stage("tables to the card", &CudaTimes::tables);
    add_stage("simulate", &CudaTimes::simulate);
    add_stage("count outputs", &CudaTimes::count);
    add_stage("tally to the host", &CudaTimes::tally);
    add_stage("all on the card", &CudaTimes::all);
    add_row("the whole run", [&](const bench::CardRun& run) { return milliseconds(run.seconds); });
    add_row("steps/s of kernels",
            [&](const bench::CardRun& run) { return short_number(CardRates(run, scenario).kernels); });
    add_row("steps/s of the run",
            [&](const bench::CardRun& run) { return short_number(CardRates(run, scenario).run); });
    return heading(fmt::format("{} ({})", figures.device, figures.isa), scenario, rounds) + table.text() +
           "stages by the card's events, the whole run by the wall clock\n" +
           roofline_text(figures.operations, figures.bytes_per_network_path_step, "in the card's memory",
                         CardRates(figures.large, scenario).kernels, "in the kernels") +
           '\n' + text_of(figures.small_runs, fmt::format("{} at once", path_count(figures.small.paths))) +
           text_of(figures.end_to_end) +
           fmt::format("the card was ready in {}; peak memory {}\n", duration(figures.ready_seconds), peak_memory());
}

}  // namespace killshot::cli
