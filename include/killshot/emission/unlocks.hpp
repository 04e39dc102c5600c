/// Unlock tranches: tokens that reach holders on a schedule, in addition to any archetype (docs/model.md, Eq. 17).
///
/// A tranche releases `tokens` evenly over [start_month, end_month) and `cliff_tokens` in the step that contains
/// start_month. What falls before t0 or beyond the horizon is not released. Unlocks are never a subsidy.
/// Verified by tests/emission/unlocks_test.cpp.
#pragma once

#include "killshot/emission/rows.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

/// Throws std::invalid_argument if a tranche has tokens but does not end after it starts.
void add_unlocks(EmissionRows& rows, const NetworkInputs& network);

}  // namespace killshot
