/// What `show --json` and `run --json` print: everything that a report needs of a result file (docs/json.md).
///
/// Verified by tests/cli/show_json_test.cpp, which compares the numbers with the file's, and by the schema's test.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "results/reader.hpp"

namespace killshot {

/// One scenario. by: "YYYY-MM", or empty for the horizon.
[[nodiscard]] nlohmann::ordered_json scenario_to_json(const ResultFile& file, int scenario, const std::string& by);

/// A file: its only scenario, or, of several, the first scenario and how the others differ from it.
[[nodiscard]] nlohmann::ordered_json result_to_json(const ResultFile& file, const std::string& by);

}  // namespace killshot
