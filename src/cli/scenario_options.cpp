#include "cli/scenario_options.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "inputs/names.hpp"
#include "inputs/spelling.hpp"
#include "killshot/error.hpp"
#include "killshot/scenario.hpp"
#include "scenario/shipped.hpp"

namespace killshot::cli {
namespace {

namespace fs = std::filesystem;

/// A scenario in scenarios/ of the current folder, or else one that comes with the program.
std::string find_scenario(const std::string& name) {
    const fs::path shipped = shipped_scenarios();
    for (const fs::path& folder : {fs::path("scenarios"), shipped})
        if (const fs::path file = named_file(folder, name); !file.empty()) return file.string();
    std::error_code failed;
    if (fs::exists(name + ".toml", failed))
        throw Error(fmt::format("{}: is not the name of a scenario that comes with killshot; did you mean {}.toml?",
                                name, name));
    const std::vector<std::string> known = names_in(shipped);
    throw Error(fmt::format(
        "{}: no such file, and no scenario of this name comes with killshot; {}", name,
        did_you_mean(name, std::vector<std::string_view>(known.begin(), known.end()),
                     known.empty() ? "name a scenario file" : fmt::format("name one of {}", fmt::join(known, ", ")))));
}

}  // namespace

void ScenarioOptions::add_to(CLI::App& command, ScenarioArgument argument) {
    auto* scenario = command.add_option("SCENARIO", path_, "scenario file (TOML), or the name of a shipped scenario")
                         ->type_name("FILE");
    if (argument == ScenarioArgument::required)
        scenario->required();
    else
        scenario->default_str("base");
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
    if (path_.empty()) return find_scenario("base");
    std::error_code failed;
    if (fs::is_regular_file(path_, failed)) return path_;
    if (path_.find('=') != std::string::npos)
        throw Error(fmt::format("{}: no such scenario file (every override needs its own --set); write --set {}", path_,
                                path_));
    const bool is_bare = path_.find('/') == std::string::npos && !fs::path(path_).has_extension();
    return is_bare && !fs::exists(path_, failed) ? find_scenario(path_) : path_;
}

Scenario ScenarioOptions::read() const { return read_scenario(path(), overrides_); }

int network_named(const Inputs& inputs, const std::string& name, std::string_view option) {
    if (const auto index = find_network(inputs, name)) return *index;
    std::vector<std::string_view> keys;
    for (const NetworkInputs& network : inputs.networks) keys.emplace_back(network.key);
    throw Error(fmt::format("{} {}: no such network in the scenario; {}", option, name,
                            did_you_mean(name, keys, fmt::format("use one of {}", fmt::join(keys, ", ")))));
}

}  // namespace killshot::cli
