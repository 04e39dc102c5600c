#include "ensemble/scenario_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "files/printable.hpp"
#include "inputs/limits.hpp"
#include "inputs/parameters.hpp"
#include "scenario/document.hpp"

namespace killshot {
namespace {

constexpr std::uintmax_t largest_table = std::uintmax_t{256} << 20U;  // bytes
constexpr std::size_t most_columns = 10'000;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    text = text.substr(first, text.find_last_not_of(blanks) - first + 1);
    const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return is_quoted ? text.substr(1, text.size() - 2) : text;
}

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    for (;;) {
        const std::size_t comma = line.find(',');
        cells.push_back(trimmed(line.substr(0, comma)));
        if (comma == std::string_view::npos) return cells;
        line.remove_prefix(comma + 1);
    }
}

std::optional<double> number_of(std::string_view cell, bool is_truth) {
    if (is_truth && (cell == "true" || cell == "false")) return cell == "true" ? 1 : 0;
    if (cell.starts_with('+')) cell.remove_prefix(1);
    double number = 0;
    const auto [end, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (failed != std::errc() || end != cell.data() + cell.size() || !std::isfinite(number)) return std::nullopt;
    if (is_truth && number != 0 && number != 1) return std::nullopt;
    return number;
}

class TableReader {
  public:
    TableReader(Reading& reading, std::string file, const std::vector<AxisGroup>& groups)
        : reading_(reading), problems_(reading.problems()), file_(std::move(file)), groups_(groups) {}

    /// Whether there is no problem.
    bool read(std::string_view text, ScenarioTable& table) {
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        while (!text.empty() && !problems_.full()) {
            const std::string_view line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(text.size(), line.size() + 1));
            ++line_;
            if (trimmed(line).empty() || line.front() == '#') continue;
            if (keys_.empty())
                read_keys(line);
            else
                read_row(line, table);
            if (n_rows_ > max_table_rows) break;
        }
        if (keys_.empty())
            complain("",
                     "has no line of keys (the columns are parameters); write one, as in sector.cut_rate,sector.pace0");
        else if (n_rows_ == 0)
            complain("", "has no rows (each is a scenario); write one number a column below the keys");
        return is_good_;
    }

  private:
    void complain(std::string key, std::string_view problem) {
        problems_.add({.file = file_, .line = line_, .key = std::move(key)}, problem);
        is_good_ = false;
    }
    [[nodiscard]] std::string column_name(std::size_t column) const {
        return fmt::format("column {} ({})", column + 1, printable(keys_[column]));
    }

    void read_keys(std::string_view line) {
        for (const std::string_view cell : cells_of(line)) keys_.emplace_back(cell);
        line_of_keys_ = line_;
        if (keys_.size() > most_columns)
            complain("", fmt::format("has {} columns (at most {} are supported); leave some out", keys_.size(),
                                     most_columns));
    }

    void read_row(std::string_view line, ScenarioTable& table) {
        if (!is_good_ && table.columns.size() < keys_.size()) return;  // the columns are unknown
        if (++n_rows_ > max_table_rows)
            return complain("",
                            fmt::format("is row {} (a table has at most {}); leave some out", n_rows_, max_table_rows));
        const std::vector<std::string_view> cells = cells_of(line);
        if (cells.size() != keys_.size())
            return complain("", fmt::format("has {} cells (the keys in line {} name {} columns); give one a column",
                                            cells.size(), line_of_keys_, keys_.size()));
        if (table.columns.empty() && !read_columns(cells, table)) return;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const ParameterSpec& spec = *table.columns[column].values.front().key.spec;
            const std::optional<double> number = number_of(cells[column], is_bool(spec));
            if (!number)
                complain(column_name(column),
                         fmt::format("\"{}\" is not a {}; correct it", cells[column],
                                     is_bool(spec) ? "truth value (true, false, 1 or 0)" : "finite number"));
            else if (!spec.range.contains(*number))
                complain(column_name(column), fmt::format("{} is outside its physical range: {}; give a number in {}",
                                                          *number, spec.meaning, text_of(spec.range)));
            table.numbers.push_back(number.value_or(0));
        }
    }

    /// Finds the parameters of the keys, with the numbers of the first row.
    bool read_columns(const std::vector<std::string_view>& cells, ScenarioTable& table) {
        std::vector<AxisGroup> others = groups_;
        for (std::size_t column = 0; column < keys_.size(); ++column) {
            const Place place{.file = file_, .line = line_of_keys_, .key = column_name(column)};
            const std::optional<double> number = number_of(cells[column], false);
            const bool is_word = cells[column] == "true" || cells[column] == "false";
            const toml::value<bool> truth(cells[column] == "true" || number == 1.0);
            const toml::value<double> real(number.value_or(0));
            const bool is_truth = is_word || names_truth(keys_[column]);
            const auto read =
                read_varied(reading_, keys_[column], is_truth ? static_cast<const toml::node&>(truth) : real,
                            {place, place, "table"}, true);
            if (!read) {
                is_good_ = false;
                continue;
            }
            if (read->entry.value.size() != 1) {
                problems_.add(place, "is a list of numbers (a column has one); vary it with [[axis]]");
                is_good_ = false;
                continue;
            }
            Axis axis{.key = keys_[column], .group = {}, .scope = read->scope, .place = place, .values = {read->entry}};
            refuse_doubles(axis, others, reading_);
            others.push_back({{axis}});
            table.columns.push_back(std::move(axis));
        }
        return is_good_;
    }

    /// Whether the last part of the key names a boolean of any section.
    static bool names_truth(std::string_view key) {
        const std::string_view name = key.substr(key.rfind('.') + 1);
        return std::ranges::any_of(parameter_table(),
                                   [&](const ParameterSpec& spec) { return spec.name == name && is_bool(spec); });
    }

    Reading& reading_;
    Problems& problems_;
    std::string file_;
    const std::vector<AxisGroup>& groups_;
    std::vector<std::string> keys_;
    int line_ = 0, line_of_keys_ = 0;
    std::int64_t n_rows_ = 0;
    bool is_good_ = true;
};

}  // namespace

std::optional<ScenarioTable> read_scenario_table(Reading& reading, const std::filesystem::path& path,
                                                 const Place& asked_by, const std::vector<AxisGroup>& groups) {
    FileText file = read_file_text(path, largest_table);
    if (!file.problem.empty()) {
        reading.problems().add(asked_by, path.string() + " " + file.problem);
        return std::nullopt;
    }
    ScenarioTable table;
    if (!TableReader(reading, path.string(), groups).read(file.text, table)) return std::nullopt;
    table.file = {path.string(), std::move(file.text)};
    return table;
}

}  // namespace killshot
