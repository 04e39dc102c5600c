#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "killshot/report/show.hpp"
#include "killshot/results/reader.hpp"

namespace killshot::cli {
namespace {

struct ShowCommand {
    std::string path, by;
    bool json = false;

    void run() const {
        const ResultFile file(path);
        const Summary summary = summarize(file, 0, by);
        if (json) {
            fmt::print("{}\n", summary_to_json(summary).dump(1));
        } else {
            fmt::print("{}", summary_to_text(summary));
        }
    }
};

}  // namespace

void add_show(CLI::App& app) {
    auto* command = app.add_subcommand("show", "the table of a result file");
    const auto options = std::make_shared<ShowCommand>();
    command->add_option("FILE", options->path, "result of a run (HDF5)")->type_name("")->required();
    command->add_option("--by", options->by, "probabilities by this month instead of the horizon")
        ->type_name("YYYY-MM");
    command->add_flag("--json", options->json, "machine-readable, at full precision");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
