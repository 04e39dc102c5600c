#include "report/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

#include "files/printable.hpp"

namespace killshot {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// In characters of UTF-8, as fmt pads.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80; }));
}

}  // namespace

std::string with_commas(std::int64_t value) {
    std::string digits = std::to_string(value);
    const std::ptrdiff_t first = value < 0 ? 1 : 0;
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > first; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

std::string path_count(std::int64_t n_paths) { return with_commas(n_paths) + (n_paths == 1 ? " path" : " paths"); }

std::string percent(double share, int decimals) { return fmt::format("{:.{}f}%", 100.0 * share, decimals); }

int percent_decimals(double low, double high) {
    const double half_width = 50.0 * (high - low);  // in points
    int decimals = 0;
    for (double unit = 1.0; decimals < 3 && half_width < 0.7 * unit; unit /= 10.0) ++decimals;
    return decimals;
}

std::string short_number(double value) {
    struct Scale {
        double unit;
        std::string_view letter;
    };
    constexpr std::array<Scale, 4> scales = {{{1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e3, " k"}}};
    const auto three_digits = [](double x) {
        const double size = std::abs(x);
        return fmt::format("{:.{}f}", x, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
    };
    for (const Scale& scale : scales)
        if (std::abs(value) >= 0.9995 * scale.unit) return three_digits(value / scale.unit).append(scale.letter);
    return std::abs(value) >= 0.1 || value == 0.0 ? three_digits(value) : fmt::format("{:.3g}", value);
}

std::string month_in_words(std::chrono::year_month_day date) {
    constexpr std::array<std::string_view, 12> names = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};
    return fmt::format("{} {}", names.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()));
}

std::string duration(double seconds) {
    if (seconds < 10.0) return fmt::format("{:.2f} s", seconds);
    if (seconds < 60.0) return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string bytes(double count) {
    if (count < 1e3) return fmt::format("{:.0f} B", count);
    const std::array<std::string_view, 4> units = {"kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    for (count /= 1e3; count >= 999.5 && unit + 1 < units.size(); count /= 1e3) ++unit;
    return fmt::format("{:.{}f} {}", count, count < 9.95 ? 1 : 0, units[unit]);
}

std::string shell_quoted(std::string_view text) {
    std::string quoted = "'";
    for (const char letter : text) letter == '\'' ? quoted += "'\\''" : quoted += letter;
    return quoted + "'";
}

std::string shell_word(std::string_view text) {
    const bool is_plain = !text.empty() && text.find_first_of(" \t\n'\"\\$&|;<>()[]{}*?!#~`") == std::string_view::npos;
    return is_plain ? std::string(text) : shell_quoted(text);
}

std::string month_ranges(const std::vector<bool>& held) {
    std::string text;
    for (std::size_t first = 0; first < held.size(); ++first) {
        if (!held[first]) continue;
        std::size_t last = first;
        while (last + 1 < held.size() && held[last + 1]) ++last;
        if (!text.empty()) text += ", ";
        text += first == last ? std::to_string(first + 1) : fmt::format("{}-{}", first + 1, last + 1);
        first = last;
    }
    return text.empty() ? "never" : text;
}

std::string wrapped(std::string_view words, std::string_view first, std::size_t indent, std::size_t width) {
    std::string text, line(first);
    std::istringstream stream{printable(words)};
    bool is_empty = true;  // but for `first` or the indent
    for (std::string word; stream >> word; is_empty = false) {
        if (!is_empty && width_of(line) + 1 + width_of(word) > width) {
            text += line + '\n';
            line.assign(indent, ' ');
            is_empty = true;
        }
        line += (is_empty ? "" : " ") + word;
    }
    return text + line + '\n';
}

std::string wrapped(std::string_view words, std::size_t indent, std::size_t width) {
    return wrapped(words, "", indent, width);
}

void TextTable::add_row(std::vector<std::string> cells) {
    if (cells.size() != columns_.size()) throw std::invalid_argument("a row needs one cell for every column");
    for (std::string& cell : cells) cell = printable(cell);
    rows_.push_back(std::move(cells));
}

std::string TextTable::text() const {
    std::vector<std::size_t> widths;
    std::vector<std::vector<std::string>> headings;
    std::size_t heading_height = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        headings.push_back(lines_of(printable_lines(columns_[c].heading)));
        heading_height = std::max(heading_height, headings.back().size());
        std::size_t width = 0;
        for (const std::string& line : headings.back()) width = std::max(width, width_of(line));
        for (const auto& row : rows_) width = std::max(width, width_of(row[c]));
        widths.push_back(width);
    }

    std::string text;
    const auto add_line = [&](const auto& cell) {
        std::string line;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            if (c > 0) line += "  ";
            line += columns_[c].align == Align::left ? fmt::format("{:<{}}", cell(c), widths[c])
                                                     : fmt::format("{:>{}}", cell(c), widths[c]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    };
    for (std::size_t i = 0; i < heading_height; ++i) {
        add_line([&](std::size_t c) {  // the last lines of all headings are on the rule
            const std::size_t skipped = heading_height - headings[c].size();
            return i < skipped ? std::string() : headings[c][i - skipped];
        });
    }
    add_line([&](std::size_t c) { return std::string(widths[c], '-'); });
    for (const auto& row : rows_) add_line([&](std::size_t c) { return row[c]; });
    return text;
}

}  // namespace killshot
