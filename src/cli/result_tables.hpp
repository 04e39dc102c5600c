/// What `run` and `show` print for a whole result.
#pragma once

#include <string>

#include "report/batch_summary.hpp"

namespace killshot::cli {

/// Whether the first scenario gets a table of its own: not if it failed or is one draw among many.
[[nodiscard]] bool shows_first(const BatchSummary& batch);

/// The table of the only scenario; for a batch that of the first, and a summary of all. by: "YYYY-MM", or empty for the
/// horizon.
[[nodiscard]] std::string tables_of(const ResultFile& file, const std::string& by);

}  // namespace killshot::cli
