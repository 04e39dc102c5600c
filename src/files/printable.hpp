/// Makes text from outside (names, sources, file names, keys, arguments) safe to print on a terminal.
///
/// Escaped as \uXXXX: C0 and C1 controls (ESC, CR, newline, tab, NUL), DEL, bidirectional controls, invisible
/// characters and line separators. Bytes that are not UTF-8 become U+FFFD, so the result is always valid UTF-8.
/// Applying it twice changes nothing more. Verified by tests/files/printable_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace killshot {

/// One line.
[[nodiscard]] std::string printable(std::string_view text);

/// For text of several lines: newlines stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

}  // namespace killshot
