/// The tables that `run` and `show` print for a whole result file.
#pragma once

#include <string>

#include "report/batch_summary.hpp"

namespace killshot::cli {

/// The table of a single scenario; for a batch, the first scenario's table and the batch's summary. by: "YYYY-MM", or
/// empty for the horizon.
[[nodiscard]] std::string tables_of(const ResultFile& file, const std::string& by);

}  // namespace killshot::cli
