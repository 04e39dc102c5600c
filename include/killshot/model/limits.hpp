/// Limits that keep every quantity of the model finite in binary32, whatever the parameters within their ranges.
///
/// They bind only where a quantity has lost its meaning (docs/model.md, Limits). What does not depend on the path is
/// limited in src/tables. Verified by tests/corners.
#pragma once

namespace killshot {

inline constexpr float max_price_log = 14.0F;   // Eq. 9: a GPU-hour costs at most 1.2 million USD
inline constexpr float max_gap_log = 60.0F;     // Eq. 10: cost ratios are read between e^-60 and e^60
inline constexpr float max_weight_log = 83.0F;  // Eq. 11: the sum of 32 weights is finite (83 < 87 - ln 32)
inline constexpr float max_demand_log = 60.0F;  // Eq. 12: of each kind of demand
inline constexpr float min_demand = 1e-30F;     // Eq. 12: contestable demand, in units of S0 GPU-hours
inline constexpr float max_gpus_log = 30.0F;    // Eq. 16: supply is between e^-30 and e^30 of its start
inline constexpr float max_margin = 1e6F;       // Eq. 16
inline constexpr float max_tokens = 1e20F;      // Eq. 17: circulating supply
inline constexpr float max_token_log = 25.0F;   // Eq. 17: the token's price is between e^-25 and e^25 of its start
inline constexpr float max_output = 0x1.fffffep127F;  // the largest binary32

}  // namespace killshot
