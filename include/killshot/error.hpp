/// Errors that a user can fix: what is wrong, why, and what to do, with the place in the file where there is one.
///
/// The text of one problem is "FILE:LINE: KEY: problem (why); what to do"; several problems are on a line each. Where
/// there is no file, the text names the input instead ("--set sector.cut_rate=x: sector.cut_rate: ..."). The text is
/// safe to print: characters that a terminal would obey are escaped.
/// Verified by tests/inputs/printable_test.cpp and tests/scenario.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace killshot {

/// Where an input was written. Parts that are unknown are empty (line 0) and are left out of the text.
struct Place {
    std::string file;  // as the user named it, or the argument of the command line
    int line = 0;      // 1-based
    std::string key;   // dotted: "networks.akash.margin0"
    int column = 0;    // 1-based, of a syntax error
};

/// "base.toml:12: sector.cut_rate", without the parts that are unknown; one line, safe to print.
std::string text_of(const Place& place);

/// An input, a file or a result is wrong: exit code 1. (CLI11 reports wrong usage of the command line: exit code 2.)
class Error : public std::runtime_error {
  public:
    static constexpr int exit_code = 1;

    /// problem: "problem (why); what to do".
    explicit Error(std::string_view problem);
    Error(const Place& place, std::string_view problem);
};

}  // namespace killshot
