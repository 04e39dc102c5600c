/// Errors that a user can fix: what is wrong, why, what to do, and where.
///
/// A problem reads "FILE:LINE: KEY: problem (why); what to do"; several problems are on one line each. An input that is
/// not in a file names its argument instead ("--set sector.cut_rate=x: sector.cut_rate: ..."). The text is safe to
/// print: characters that a terminal would obey are escaped.
/// Verified by tests/scenario/bad_files_test.cpp.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace killshot {

/// Where an input was read. Unknown parts are empty (or 0) and do not appear in the text.
struct Place {
    std::string file;  // as the user named it, or the command-line argument
    int line = 0;      // 1-based
    std::string key;   // dotted: "networks.akash.margin0"
    int column = 0;    // 1-based, of a syntax error
};

/// For example "base.toml:12: sector.cut_rate"; one line, safe to print.
std::string text_of(const Place& place);

/// An input, a file or a result is wrong: exit code 1. CLI11 reports wrong usage of the command line (exit code 2).
class Error : public std::runtime_error {
  public:
    static constexpr int exit_code = 1;

    /// problem: "problem (why); what to do".
    explicit Error(std::string_view problem);
    Error(const Place& place, std::string_view problem);
};

}  // namespace killshot
