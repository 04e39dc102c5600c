/// A traced path for people and for programs.
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

/// What is reported of a path: its scenario, what Eq. 19 gave, its trace.
struct TraceReport {
    const Scenario& scenario;
    const std::vector<NetworkStart>& starts;
    const PathTrace& trace;
};

/// The network that the kill shot takes first, the first of the list where it takes none.
[[nodiscard]] int network_of_interest(const PathTrace& trace);

/// In the shape and with the names of tests/data/trace_base.json, for the networks given (indices). What a path has
/// beyond them: dates, K1_list, K1_any and sector_utilization.
[[nodiscard]] nlohmann::ordered_json trace_to_json(const TraceReport& report, const std::vector<int>& networks);

/// What happened, then the sector and one network month by month.
[[nodiscard]] std::string trace_to_text(const TraceReport& report, int network);

}  // namespace killshot
