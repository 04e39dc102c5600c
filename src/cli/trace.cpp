#include <memory>
#include <numeric>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "cli/streams.hpp"
#include "cli/whole_number.hpp"
#include "ensemble/ensemble.hpp"
#include "killshot/lanes/reference.hpp"
#include "report/json.hpp"
#include "report/trace_report.hpp"

namespace killshot::cli {
namespace {

struct TraceCommand {
    ScenarioOptions scenario_options;
    std::int64_t path = 0;
    std::string scenario_name, network;
    std::optional<std::uint64_t> seed;
    bool json = false, reference = false, wide = false;

    void run() const {
        const Scenario scenario = read();
        if (reference) {
            report<Real64, double>(scenario);
        } else {
            report<float, float>(scenario);
        }
    }

    [[nodiscard]] Scenario read() const {
        if (scenario_name.empty()) {
            Scenario scenario = scenario_options.read();
            if (seed) scenario.seed = *seed;
            return scenario;
        }
        Ensemble batch = read_ensemble(scenario_options.path(), scenario_options.overrides());
        if (seed) batch.set_seed(*seed);
        return batch.scenario(batch.index_of(scenario_name));
    }

    template <class R, class F>
    void report(const Scenario& scenario) const {
        const TableStorage<F> tables(scenario.inputs);
        const PathTrace trace = trace_path<R>(tables.view(), scenario.seed, path);
        const TraceReport report = {scenario, tables.starts(), trace};
        const int chosen =
            network.empty() ? network_of_interest(trace) : network_named(scenario.inputs, network, "--network");
        if (!json) {
            print_page(trace_to_text(report, chosen, wide ? Width::wide : Width::terminal));
            return;
        }
        std::vector<int> networks = {chosen};
        if (network.empty()) {
            networks.resize(scenario.inputs.networks.size());
            std::iota(networks.begin(), networks.end(), 0);
        }
        fmt::print("{}\n", json_text(trace_to_json(report, networks), -1));
    }
};

}  // namespace

void add_trace(CLI::App& app) {
    auto* command = app.add_subcommand("trace", "print every state and event of a path by month");
    const auto options = std::make_shared<TraceCommand>();
    options->scenario_options.add_to(*command, ScenarioArgument::required);
    command->add_option("--path", options->path, "number of the path, starting at 0")
        ->required()
        ->check(whole_number<std::int64_t>());
    command->add_option("--scenario", options->scenario_name, "scenario of a batch (default: the file's own)")
        ->type_name("NAME");
    command
        ->add_option("--network", options->network,
                     "a network by name, key or token (default: the one killed first; with --json: all)")
        ->type_name("NAME");
    command->add_option("--seed", options->seed, "seed (default: the scenario's)")
        ->check(whole_number<std::uint64_t>());
    command->add_flag("--reference", options->reference, "compute in binary64 instead of binary32");
    command->add_flag("--wide", options->wide, "print every column, not only those that fit 80");
    command->add_flag("--json", options->json, "print JSON with the names of the result file");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
