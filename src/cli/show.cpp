#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "killshot/report/batch_summary.hpp"
#include "killshot/report/difference.hpp"
#include "killshot/report/show.hpp"
#include "killshot/results/reader.hpp"

namespace killshot::cli {
namespace {

struct ShowCommand {
    std::string path, by, scenario;
    bool json = false;

    void run() const {
        const ResultFile file(path);
        const int index = scenario.empty() ? 0 : scenario_named(file.header(), scenario);
        const bool is_batch = file.header().scenarios.size() > 1;
        if (is_batch && scenario.empty()) return show_batch(file);
        const Summary summary = summarize(file, index, by);
        const bool differs = index > 0 && !file.header().failed[0];
        if (json) {
            nlohmann::ordered_json shown = summary_to_json(summary);
            if (differs) shown["difference_from_first"] = difference_to_json(difference(file, index, 0));
            fmt::print("{}\n", shown.dump(1));
        } else {
            fmt::print("{}", summary_to_text(summary));
            if (differs) fmt::print("\n{}", difference_to_text(difference(file, index, 0)));
        }
    }

    /// The first scenario, unless it is one draw among many, and what the others say beside it.
    void show_batch(const ResultFile& file) const {
        const BatchSummary batch = summarize_batch(file);
        const bool with_first = batch.epistemic.empty() && !file.header().failed[0];
        if (json) {
            nlohmann::ordered_json shown = batch_to_json(batch);
            if (with_first) shown["first"] = summary_to_json(summarize(file, 0, by));
            fmt::print("{}\n", shown.dump(1));
        } else {
            if (with_first) fmt::print("{}\n", summary_to_text(summarize(file, 0, by)));
            fmt::print("{}", batch_to_text(batch));
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
    command->add_option("--scenario", options->scenario, "one scenario of a batch, and its difference from the first")
        ->type_name("NAME");
    command->add_flag("--json", options->json, "machine-readable, at full precision");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
