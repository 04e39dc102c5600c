/// One argument of --set, "networks.io.net.margin0=0.1", as a layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "scenario/layer.hpp"
#include "scenario/problems.hpp"

namespace killshot {

/// The parts of a dotted key; a project's name ("io.net") is one part, quoted or not. projects: all keys, names and
/// tokens of networks. Empty if the key is malformed.
std::vector<std::string> split_key(std::string_view key, const std::vector<std::string>& projects);

/// Whether a parameter's path can have this many parts.
bool is_key(const std::vector<std::string>& parts);

/// The value at the dotted key with these parts, as a layer.
ScenarioLayer read_assignment(const std::vector<std::string>& parts, const toml::node& value, const Source& source,
                              Problems& problems);

/// Whether the argument's key is in [run].
bool sets_run(const std::string& argument);

ScenarioLayer read_argument(const std::string& argument, const std::vector<std::string>& projects, Problems& problems);

}  // namespace killshot
