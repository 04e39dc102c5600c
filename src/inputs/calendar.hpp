/// Report dates: which months of a run are tallied, and the days on which they end.
///
/// Verified by tests/inputs/calendar_test.cpp.
#pragma once

#include <vector>

#include "killshot/scenario.hpp"

namespace killshot {

/// The last month (1-based) that ends by 2027-12-31, -1 where there is none: the thesis' structural question.
[[nodiscard]] int month_of_2027(const Date& start);

/// Steps k after which outputs are tallied, ascending: every 6 months, the horizon, and month_of_2027 where it lies
/// within the horizon.
[[nodiscard]] std::vector<int> report_steps(const Date& start, int months);

/// The day `months` months after `start` (the last day of that month where it is shorter).
[[nodiscard]] Date add_months(const Date& start, int months);

}  // namespace killshot
