#include "cli/whole_number.hpp"

#include <algorithm>

namespace killshot::cli {
namespace {

constexpr std::size_t most_digits = 20;  // of 2^64

/// Removes the digits that `text` begins with and returns them.
std::string_view take_digits(std::string_view& text) {
    const std::size_t n = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view digits = text.substr(0, n);
    text.remove_prefix(n);
    return digits;
}

bool take(std::string_view& text, std::string_view letters) {
    if (text.empty() || letters.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace

std::optional<std::string> digits_of(std::string_view text) {
    std::string digits(take_digits(text));
    if (digits.empty() || (digits.front() == '0' && digits.size() > 1)) return std::nullopt;
    std::string_view fraction;
    if (take(text, ".")) {
        fraction = take_digits(text);
        if (fraction.empty()) return std::nullopt;
    }
    std::size_t exponent = 0;
    if (take(text, "eE")) {
        take(text, "+");
        const auto power = detail::parse_decimal<std::size_t>(take_digits(text));
        if (!power || *power > most_digits) return std::nullopt;
        exponent = *power;
    } else if (take(text, "kK")) {
        exponent = 3;
    } else if (take(text, "M")) {
        exponent = 6;
    } else if (take(text, "G")) {
        exponent = 9;
    }
    if (!text.empty()) return std::nullopt;
    while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
    if (fraction.size() > exponent) return std::nullopt;  // a fraction of a whole remains
    digits += fraction;
    digits.append(exponent - fraction.size(), '0');
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return digits;
}

}  // namespace killshot::cli
