/// The table of a design: a CSV file whose columns are parameters and whose rows are scenarios. Rows may repeat.
///
/// The first line has the keys as --set takes them; every later line has one number (or true, false) a column. Lines
/// that begin with # and empty lines are skipped. Verified by tests/ensemble/scenario_table_test.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ensemble/axes.hpp"
#include "killshot/scenario.hpp"
#include "scenario/reading.hpp"

namespace killshot {

struct ScenarioTable {
    std::vector<Axis> columns;    // each with one value: the first row's, which describes all
    std::vector<double> numbers;  // row by row
    SourceFile file;

    [[nodiscard]] std::size_t n_rows() const { return numbers.size() / columns.size(); }
    [[nodiscard]] double number(std::size_t row, std::size_t column) const {
        return numbers[row * columns.size() + column];
    }
};

/// asked_by: the place that names the file. groups: the axes, which must not set the same numbers. Nothing where there
/// is a problem, which is added to the reading's.
std::optional<ScenarioTable> read_scenario_table(Reading& reading, const std::filesystem::path& path,
                                                 const Place& asked_by, const std::vector<AxisGroup>& groups);

}  // namespace killshot
