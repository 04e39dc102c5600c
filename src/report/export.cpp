#include "report/export.hpp"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "killshot/error.hpp"
#include "report/show.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char letter : text) letter == '"' ? quoted += "\"\"" : quoted += letter;
    return quoted + '"';
}

/// A file of the export, written in large pieces.
class OutputFile {
  public:
    OutputFile(const fs::path& folder, std::string_view name, Existing existing)
        : name_(name), part_((folder / name).string(), existing,
                             existing == Existing::keep ? "give --force to replace it, or another -o"
                                                        : "make room or give another -o") {}

    void write(std::string_view text) {
        buffer_ += text;
        if (buffer_.size() >= most_buffered) flush();
    }
    void complete() {
        flush();
        part_.complete();
    }
    [[nodiscard]] const std::string& name() const { return name_; }

  private:
    static constexpr std::size_t most_buffered = std::size_t{1} << 16U;

    void flush() {
        part_.write(buffer_);
        buffer_.clear();
    }

    std::string name_, buffer_;
    PartFile part_;
};

constexpr ExportColumn scenario_column = {"scenario", "text", "", "the scenario's name"};

std::vector<ExportColumn> columns_of(const ExportTable& table, bool has_scenarios) {
    std::vector<ExportColumn> columns = table.columns;
    if (has_scenarios) columns.insert(columns.begin(), scenario_column);
    return columns;
}

std::string heading_line(const std::vector<ExportColumn>& columns) {
    std::vector<Cell> names;
    for (const ExportColumn& column : columns) names.emplace_back(column.name);
    return csv_line(names);
}

std::string data_dictionary(bool has_scenarios) {
    std::string text = csv_line({"table", "column", "type", "unit", "meaning"});
    for (const ExportTable& table : export_tables())
        for (const ExportColumn& column : columns_of(table, has_scenarios))
            text += csv_line({table.name, column.name, column.type, column.unit, column.meaning});
    return text;
}

std::string readme(const ResultFile& file, const std::vector<int>& scenarios, const std::vector<std::int64_t>& rows) {
    const ResultHeader& header = file.header();
    std::string text = wrapped(fmt::format("{}, exported from {} (digest {}), which was written by {}.",
                                           scenarios.size() == 1
                                               ? "Scenario " + header.scenarios[static_cast<std::size_t>(scenarios[0])]
                                               : fmt::format("{} scenarios", scenarios.size()),
                                           header.path, header.digest, header.source)) +
                       "\nTables\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const ExportTable& table = export_tables()[i];
        text += wrapped(fmt::format("{} ({} rows)", table.meaning, with_commas(rows[i])),
                        fmt::format("  {:<16}", fmt::format("{}.csv", table.name)), 18, 79);
    }
    return text + '\n' +
           wrapped(
               "data_dictionary.csv has the type, the unit and the meaning of every column. Each row is one "
               "observation. The files are CSV by RFC 4180 in UTF-8: commas, a decimal point, text in quotes where "
               "needed, and nothing between the commas where a value is not known.") +
           "\n  pandas   pandas.read_csv(\"verdict.csv\")\n  DuckDB   SELECT * FROM 'verdict.csv'\n";
}

fs::path create_folder(const std::string& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed || !fs::is_directory(folder))
        throw Error(fmt::format("{}: cannot be created ({}); give another -o", folder,
                                failed ? failed.message() : "a file has its name"));
    return folder;
}

std::vector<int> scenarios_of(const ResultHeader& header, std::optional<int> only) {
    std::vector<int> scenarios;
    if (only) return {*only};
    for (std::size_t i = 0; i < header.scenarios.size(); ++i)
        if (!header.failed[i]) scenarios.push_back(static_cast<int>(i));
    if (scenarios.empty()) throw Error(header.path + ": has nothing to export (every scenario failed); run it again");
    return scenarios;
}

}  // namespace

std::string csv_line(const std::vector<Cell>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) line += ',';
        line += quoted(cells[i].text);
    }
    return line + "\r\n";
}

std::vector<std::string> export_csv(const ResultFile& file, std::optional<int> only, const std::string& folder,
                                    Existing existing) {
    const std::vector<int> scenarios = scenarios_of(file.header(), only);
    const bool has_scenarios = file.header().scenarios.size() > 1;
    const fs::path path = create_folder(folder);
    std::vector<std::unique_ptr<OutputFile>> files;
    for (const ExportTable& table : export_tables())
        files.push_back(std::make_unique<OutputFile>(path, fmt::format("{}.csv", table.name), existing));
    OutputFile dictionary(path, "data_dictionary.csv", existing), read_me(path, "README.txt", existing);

    const std::size_t n_tables = files.size();
    for (std::size_t i = 0; i < n_tables; ++i)
        files[i]->write(heading_line(columns_of(export_tables()[i], has_scenarios)));
    std::vector<std::int64_t> n_rows_of(n_tables);
    for (const int scenario : scenarios) {
        const Summary summary = summarize(file, scenario, "");
        std::optional<BeliefSummary> beliefs;
        if (file.beliefs()) beliefs = summarize_beliefs(file, DriversOf::networks_too);
        const ExportedScenario exported{file, summary, beliefs ? &*beliefs : nullptr, scenario};
        for (std::size_t i = 0; i < n_tables; ++i) {
            export_tables()[i].rows(exported, [&](std::vector<Cell> row) {
                if (has_scenarios) row.insert(row.begin(), Cell(summary.scenario));
                files[i]->write(csv_line(row));
                ++n_rows_of[i];
            });
        }
    }
    dictionary.write(data_dictionary(has_scenarios));
    read_me.write(readme(file, scenarios, n_rows_of));

    std::vector<std::string> names;
    for (const auto& table : files) {
        table->complete();
        names.push_back(table->name());
    }
    dictionary.complete();
    read_me.complete();  // last: a folder with a README is whole
    names.push_back(dictionary.name());
    names.push_back(read_me.name());
    return names;
}

}  // namespace killshot
