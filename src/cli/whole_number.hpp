/// Checks the text of an option before CLI11 converts it: CLI11 2.1 wraps negative numbers, clips large ones, and reads
/// 0x10 and 010 as hexadecimal and octal.
#pragma once

#include <charconv>
#include <concepts>
#include <limits>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "files/printable.hpp"

namespace killshot::cli {

/// A validator that accepts decimal numbers from `min` to `max`, without a sign and without leading zeros.
template <std::integral Number>
CLI::Validator whole_number(Number min = 0, Number max = std::numeric_limits<Number>::max()) {
    return {[min, max](const std::string& text) {
                Number value{};
                const char* const end = text.data() + text.size();
                const auto [stopped, failed] = std::from_chars(text.data(), end, value);
                const bool is_decimal = failed == std::errc() && stopped == end && (text == "0" || text[0] != '0');
                if (is_decimal && value >= min && value <= max) return std::string();
                return fmt::format("{} is not a whole number from {} to {} in decimal digits", printable(text), min,
                                   max);
            },
            ""};
}

}  // namespace killshot::cli
