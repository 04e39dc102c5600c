#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/result_tables.hpp"
#include "report/beliefs.hpp"
#include "report/difference.hpp"
#include "report/json.hpp"
#include "report/show.hpp"
#include "results/reader.hpp"

namespace killshot::cli {
namespace {

struct ShowCommand {
    std::string path, by, scenario;
    bool json = false, drivers = false;

    void run() const {
        const ResultFile file(path);
        if (drivers && !json) {
            fmt::print("{}", drivers_to_text(summarize_beliefs(file, DriversOf::networks_too)));
        } else if (!scenario.empty() || file.header().scenarios.size() == 1) {
            show_one(file, scenario.empty() ? 0 : scenario_named(file.header(), scenario));
        } else if (json) {
            const BatchSummary batch = summarize_batch(file);
            nlohmann::ordered_json shown = batch_to_json(batch);
            if (shows_first(batch)) shown["first"] = summary_to_json(summarize(file, 0, by));
            fmt::print("{}\n", json_text(shown, 1));
        } else {
            fmt::print("{}", tables_of(file, by));
        }
    }

    /// Prints a scenario and its difference from the first.
    void show_one(const ResultFile& file, int index) const {
        const Summary summary = summarize(file, index, by);
        const bool differs = index > 0 && !file.header().failed[0];
        if (json) {
            nlohmann::ordered_json shown = summary_to_json(summary);
            if (file.beliefs()) shown["beliefs"] = beliefs_to_json(summarize_beliefs(file, DriversOf::networks_too));
            if (differs)
                shown["difference_from_first"] =
                    difference_to_json(difference_from_first(file, index, file.kill_bits(0)));
            fmt::print("{}\n", json_text(shown, 1));
        } else if (file.header().scenarios.size() == 1) {
            fmt::print("{}", tables_of(file, by));
        } else {
            fmt::print("{}", summary_to_text(summary));
            if (differs) fmt::print("\n{}", difference_to_text(difference_from_first(file, index, file.kill_bits(0))));
        }
    }
};

}  // namespace

void add_show(CLI::App& app) {
    auto* command = app.add_subcommand("show", "print the table of a result file");
    const auto options = std::make_shared<ShowCommand>();
    command->add_option("FILE", options->path, "result of a run (HDF5)")->type_name("")->required();
    command->add_option("--by", options->by, "probabilities by this month, not by the horizon")->type_name("YYYY-MM");
    command->add_option("--scenario", options->scenario, "one scenario, and how it differs from the first")
        ->type_name("NAME");
    command->add_flag("--drivers", options->drivers, "the inputs that P(kill) depends on");
    command->add_flag("--json", options->json, "print JSON at full precision");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
