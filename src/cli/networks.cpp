#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/implausible_starts.hpp"
#include "cli/scenario_options.hpp"
#include "cli/streams.hpp"
#include "inputs/names.hpp"
#include "killshot/emission/archetypes.hpp"
#include "report/text.hpp"
#include "tables/tables.hpp"

namespace killshot::cli {
namespace {

using Align = TextTable::Align;

/// The share of assumed values among the network's own parameters.
double share_assumed(const Scenario& scenario, int network) {
    const auto own = [&](const Parameter& p) { return p.id.network == network; };
    const auto assumed = [&](const Parameter& p) { return own(p) && p.status == Status::assumed; };
    const auto& parameters = scenario.parameters;
    return static_cast<double>(std::count_if(parameters.begin(), parameters.end(), assumed)) /
           static_cast<double>(std::count_if(parameters.begin(), parameters.end(), own));
}

void print_networks(const Scenario& scenario) {
    TextTable table({{"network", Align::left},
                     {"key", Align::left},
                     {"token", Align::left},
                     {"stance", Align::left},
                     {"archetype", Align::left},
                     {"spend\nUSD/year"},
                     {"GPUs\nH100 eq."},
                     {"subsidy\nshare"},
                     {"own inputs\nassumed"}});
    for (std::size_t i = 0; i < scenario.inputs.networks.size(); ++i) {
        const NetworkInputs& network = scenario.inputs.networks[i];
        const NetworkStart start = start_of(scenario.inputs.sector, network);
        table.add_row({network.name, network.key, network.token.empty() ? "-" : network.token,
                       std::string(stance_name(network.stance)), std::string(archetype_name(network.archetype)),
                       short_number(network.spend0_usd), short_number(start.gpus0), percent(start.subsidy_share0, 0),
                       percent(share_assumed(scenario, static_cast<int>(i)), 0)});
    }
    print_page(table.text());
    print_implausible_starts(scenario);
}

}  // namespace

void add_networks(CLI::App& app) {
    auto* command = app.add_subcommand("networks", "list a scenario's networks and their start");
    const auto options = std::make_shared<ScenarioOptions>();
    options->add_to(*command, ScenarioArgument::base_by_default);
    command->callback([options] { print_networks(options->read()); });
}

}  // namespace killshot::cli
