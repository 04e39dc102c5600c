#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/python.hpp"
#include "files/part_file.hpp"
#include "report/export.hpp"

namespace killshot::cli {
namespace {

struct ExportCommand {
    std::string path, folder, scenario;
    bool parquet = false, force = false;

    void run() const {
        const ResultFile file(path);
        const std::optional<int> only =
            scenario.empty() ? std::nullopt : std::optional(scenario_named(file.header(), scenario));
        if (parquet) become_python(arguments());
        PartFile::remove_on_signals();
        const std::vector<std::string> names =
            export_csv(file, only, folder, force ? Existing::replace : Existing::keep);
        fmt::print("{} files in {}; README.txt says what they hold\n", names.size(), folder);
    }

    [[nodiscard]] std::vector<std::string> arguments() const {
        std::vector<std::string> all = {"export", path, "-o", folder, "--parquet"};
        if (!scenario.empty()) all.insert(all.end(), {"--scenario", scenario});
        if (force) all.push_back("--force");
        return all;
    }
};

}  // namespace

void add_export(CLI::App& app) {
    auto* command = app.add_subcommand("export", "write a result as CSV tables, one row an observation");
    const auto options = std::make_shared<ExportCommand>();
    command->add_option("FILE", options->path, "result of a run (HDF5)")->type_name("")->required();
    command->add_option("-o,--output", options->folder, "folder to write them into")->type_name("DIR")->required();
    command->add_option("--scenario", options->scenario, "one scenario (default: all)")->type_name("NAME");
    command->add_flag("--parquet", options->parquet, "write Parquet instead of CSV");
    command->add_flag("--force", options->force, "replace existing files of these names");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
