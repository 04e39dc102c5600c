/// What `show --json` and `run --json` print: everything that a report needs of a result file (docs/json.md).
///
/// Verified by tests/python/show_json_test.py, which compares it with the file and with docs/json.md, and
/// tests/cli/outputs_test.cpp.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "results/reader.hpp"

namespace killshot {

/// One scenario. by: "YYYY-MM", or empty for the horizon.
[[nodiscard]] nlohmann::ordered_json scenario_to_json(const ResultFile& file, int scenario, const std::string& by);

/// P(kill) of one scenario in short, as a line of `run --json` in a batch.
[[nodiscard]] nlohmann::ordered_json scenario_line(const ResultFile& file, int scenario);

/// A file: its only scenario, or, of several, the first scenario and how the others differ from it.
[[nodiscard]] nlohmann::ordered_json result_to_json(const ResultFile& file, const std::string& by);

}  // namespace killshot
