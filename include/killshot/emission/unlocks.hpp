/// Unlock tranches: tokens that reach holders on a calendar, beside any archetype (MODEL.md section 4, Eq. 17).
///
/// A tranche releases `tokens` evenly over [start_month, end_month) and `cliff_tokens` in the step that
/// holds start_month. What lies before t0 or beyond the horizon is not released. Unlocks are never a subsidy.
/// Verified: a tranche inside the horizon sums to tokens + cliff_tokens; a fractional bound, its part of the month.
#pragma once

#include "killshot/emission/rows.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

/// Throws std::invalid_argument where a tranche has tokens, but no time to release them in.
void add_unlocks(EmissionRows& rows, const NetworkInputs& network);

}  // namespace killshot
