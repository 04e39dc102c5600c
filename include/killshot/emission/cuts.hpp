/// Emission cuts: the stress in which emissions stop propping up revenue (Signal 03, docs/model.md).
///
/// From the step that contains `month` on, every row that pays out (mint, inflation, grant_usd, treasury_rate,
/// vault_pay) is multiplied by `factor`; the factors of several cuts multiply. The vault's target does not change, so a
/// cut pays less without burning more.
/// Verified by tests/emission/cuts_test.cpp.
#pragma once

#include "killshot/emission/rows.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

void apply_cuts(EmissionRows& rows, const NetworkInputs& network);

}  // namespace killshot
