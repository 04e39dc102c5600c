/// The whole command line: every command with its options, the pages that explain them, and what is said about
/// mistakes.
///
/// Verified by tests/cli/help_test.cpp and tests/cli/terminal_test.py.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace killshot::cli {

/// The exit codes besides 0: the input or a result is wrong; the command line is wrong; some scenarios failed.
inline constexpr int wrong_usage = 2, done_in_part = 3;

/// arguments: the whole command line, which `run` records in the result.
[[nodiscard]] std::unique_ptr<CLI::App> make_command_line(const std::vector<std::string>& arguments);

}  // namespace killshot::cli
