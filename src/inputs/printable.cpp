#include "inputs/printable.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace killshot {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

/// Both ends included.
struct CodePoints {
    char32_t first, last;
};

constexpr CodePoints escaped[] = {
    {0x0000, 0x001F},    // C0 controls
    {0x007F, 0x009F},    // DEL and C1 controls
    {0x00AD, 0x00AD},    // soft hyphen
    {0x061C, 0x061C},    // Arabic letter mark
    {0x180E, 0x180E},    // Mongolian vowel separator
    {0x200B, 0x200F},    // zero-width characters, left-to-right and right-to-left marks
    {0x2028, 0x202E},    // line and paragraph separators, bidirectional embeddings and overrides
    {0x2060, 0x206F},    // word joiner, invisible operators, bidirectional isolates
    {0xFEFF, 0xFEFF},    // byte order mark
    {0xFFF9, 0xFFFB},    // interlinear annotations
    {0xE0000, 0xE0FFF},  // tags and variation selectors
};

constexpr bool is_escaped(char32_t code_point) {
    return std::ranges::any_of(
        escaped, [=](const CodePoints& range) { return code_point >= range.first && code_point <= range.last; });
}

struct Character {
    char32_t code_point{};
    std::size_t size = 0;  // in bytes; 0 where the text does not begin with a character of UTF-8
};

/// The first character. Overlong forms, surrogates and what lies above U+10FFFF are not UTF-8.
constexpr Character first_character(std::string_view text) {
    const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xC2 && lead <= 0xDF ? 2 : (lead & 0xF0U) == 0xE0 ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (size == 0 || text.size() < size) return {};
    char32_t code_point = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) return {};
        code_point = code_point << 6U | (byte(i) & 0x3FU);
    }
    const bool is_overlong = code_point < (size == 3 ? 0x800U : size == 4 ? 0x10000U : 0x80U);
    const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    return is_overlong || is_surrogate || code_point > 0x10FFFF ? Character{} : Character{code_point, size};
}

std::string cleaned(std::string_view text, bool keeps_newlines) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto [code_point, size] = first_character(text);
        if (size == 0)
            result += replacement;
        else if (is_escaped(code_point) && !(keeps_newlines && code_point == '\n'))
            result += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code_point));
        else
            result += text.substr(0, size);
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return result;
}

}  // namespace

std::string printable(std::string_view text) { return cleaned(text, false); }

std::string printable_lines(std::string_view text) { return cleaned(text, true); }

}  // namespace killshot
