/// One argument of --set, "networks.io.net.margin0=0.1", as a layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "layer.hpp"
#include "problems.hpp"

namespace killshot {

/// The dotted key's parts; a project's name ("io.net") is one part, quoted or not.
/// projects: every name and key that a network goes by.
std::vector<std::string> split_key(std::string_view key, const std::vector<std::string>& projects);

ScenarioLayer read_argument(const std::string& argument, const std::vector<std::string>& projects, Problems& problems);

}  // namespace killshot
