/// Checks the text of an option before CLI11 converts it: CLI11 2.1 wraps negative numbers, clips large ones, and reads
/// 0x10 and 010 as hexadecimal and octal.
///
/// Verified by tests/cli/whole_number_test.cpp.
#pragma once

#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "files/printable.hpp"

namespace killshot::cli {

/// The decimal digits of a whole number written as "65536", "1e6", "1.5e6", "100k" or "2M" (k, M, G: 10^3, 10^6, 10^9).
/// Nothing where the text is something else: a sign, a leading zero, a fraction that remains.
[[nodiscard]] std::optional<std::string> digits_of(std::string_view text);

namespace detail {

/// Nothing where the text is not decimal, begins with a zero, or does not fit.
template <std::integral Number>
std::optional<Number> parse_decimal(std::string_view text) {
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, value);
    const bool is_decimal = failed == std::errc() && stopped == end && (text == "0" || text[0] != '0');
    return is_decimal ? std::optional(value) : std::nullopt;
}

}  // namespace detail

/// A validator that accepts decimal numbers from `min` to `max`, without a sign and without leading zeros.
template <std::integral Number>
CLI::Validator whole_number(Number min = 0, Number max = std::numeric_limits<Number>::max()) {
    return {[min, max](const std::string& text) {
                const auto value = detail::parse_decimal<Number>(text);
                if (value && *value >= min && *value <= max) return std::string();
                return fmt::format("{} is not a whole number from {} to {} in decimal digits", printable(text), min,
                                   max);
            },
            ""};
}

/// A transform that also accepts 1e6, 100k and 2M, and turns them into digits.
template <std::integral Number>
CLI::Validator count(Number min, Number max) {
    return {[min, max](std::string& text) {
                const std::optional<std::string> digits = digits_of(text);
                const auto value = digits ? detail::parse_decimal<Number>(*digits) : std::nullopt;
                if (!value || *value < min || *value > max)
                    return fmt::format("{} is not a whole number from {} to {} (as in 4096, 1e6, 100k or 2M)",
                                       printable(text), min, max);
                text = *digits;
                return std::string();
            },
            ""};
}

}  // namespace killshot::cli
