/// A traced path as text and as JSON.
///
/// Verified by tests/report/trace_report_test.cpp: the JSON against the known answers, the narrative on a killed path.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "killshot/scenario.hpp"
#include "reference/trace.hpp"
#include "tables/tables.hpp"

namespace killshot {

/// A path with its scenario and the start that Eq. 19 gives.
struct TraceReport {
    const Scenario& scenario;
    const std::vector<NetworkStart>& starts;
    const PathTrace& trace;
};

/// The network that is killed first, or the first of the list if none is.
[[nodiscard]] int network_of_interest(const PathTrace& trace);

/// Every state of the networks given (indices) and of the sector, with the names of the result file's variables.
[[nodiscard]] nlohmann::ordered_json trace_to_json(const TraceReport& report, const std::vector<int>& networks);

enum class Width : bool { terminal, wide };

/// What happened, then the sector and one network month by month: in 80 columns, or with every column.
[[nodiscard]] std::string trace_to_text(const TraceReport& report, int network, Width width);

}  // namespace killshot
