/// Dates of a run: months of the simulation as calendar days, the months that are reported, and dates as text.
///
/// Verified by tests/inputs/calendar_test.cpp.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace killshot {

/// The last month (1-based) that ends by 2027-12-31, which is the thesis' structural question; -1 if there is none.
[[nodiscard]] int month_of_2027(std::chrono::year_month_day start);

/// Steps k after which outputs are tallied, ascending: every `every` months, the horizon, and month_of_2027 if it is
/// within the horizon.
[[nodiscard]] std::vector<int> report_steps(std::chrono::year_month_day start, int months, int every);

/// The same day `months` months after `start`, or the last day of that month if the month is shorter.
[[nodiscard]] std::chrono::year_month_day add_months(std::chrono::year_month_day start, int months);

/// "2026-11-22"
[[nodiscard]] std::string text_of(std::chrono::year_month_day date);

/// Reads what text_of writes. Nothing if the text is anything else, or no day of the calendar.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

/// "2026-11-27T07:31:05Z"
[[nodiscard]] std::string now_utc();

}  // namespace killshot
