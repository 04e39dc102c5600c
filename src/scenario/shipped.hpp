/// The scenarios that come with the program, which may be named without their folder.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace killshot {

/// The folder of base.toml: share/killshot/scenarios of an installation, or scenarios/ in the nearest folder above the
/// executable that has one (the archive, the source tree). Empty if there is none.
[[nodiscard]] std::filesystem::path shipped_scenarios();

/// The file that a bare name ("base" or "base.toml") stands for in this folder; empty if there is none.
[[nodiscard]] std::filesystem::path named_file(const std::filesystem::path& folder, std::string_view name);

/// Names of the folder's TOML files without their extension, sorted.
[[nodiscard]] std::vector<std::string> names_in(const std::filesystem::path& folder);

}  // namespace killshot
