/// From scenario files to a Scenario: layers, overrides, and everything that can be wrong with them.
///
/// Later layers win: common.toml, a network's file, scenario files from the innermost base outwards, overrides in
/// order; within a layer "*" comes before a network. An entry replaces the inherited one whole; a bare value keeps the
/// unit, has no low and high, and says in its source where it was overridden.
/// Verified by tests/scenario: layering, every file of tests/scenario/bad against its message, and hostile files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "killshot/scenario/scenario.hpp"

namespace killshot {

/// overrides: arguments of --set, "networks.akash.margin0=0.1". Throws Error with every problem, one per line.
Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides);

}  // namespace killshot
