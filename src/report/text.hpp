/// Numbers and aligned tables for a terminal.
///
/// Verified by tests/report/text_test.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace killshot {

/// "1,048,576"
[[nodiscard]] std::string with_commas(std::int64_t value);

/// "65,536 paths", "1 path"
[[nodiscard]] std::string path_count(std::int64_t n_paths);

/// "12.3%"; decimals as given.
[[nodiscard]] std::string percent(double share, int decimals);

/// How many decimals to give a percentage whose interval is low..high (shares): a unit of the last digit is at most one
/// and a half of the interval's half-width. At most 3.
[[nodiscard]] int percent_decimals(double low, double high);

/// Three significant digits and a metric letter: "1.25 M", "430", "18.2 k", "2.16 G".
[[nodiscard]] std::string short_number(double value);

/// "November 2029"
[[nodiscard]] std::string month_in_words(std::chrono::year_month_day date);

/// "1.2 s", "3 min 20 s", "2 h 5 min"
[[nodiscard]] std::string duration(double seconds);

/// "4.2 MB", powers of 1000.
[[nodiscard]] std::string bytes(double count);

/// The words in lines of at most `width` columns, each with a newline: the first after `first`, the others after
/// `indent` spaces. A word longer than a line stands alone. The words may come from files: they are made printable.
[[nodiscard]] std::string wrapped(std::string_view words, std::string_view first, std::size_t indent,
                                  std::size_t width);
[[nodiscard]] std::string wrapped(std::string_view words, std::size_t indent = 0, std::size_t width = 79);

/// The text as one word of a shell's command: in single quotes, and as it is where no letter needs them.
[[nodiscard]] std::string shell_quoted(std::string_view text);
[[nodiscard]] std::string shell_word(std::string_view text);

/// Months (1-based) in which something held, as ranges: "3-5, 9, 12-36"; "never" if there is none.
[[nodiscard]] std::string month_ranges(const std::vector<bool>& held);

/// A table whose columns are as wide as their widest cell, with two spaces between columns and a rule under the
/// headings. Cells may come from files: they are made printable.
class TextTable {
  public:
    enum class Align : std::uint8_t { left, right };
    struct Column {
        std::string heading;  // may have several lines
        Align align = Align::right;
    };

    explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

    /// One cell for every column.
    void add_row(std::vector<std::string> cells);
    /// With a newline at the end of every line and no trailing spaces.
    [[nodiscard]] std::string text() const;

  private:
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace killshot
