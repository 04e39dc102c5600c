/// Whether what Eq. 19 derives for the start of a network is plausible. An implausible start is allowed: the inputs may
/// be right, but somebody should look at them.
///
/// Verified by tests/tables/plausibility_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "killshot/inputs.hpp"
#include "tables/start.hpp"

namespace killshot {

/// An operator's break-even for an H100 (Latent Space, 2024-26, by neighborhoodsf.com), USD/GPU-hour. A capital cost
/// that differs from it by more than the factor is implausible.
inline constexpr double h100_break_even = 1.65, implausible_factor = 3;
/// The largest share of income that has been seen to be subsidy: Bittensor's subnets in May 2026, whose emission was
/// worth 7.6 times their revenue.
inline constexpr double largest_subsidy_share = 0.88;
/// Of a token's market value, burned in a year.
inline constexpr double largest_burn_per_year = 0.1;

/// One sentence for each implausible property; empty if there is none.
[[nodiscard]] std::vector<std::string> implausible_start(const NetworkInputs& network, const NetworkStart& start);

}  // namespace killshot
