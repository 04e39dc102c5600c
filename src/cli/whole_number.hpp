/// Checks an option's text before CLI11 reads it: CLI11 2.1 wraps negative numbers and clips large ones.
#pragma once

#include <charconv>
#include <concepts>
#include <limits>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace killshot::cli {

/// A validator that lets decimal numbers from 0 to the largest Number pass.
template <std::integral Number>
CLI::Validator whole_number() {
    return {[](const std::string& text) {
                Number value{};
                const char* const end = text.data() + text.size();
                const auto [stopped, failed] = std::from_chars(text.data(), end, value);
                if (failed == std::errc() && stopped == end && value >= 0) return std::string();
                return fmt::format("{} is not a whole number from 0 to {}", text, std::numeric_limits<Number>::max());
            },
            ""};
}

}  // namespace killshot::cli
