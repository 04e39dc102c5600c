#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/run_command.hpp"

namespace killshot::cli {

void add_run(CLI::App& app, const std::vector<std::string>& arguments) {
    auto* command = app.add_subcommand("run", "simulate a scenario, write the result, print its table");
    const auto run = std::make_shared<RunCommand>(arguments);
    run->add_run_options(*command);
    run->add_result_options(*command);
    run->add_slice_option(*command);
    command->callback([run] {
        if (const int exit_code = run->run(); exit_code != 0) throw CLI::RuntimeError(exit_code);
    });
}

}  // namespace killshot::cli
