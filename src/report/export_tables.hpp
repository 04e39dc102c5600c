/// The tidy tables of `killshot export`: one row an observation, with the names and columns of the data frames that the
/// Python package gives (docs/export.md).
///
/// Verified by tests/python/export_test.py against the file.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/beliefs.hpp"
#include "report/summary.hpp"
#include "results/reader.hpp"

namespace killshot {

/// A value as text: real numbers with every digit that they have, nothing where a value is not known.
struct Cell {
    std::string text;

    // NOLINTBEGIN(google-explicit-constructor): a row is a list of values
    Cell() = default;
    Cell(const std::convertible_to<std::string_view> auto& words) : text(std::string_view(words)) {}
    Cell(std::int64_t number) : text(std::to_string(number)) {}
    Cell(double number);
    // NOLINTEND(google-explicit-constructor)
};

struct ExportColumn {
    std::string_view name, type, unit, meaning;  // type: text, date, integer, real
};

/// What the rows of one scenario are made from.
struct ExportedScenario {
    const ResultFile& file;
    const Summary& summary;        // by the horizon
    const BeliefSummary* beliefs;  // null where there are none
    int index;                     // in the file
};

using AddRow = std::function<void(std::vector<Cell>)>;

struct ExportTable {
    std::string_view name, meaning;
    std::vector<ExportColumn> columns;
    std::function<void(const ExportedScenario&, const AddRow&)> rows;  // a cell for each column
};

[[nodiscard]] const std::vector<ExportTable>& export_tables();

}  // namespace killshot
