/// Fills the rows of Eq. 15 of one network: its archetype first, then its unlock tranches, then its emission cuts.
///
/// In this order, a grant's runway is the one before cuts, and unlocks are never cut.
/// Verified by tests/emission/known_answers_test.cpp: emission and supply of every network of the known answers.
#pragma once

#include "killshot/emission/rows.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

/// gpus0: GPUs at t0 (Eq. 19), H100 equivalents. months: the horizon, in steps of dt_years.
/// Throws std::invalid_argument, naming the network, if a row would be negative or not finite.
EmissionRows emission_rows(const NetworkInputs& network, double gpus0, int months);

}  // namespace killshot
