#include <exception>
#include <string>

#include <CLI/CLI.hpp>

#include "build_info.hpp"
#include "cli/commands.hpp"
#include "cli/streams.hpp"
#include "killshot/error.hpp"

namespace {

constexpr int wrong_usage = 2;

int parse(CLI::App& app, int argc, char** argv) {
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : wrong_usage;
    }
}

}  // namespace

int main(int argc, char** argv) {
    killshot::cli::reserve_standard_streams();
    CLI::App app{"killshot: how likely is the kill shot for decentralised compute networks, by when, from which cause"};
    app.name("killshot");
    app.set_version_flag("--version",
                         fmt::format("killshot {} (git {})", killshot::build::version, killshot::build::git));
    app.require_subcommand(1);
    app.failure_message([](const CLI::App* failed, const CLI::Error& error) {
        const CLI::App* innermost = failed;
        while (!innermost->get_subcommands().empty()) innermost = innermost->get_subcommands().front();
        if (innermost == failed && !failed->remaining().empty())
            return fmt::format("{}: no such command\nSee killshot --help\n", failed->remaining().front());
        const std::string command = innermost == failed ? "killshot" : "killshot " + innermost->get_name();
        return fmt::format("{}\nSee {} --help\n", error.what(), command);
    });
    killshot::cli::add_run(app, {argv, argv + argc});
    killshot::cli::add_show(app);
    killshot::cli::add_diff(app);
    killshot::cli::add_report(app);
    killshot::cli::add_export(app);
    killshot::cli::add_trace(app);
    killshot::cli::add_validate(app);
    killshot::cli::add_plan(app);
    killshot::cli::add_networks(app);
    killshot::cli::add_explain(app);
    killshot::cli::add_devices(app);
    killshot::cli::add_verify(app);
    killshot::cli::add_bench(app);

    int exit_code = 0;
    std::string problem;
    try {
        exit_code = parse(app, argc, argv);
    } catch (const std::exception& error) {
        problem = error.what();
    }
    if (const std::string lost = killshot::cli::lost_output(); !lost.empty()) problem = lost;
    if (problem.empty()) return exit_code;
    killshot::cli::print_to_stderr("{}\n", problem);
    return killshot::Error::exit_code;
}
