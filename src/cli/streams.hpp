/// Standard output carries the result of a command, so losing it is an error; standard error carries progress and
/// explanations, so a failure to write there is ignored.
///
/// Verified by tests/cli/streams_test.cpp with full, closed and unwritable streams, and by terminal_test.py.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace killshot::cli {

/// Opens the standard streams that the caller closed, so that no file of ours takes descriptor 0, 1 or 2 and receives
/// what is printed. Writing to such a stream still fails. Call it first.
void reserve_standard_streams();

/// Writes to standard error and ignores failures.
void write_to_stderr(std::string_view text);

template <class... Arguments>
void print_to_stderr(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    write_to_stderr(fmt::format(format, std::forward<Arguments>(arguments)...));
}

/// Writes a page of text to standard output. On a terminal, headings are bold, unless NO_COLOR is set or TERM is dumb.
void print_page(std::string_view text);

/// The columns of the terminal that a stream is connected to; nothing if it is not connected to one.
[[nodiscard]] std::optional<int> terminal_width(int descriptor);

/// Flushes standard output. Returns an error text where anything printed so far did not reach it, else nothing.
[[nodiscard]] std::string lost_output();

}  // namespace killshot::cli
