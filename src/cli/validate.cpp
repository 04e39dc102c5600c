#include <array>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/implausible_starts.hpp"
#include "cli/scenario_options.hpp"
#include "cli/streams.hpp"
#include "ensemble/ensemble.hpp"
#include "inputs/calendar.hpp"
#include "inputs/json.hpp"
#include "inputs/names.hpp"
#include "killshot/error.hpp"
#include "report/changes.hpp"
#include "report/text.hpp"
#include "tables/tables.hpp"

namespace killshot::cli {
namespace {

using Align = TextTable::Align;

std::vector<NetworkStart> starts_of(const Inputs& inputs) { return TableStorage<double>(inputs).starts(); }

void print_json(const Scenario& scenario) {
    const std::vector<NetworkStart> starts = starts_of(scenario.inputs);
    nlohmann::ordered_json json = to_json(scenario);
    nlohmann::ordered_json& networks = json["derived"]["networks"] = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < starts.size(); ++i) {
        networks.push_back({{"name", scenario.inputs.networks[i].name},
                            {"gpus0", starts[i].gpus0},
                            {"subsidy_share0", starts[i].subsidy_share0},
                            {"capital_cost", starts[i].capital_cost},
                            {"target_utilization", starts[i].target_utilization}});
    }
    fmt::print("{}\n", json.dump(1));
}

std::string status_counts(const Scenario& scenario) {
    std::array<int, 4> counts{};
    for (const Parameter& parameter : scenario.parameters) ++counts[static_cast<std::size_t>(parameter.status)];
    return fmt::format("{} numbers: {} quoted, {} derived, {} fitted, {} assumed", scenario.parameters.size(),
                       counts[0], counts[1], counts[2], counts[3]);
}

void print_summary(const Scenario& scenario) {
    const std::vector<NetworkStart> starts = starts_of(scenario.inputs);
    const int months = scenario.inputs.months;
    std::string text = wrapped(fmt::format("{} is valid: {} networks, {} months from {} to {}, {}, seed {}",
                                           scenario.name, starts.size(), months, killshot::text_of(scenario.start),
                                           killshot::text_of(add_months(scenario.start, months)),
                                           path_count(scenario.paths), scenario.seed)) +
                       wrapped(status_counts(scenario)) + changed_inputs_to_text(scenario.changed, true);

    TextTable table({{"network", Align::left},
                     {"price\nUSD/h"},
                     {"GPUs\nH100 eq."},
                     {"utili-\nzation"},
                     {"cost\nratio"},
                     {"organic\nUSD/month"},
                     {"subsidy\nUSD/month"},
                     {"capital\nUSD/h"}});
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const NetworkInputs& network = scenario.inputs.networks[i];
        const NetworkStart& start = starts[i];
        table.add_row({network.name, fmt::format("{:.2f}", start.price0), short_number(start.gpus0),
                       percent(start.target_utilization, 0), fmt::format("{:.2f}", network.cost_ratio0),
                       short_number(start.organic0_usd), short_number(start.subsidy0_usd),
                       fmt::format("{:.2f}", start.capital_cost)});
    }
    print_page(text + "\nState at the start (Eq. 19)\n\n" + table.text());
    print_implausible_starts(scenario);
}

/// Generates every scenario and reports those that fail.
void check_batch(const Ensemble& batch) {
    std::int64_t n_failed = 0, n_redraws = 0, n_clipped = 0;
    std::string first_problem;
    for (std::int64_t n = 0; n < batch.size(); ++n) {
        try {
            const Scenario scenario = batch.scenario(n);
            n_redraws += scenario.drawn.redraws;
            n_clipped += scenario.drawn.clipped;
        } catch (const Error& error) {
            if (++n_failed == 1) first_problem = fmt::format("{}: {}", batch.name(n), error.what());
        }
    }
    std::string words = fmt::format("A batch of {} scenarios, from \"{}\" to \"{}\"", with_commas(batch.size()),
                                    batch.name(0), batch.name(batch.size() - 1));
    if (n_redraws + n_clipped > 0)
        words += fmt::format(
            "; {} draws were repeated (their start contradicted itself) and {} values clipped to "
            "their range",
            with_commas(n_redraws), with_commas(n_clipped));
    fmt::print("\n{}", wrapped(words));
    if (n_failed > 0)
        throw Error(
            fmt::format("{} of {} scenarios are wrong; the first is {}", n_failed, batch.size(), first_problem));
}

struct ValidateCommand {
    ScenarioOptions scenario_options;
    bool json = false;

    void run() const {
        const Ensemble batch = read_ensemble(scenario_options.path(), scenario_options.overrides());
        if (json) return print_json(batch.base());
        print_summary(batch.base());
        if (batch.size() > 1) check_batch(batch);
    }
};

}  // namespace

void add_validate(CLI::App& app) {
    auto* command = app.add_subcommand("validate", "check a scenario and show what it resolves to");
    const auto options = std::make_shared<ValidateCommand>();
    options->scenario_options.add_to(*command, ScenarioArgument::required);
    command->add_flag("--json", options->json, "the resolved scenario, and what Eq. 19 derives from it");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
