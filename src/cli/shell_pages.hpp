/// The completions for bash and zsh and the man page, made from the definitions of the commands. `cmake --install` puts
/// them where shells and man find them.
///
/// Verified by tests/cli/shell_pages_test.py: every command and option is in each, and bash completes.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace killshot::cli {

[[nodiscard]] std::string bash_completion(const CLI::App& app);
[[nodiscard]] std::string zsh_completion(const CLI::App& app);
[[nodiscard]] std::string man_page(const CLI::App& app);

}  // namespace killshot::cli
