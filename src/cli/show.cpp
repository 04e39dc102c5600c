#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/result_tables.hpp"
#include "cli/streams.hpp"
#include "report/beliefs.hpp"
#include "report/difference.hpp"
#include "report/json.hpp"
#include "report/result_json.hpp"
#include "report/show.hpp"
#include "results/reader.hpp"

namespace killshot::cli {
namespace {

struct ShowCommand {
    std::string path, by, scenario, network;
    bool json = false, causes = false, drivers = false, signals = false, readings = false, wide = false;

    void run() const {
        const ResultFile file(path);
        if (json) {
            fmt::print(
                "{}\n",
                json_text(scenario.empty() ? result_to_json(file, by) : scenario_to_json(file, index_in(file), by), 1));
        } else if (drivers) {
            print_page(drivers_to_text(summarize_beliefs(file, DriversOf::networks_too)));
        } else if (!scenario.empty() || file.header().scenarios.size() == 1) {
            show_one(file, index_in(file));
        } else if (names_tables()) {
            print_page(tables(summarize(file, 0, by)));
        } else {
            print_page(tables_of(file, by));
        }
    }

    [[nodiscard]] int index_in(const ResultFile& file) const {
        return scenario.empty() ? 0 : scenario_named(file.header(), scenario);
    }

    /// Prints a scenario and its difference from the first.
    void show_one(const ResultFile& file, int index) const {
        const Summary summary = summarize(file, index, by);
        if (names_tables()) {
            print_page(tables(summary));
        } else if (file.header().scenarios.size() == 1) {
            print_page(tables_of(file, by));
        } else {
            print_page(summary_to_text(summary));
            if (index > 0 && !file.header().failed[0])
                print_page('\n' + difference_to_text(difference_from_first(file, index, file.kill_bits(0))));
        }
    }

    [[nodiscard]] bool names_tables() const { return causes || signals || readings || wide; }

    /// The tables that were asked for, instead of the first screen.
    [[nodiscard]] std::string tables(const Summary& summary) const {
        std::string text = heading(summary);
        if (causes) text += '\n' + causes_to_text(summary);
        if (signals) {
            text += '\n' + signals_to_text(summary,
                                           network.empty() ? -1 : project_named(summary.header, network, "--network"));
        }
        if (readings) text += '\n' + readings_to_text(summary);
        if (wide) text += '\n' + wide_to_text(summary);
        return text;
    }
};

}  // namespace

void add_show(CLI::App& app) {
    auto* command = app.add_subcommand("show", "print the tables of a result file");
    const auto options = std::make_shared<ShowCommand>();
    command->add_option("FILE", options->path, "result of a run (HDF5)")->type_name("")->required();
    command
        ->add_option("--by", options->by, "probabilities by this month, or by the end of this year, not by the horizon")
        ->type_name("YYYY[-MM]");
    command->add_option("--scenario", options->scenario, "one scenario, and how it differs from the first")
        ->type_name("NAME");
    command->add_flag("--causes", options->causes, "first exits by cause, and parity");
    command->add_flag("--drivers", options->drivers, "the inputs that P(kill) depends on");
    auto* signals = command->add_flag("--signals", options->signals, "what a signal's reading says about a kill later");
    command
        ->add_option("--network", options->network, "one network's signals, by name, key or token (default: the mean)")
        ->type_name("NAME")
        ->needs(signals);
    command->add_flag("--readings", options->readings, "P(kill) under five readings of the kill shot");
    command->add_flag("--wide", options->wide, "exact intervals and the rest, in 120 columns");
    command->add_flag("--json", options->json, "print JSON at full precision, all tables");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
