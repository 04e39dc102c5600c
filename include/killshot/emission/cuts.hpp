/// Emission cuts: the stress in which emissions stop propping revenue (Signal 03, MODEL.md section 4).
///
/// From the step that holds `month` on, every row that pays out (mint, inflation, grant_usd, treasury_rate, vault_pay)
/// is multiplied by `factor`; several cuts multiply. The vault's target stays, so a cut pays less and burns no more.
/// Verified: a row before its cut is unchanged, after it a multiple; in any order; a cut of 0 at month 0 pays nothing.
#pragma once

#include "killshot/emission/rows.hpp"
#include "killshot/inputs.hpp"

namespace killshot {

void apply_cuts(EmissionRows& rows, const NetworkInputs& network);

}  // namespace killshot
