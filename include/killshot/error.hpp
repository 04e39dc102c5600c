/// Errors that a user can mend: what is wrong, why, and what to do, with the place in the file where there is one.
///
/// The text of one problem reads "FILE:LINE: KEY: problem (why); what to do"; several problems stand on a line each.
/// What has no file says what it is instead ("--set sector.cut_rate=x: sector.cut_rate: ...").
/// Verified by tests/scenario/error_test.cpp and by every file of tests/scenario/bad.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace killshot {

/// Where an input stands. Parts that are unknown stay empty (line 0) and are left out of the text.
struct Place {
    std::string file;  // as the user named it, or the argument of the command line
    int line = 0;      // 1-based
    std::string key;   // dotted: "networks.akash.margin0"
    int column = 0;    // 1-based, of a syntax error
};

/// "base.toml:12: sector.cut_rate", without the parts that `place` has not.
inline std::string text_of(const Place& place) {
    std::string text = place.file;
    if (!text.empty() && place.line > 0) text.append(":").append(std::to_string(place.line));
    if (!text.empty() && place.column > 0) text.append(":").append(std::to_string(place.column));
    if (!text.empty() && !place.key.empty()) text += ": ";
    return text + place.key;
}

/// An input, a file or a result is wrong: exit code 1. Wrong usage of the command line (2) is CLI11's to tell.
class Error : public std::runtime_error {
  public:
    static constexpr int exit_code = 1;

    /// problem: "problem (why); what to do".
    explicit Error(const std::string& problem) : std::runtime_error(problem) {}
    Error(const Place& place, std::string_view problem)
        : std::runtime_error(text_of(place).append(text_of(place).empty() ? "" : ": ").append(problem)) {}
};

}  // namespace killshot
