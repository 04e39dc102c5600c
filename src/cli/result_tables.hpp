/// What `run` and `show` print of a whole result.
#pragma once

#include <string>

#include "report/batch_summary.hpp"

namespace killshot::cli {

/// Whether the first scenario's own table says something: not where it failed, or is one draw among many.
[[nodiscard]] bool first_speaks_for_itself(const BatchSummary& batch);

/// The table of its only scenario; of a batch the first's, and what the others say beside it. by: "YYYY-MM", or empty
/// for the horizon.
[[nodiscard]] std::string tables_of(const ResultFile& file, const std::string& by);

}  // namespace killshot::cli
