#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/run_command.hpp"

namespace killshot::cli {

void add_merge(CLI::App& app, const std::vector<std::string>& arguments) {
    auto* command = app.add_subcommand("merge", "make one result of the slices that run --slice has written");
    const auto run = std::make_shared<RunCommand>(arguments);
    const auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("SLICE", *files, "all slices of one run, in any order")->type_name("FILE")->required();
    run->add_result_options(*command);
    command->callback([run, files] {
        if (const int exit_code = run->merge(*files); exit_code != 0) throw CLI::RuntimeError(exit_code);
    });
}

}  // namespace killshot::cli
