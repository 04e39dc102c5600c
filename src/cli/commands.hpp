/// The commands of killshot. Each function adds a command that runs when it is parsed and throws Error on failure.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace killshot::cli {

/// arguments: the whole command line, which is recorded in the result's /provenance.
void add_run(CLI::App& app, const std::vector<std::string>& arguments);
void add_merge(CLI::App& app, const std::vector<std::string>& arguments);
void add_show(CLI::App& app);
void add_diff(CLI::App& app);
void add_report(CLI::App& app);
void add_export(CLI::App& app);
void add_trace(CLI::App& app);
void add_validate(CLI::App& app);
void add_plan(CLI::App& app);
void add_networks(CLI::App& app);
void add_new(CLI::App& app);
void add_explain(CLI::App& app);
void add_devices(CLI::App& app);
void add_verify(CLI::App& app);
void add_bench(CLI::App& app);

}  // namespace killshot::cli
