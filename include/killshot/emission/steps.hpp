/// Places months in steps. Step k covers the months from month_of(k) to month_of(k + 1).
///
/// Months are counted from t0 and may be fractional. Two rules (docs/model.md, Emission archetypes): what lasts over
/// [start, end) counts in each step by its overlap with the step, and what happens at a month (a cut, a damping, a
/// cliff) acts in the step that contains it, month_of(k) <= month < month_of(k + 1). For whole months the two rules
/// agree.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "killshot/inputs.hpp"

namespace killshot {

inline constexpr double months_per_step = 12 * dt_years;
inline constexpr double days_per_step = 365 * dt_years;

/// The month in which step k starts; the step's rates are those of this month.
constexpr double month_of(std::size_t step) { return static_cast<double>(step) * months_per_step; }

/// Years from t0 to the start of step k.
constexpr double years_to(std::size_t step) { return static_cast<double>(step) * dt_years; }

constexpr bool holds(std::size_t step, double month) { return month_of(step) <= month && month < month_of(step + 1); }

/// True in the step that contains `month` and in every later step.
constexpr bool reached(std::size_t step, double month) { return month < month_of(step + 1); }

/// The months of step k that lie in [start, end).
constexpr double overlap_months(std::size_t step, double start, double end) {
    return std::max(0.0, std::min(end, month_of(step + 1)) - std::max(start, month_of(step)));
}

/// Sets row[k] = value_of(k) for every step.
template <class ValueOf>
void fill_row(std::vector<double>& row, ValueOf value_of) {
    for (std::size_t step = 0; step < row.size(); ++step) row[step] = value_of(step);
}

}  // namespace killshot
