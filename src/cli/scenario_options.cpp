#include "cli/scenario_options.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "inputs/names.hpp"
#include "killshot/error.hpp"
#include "killshot/scenario.hpp"

namespace killshot::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* base_scenario = "scenarios/base.toml";

/// The base scenario in the current folder, or else in the nearest folder above the executable that has one.
std::string find_base_scenario() {
    if (fs::exists(base_scenario)) return base_scenario;
    std::error_code failed;
    const fs::path executable = fs::read_symlink("/proc/self/exe", failed);
    for (fs::path folder = executable.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
        if (fs::exists(folder / base_scenario)) return (folder / base_scenario).string();
    throw Error(fmt::format("{}: no such file (looked in {} and in every folder from {} upwards); name a scenario file",
                            base_scenario, fs::current_path().string(), executable.parent_path().string()));
}

}  // namespace

void ScenarioOptions::add_to(CLI::App& command, ScenarioArgument argument) {
    auto* scenario = command.add_option("SCENARIO", path_, "scenario file (TOML)")->type_name("FILE");
    if (argument == ScenarioArgument::required) {
        scenario->required();
    } else {
        scenario->description(fmt::format("scenario file (TOML; default: {})", base_scenario));
    }
    command.add_option("--set", overrides_, "override, as in sector.cut_rate=0.3; repeatable")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false)
        ->check([](const std::string& text) {
            const auto equals = text.find('=');
            return equals != std::string::npos && equals > 0 ? std::string()
                                                             : text + " is not KEY=VALUE (as in sector.cut_rate=0.3)";
        });
}

std::string ScenarioOptions::path() const {
    if (path_.empty()) return find_base_scenario();
    if (path_.find('=') != std::string::npos && !fs::exists(path_))
        throw Error(fmt::format("{}: no such scenario file (every override needs its own --set); write --set {}", path_,
                                path_));
    return path_;
}

Scenario ScenarioOptions::read() const { return read_scenario(path(), overrides_); }

int network_named(const Inputs& inputs, const std::string& name) {
    if (const auto index = find_network(inputs, name)) return *index;
    std::vector<std::string> keys;
    for (const NetworkInputs& network : inputs.networks) keys.push_back(network.key);
    throw Error(
        fmt::format("--network {}: no such network in the scenario; use one of {}", name, fmt::join(keys, ", ")));
}

}  // namespace killshot::cli
