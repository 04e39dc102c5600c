/// Writes a result as tidy CSV: one file a table, a data dictionary and a README (docs/export.md).
///
/// CSV by RFC 4180: commas, quotes where needed, CRLF; UTF-8, the decimal point, every digit that a number has, nothing
/// where a value is not known. Verified by tests/python/export_test.py with Python's csv and pandas.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "files/part_file.hpp"
#include "report/export_tables.hpp"
#include "results/reader.hpp"

namespace killshot {

/// One record with its line end.
[[nodiscard]] std::string csv_line(const std::vector<Cell>& cells);

/// Writes every scenario of the file that did not fail, or only scenario `only`, into `folder`, which is created where
/// it is missing. In a file of several scenarios, each table begins with the column `scenario`. The files appear under
/// their names when all of them are complete. Throws Error where one exists and is to be kept. Returns their names.
std::vector<std::string> export_csv(const ResultFile& file, std::optional<int> only, const std::string& folder,
                                    Existing existing);

}  // namespace killshot
