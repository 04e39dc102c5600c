/// The rows that a run counts, and the small closed lists that they are indexed by. Freestanding: kernels read it.
#pragma once

#include <cstdint>

namespace killshot {

enum class Row : std::uint8_t {
    paths,                  // scalar: how many paths were run
    n_k1,                   // [month] K1 held after this step
    n_k1_list,              // [month] ... on the weighted lists alone
    n_k1_any,               // [month] ... on any one hyperscaler's list
    n_k1_held,              // scalar: K1 held for the hold at some time
    n_killed,               // [0..networks] how many networks the kill shot took
    n_all_of_stance,        // [stance] all networks of a stance were taken
    n_adoption_any,         // [month] first adoption in the sector
    sector_sum,             // [sector output][date] fixed point
    n_exit,                 // [network][cause][month] first exits
    n_fired,                // [network][cause][month] every exit that fired
    n_exit_mask,            // [network][mask] which exits fired: bit = cause
    n_standing,             // [network] the kill shot fired and its conditions hold at the horizon
    n_long_tail_only,       // [network]
    n_k2,                   // [network][month]
    n_k3,                   // [network][month]
    n_parity,               // [network][month] first month with x >= 0
    n_parity_discounted,    // [network][month] first month with x >= ln(1 - discount_required)
    n_adoption,             // [network][month]
    low_months,             // [network] months with u < low_utilization
    stood_months,           // [network] of these, those in which organic income covered the cost
    low_subsidy_share_sum,  // [network] subsidy share over low months, fixed point
    aftermath_tail_sum,     // [network] long-tail revenue over V(0) at the horizon given a kill, fixed point
    n_signal,               // [network][signal][bin] paths not yet killed at decision_month
    n_signal_kill,          // [network][signal][bin] ... and killed later
    sum,                    // [network][output][date] fixed point
    sector_histogram,       // [sector output][date][bin]
    histogram,              // [network][output][date][bin]
    count_
};
inline constexpr int n_rows = static_cast<int>(Row::count_);

enum class Cause : std::uint8_t { kill_shot, supply_exodus, subsidy_exhausted, token_death };  // in order of precedence
inline constexpr int n_causes = 4;

/// The kill shot under other readings of its words than its own (effective price, K2), in the order of their slots.
enum class Reading : std::uint8_t { lists, any_list, compute, prices };
inline constexpr int n_other_readings = 4;

enum class Signal : std::uint8_t { utilization, subsidy_share, sector_utilization, adopted, stood };
inline constexpr int n_signals = 5;
inline constexpr int n_signal_bins = 20;  // 20, 20, 20, 2 and 11 are in use
inline constexpr int signal_bins[n_signals] = {20, 20, 20, 2, 11};

inline constexpr int n_stances = 3;
inline constexpr std::int64_t max_kill_bit_paths = std::int64_t{1} << 20;

}  // namespace killshot
