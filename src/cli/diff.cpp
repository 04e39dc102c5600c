#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/streams.hpp"
#include "report/difference.hpp"
#include "report/json.hpp"

namespace killshot::cli {
namespace {

struct DiffCommand {
    std::string path_a, path_b, scenario;
    bool json = false;

    void run() const {
        const ResultFile a(path_a), b(path_b);
        const auto index = [this](const ResultFile& file) {
            return scenario.empty() ? 0 : scenario_named(file.header(), scenario);
        };
        const Difference b_minus_a = difference(b, index(b), a, index(a));
        if (json) {
            fmt::print("{}\n", json_text(difference_to_json(b_minus_a), 1));
        } else {
            print_page(difference_to_text(b_minus_a));
        }
    }
};

}  // namespace

void add_diff(CLI::App& app) {
    auto* command = app.add_subcommand("diff", "show how result B differs from A, path by path");
    const auto options = std::make_shared<DiffCommand>();
    command->add_option("A", options->path_a, "result of a run (HDF5)")->type_name("FILE")->required();
    command->add_option("B", options->path_b, "result of another run with the same seed")
        ->type_name("FILE")
        ->required();
    command->add_option("--scenario", options->scenario, "scenario to compare (default: the first)")->type_name("NAME");
    command->add_flag("--json", options->json, "print JSON at full precision");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
