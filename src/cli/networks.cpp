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

void print_networks(const Scenario& scenario, bool wide) {
    std::vector<TextTable::Column> columns = {{"network", Align::left}, {"token", Align::left},
                                              {"stance", Align::left},  {"archetype", Align::left},
                                              {"spend\nUSD/year"},      {"inputs\nassumed"}};
    if (wide) {
        const std::initializer_list<TextTable::Column> more = {
            {"key", Align::left}, {"GPUs\nH100 eq."}, {"subsidy\nshare"}};
        columns.insert(columns.end(), more);
    }
    TextTable table(columns);
    for (std::size_t i = 0; i < scenario.inputs.networks.size(); ++i) {
        const NetworkInputs& network = scenario.inputs.networks[i];
        const NetworkStart start = start_of(scenario.inputs.sector, network);
        std::vector<std::string> cells = {network.name,
                                          network.token.empty() ? "-" : network.token,
                                          std::string(stance_name(network.stance)),
                                          std::string(archetype_name(network.archetype)),
                                          short_number(network.spend0_usd),
                                          percent(share_assumed(scenario, static_cast<int>(i)), 0)};
        if (wide) cells.insert(cells.end(), {network.key, short_number(start.gpus0), percent(start.subsidy_share0, 0)});
        table.add_row(std::move(cells));
    }
    print_page(table.text());
    print_implausible_starts(scenario);
}

}  // namespace

void add_networks(CLI::App& app) {
    auto* command = app.add_subcommand("networks", "list a scenario's networks and their start");
    const auto options = std::make_shared<ScenarioOptions>();
    const auto wide = std::make_shared<bool>(false);
    options->add_to(*command, ScenarioArgument::base_by_default);
    command->add_flag("--wide", *wide, "also their keys, GPUs and share of subsidy, in 110 columns");
    command->callback([options, wide] { print_networks(options->read(), *wide); });
}

}  // namespace killshot::cli
