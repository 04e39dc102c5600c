#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/python.hpp"
#include "results/reader.hpp"

namespace killshot::cli {
namespace {

struct ReportCommand {
    std::vector<std::string> files;
    std::string output;
    bool force = false;

    void run() const {
        for (const std::string& file : files) ResultFile{file};  // says what is wrong with it, without Python
        std::vector<std::string> arguments = {"report"};
        arguments.insert(arguments.end(), files.begin(), files.end());
        arguments.insert(arguments.end(), {"-o", output});
        if (force) arguments.push_back("--force");
        become_python(arguments);
    }
};

}  // namespace

void add_report(CLI::App& app) {
    auto* command = app.add_subcommand("report", "write a report that opens in a browser");
    const auto options = std::make_shared<ReportCommand>();
    command->add_option("FILE", options->files, "results of runs (HDF5); more than one are compared")
        ->type_name("")
        ->required();
    command->add_option("-o,--output", options->output, "HTML file to write, which needs nothing else")
        ->type_name("FILE")
        ->required();
    command->add_flag("--force", options->force, "replace an existing file");
    command->callback([options] { options->run(); });
}

}  // namespace killshot::cli
