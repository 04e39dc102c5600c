/// All rows of Eq. 15 of one network: its archetype, then its unlock tranches, then its emission cuts.
///
/// In this order, so that the runway of a grant is that before cuts and unlocks are never cut.
/// Verified against the emission and supply of every network in the model's known answers (tests/emission).
#pragma once

#include "killshot/emission/rows.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

/// gpus0: GPUs of the network at t0 (Eq. 19), H100 equivalents. months: the horizon, in steps of dt_years.
/// Throws std::invalid_argument, naming the network, where a row would be negative or not finite.
EmissionRows emission_rows(const NetworkInputs& network, double gpus0, int months);

}  // namespace killshot
