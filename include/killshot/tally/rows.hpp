/// The table of everything that a run counts, and the closed lists that its axes stand for. Freestanding: kernels read
/// it.
///
/// A row of this table is all that a counted event needs besides the code that counts it: the tally's layout, the
/// counters of the kernels, the variable in the result file, its page in docs/schema.md and the reader follow from it.
/// Verified by tests/tally/layout_test.cpp and tests/backend/counts_test.cpp.
#pragma once

#include <cstdint>

namespace killshot {

enum class Cause : std::uint8_t { kill_shot, supply_exodus, subsidy_exhausted, token_death };  // in order of precedence
inline constexpr int n_causes = 4;

/// Readings of the kill shot's words, its own (the effective price, K2) first. `prices` is its own with K2_prices.
enum class Reading : std::uint8_t { effective, lists, any_list, compute, prices };
inline constexpr int n_readings = 5;

enum class Signal : std::uint8_t {
    utilization,
    subsidy_share,
    sector_utilization,
    adopted,
    self_funded,
    effective_price,
    parity_gap,
    released,
};
inline constexpr int n_signals = 8;
inline constexpr int n_signal_bins = 20;
inline constexpr int signal_bins[n_signals] = {20, 20, 20, 2, 11, 20, 20, 2};  // in use

inline constexpr int n_stances = 3;
inline constexpr std::int64_t max_kill_bit_paths = std::int64_t{1} << 20;

/// What a row holds.
enum class RowKind : std::uint8_t {
    paths,        // numbers of paths: at most as many as were run
    months,       // numbers of months, summed over paths
    fixed_point,  // sums of real numbers in units of 2^-20
    histogram,    // numbers of paths by bin
};

/// An axis of a row. Its length is the scenario's, or that of a closed list.
enum class Axis : std::uint8_t {
    none,
    network,
    killed,  // 0 to n_networks: how many networks are killed
    month,
    date,  // report date
    stance,
    cause,
    exit_mask,  // set of exits: bit i is cause i
    reading,
    signal,
    signal_bin,
    network_output,
    sector_output,
    bin,  // of a histogram
};
inline constexpr int max_rank = 4;

// ROW(name, kind, description, axes...). The names enter the digest, so they never change; histograms come last.
// clang-format off
#define KILLSHOT_ROWS(ROW) \
    ROW(paths, paths, "paths simulated") \
    ROW(n_K1, paths, "paths on which K1 holds after the month, by reading; 0 for prices", reading, month) \
    ROW(n_K1_held, paths, "paths on which K1 holds for hold_months in a row at some time") \
    ROW(n_killed, paths, "paths by how many networks the kill shot takes by the horizon", killed) \
    ROW(n_all_of_stance, paths, "paths on which the kill shot takes every network of a stance", stance) \
    ROW(n_release, paths, "paths on which the first hardware release since the start comes in the month", month) \
    ROW(n_adoption_any, paths, "paths on which the sector's first customer at scale comes in the month", month) \
    ROW(sector_sum, fixed_point, "sum of a sector output over paths", sector_output, date) \
    ROW(n_exit, paths, "paths whose first exit comes in the month, by cause", network, cause, month) \
    ROW(n_fired, paths, "paths on which an exit fires in the month, whatever has happened before", \
        network, cause, month) \
    ROW(n_kill_by_reading, paths, "paths on which the kill shot fires in the month, by reading of its words", \
        network, reading, month) \
    ROW(n_exit_mask, paths, "paths by the set of exits that fired by the horizon", network, exit_mask) \
    ROW(n_standing, paths, "paths on which the kill shot fired and its conditions hold at the horizon", network) \
    ROW(n_long_tail_only, paths, "paths on which the kill shot fired and K3 then held for hold_months in a row", \
        network) \
    ROW(n_K2, paths, "paths on which K2 holds after the month", network, month) \
    ROW(n_K2_prices, paths, "paths on which K2 holds after the month for prices asked instead of costs", \
        network, month) \
    ROW(n_K3, paths, "paths on which K3 holds after the month", network, month) \
    ROW(n_parity, paths, "paths whose cost ratio first reaches 1 in the month", network, month) \
    ROW(n_parity_held, paths, "paths by the month that completes hold_months in a row at a cost ratio of 1 or above", \
        network, month) \
    ROW(n_parity_at_end, paths, "paths whose cost ratio is at or above 1 at the horizon", network) \
    ROW(n_adoption, paths, "paths on which the first customer at scale comes in the month", network, month) \
    ROW(low_months, months, "months of low utilization, summed over paths", network) \
    ROW(self_funded_months, months, "of low_months, those in which organic income alone covered power and capital", \
        network) \
    ROW(low_subsidy_share_sum, fixed_point, "sum of the subsidy share over low_months", network) \
    ROW(aftermath_tail_sum, fixed_point, "sum over paths with a kill of long-tail revenue at the horizon over V(0)", \
        network) \
    ROW(n_signal, paths, "paths not killed by the decision month, by where the signal stood then", \
        network, signal, signal_bin) \
    ROW(n_signal_kill, paths, "of these, paths that the kill shot takes later", network, signal, signal_bin) \
    ROW(sum, fixed_point, "sum of a network's output over paths", network, network_output, date) \
    ROW(sector_histogram, histogram, "paths by the value of a sector output", sector_output, date, bin) \
    ROW(histogram, histogram, "paths by the value of a network's output", network, network_output, date, bin)
// clang-format on

enum class Row : std::uint8_t {
#define KILLSHOT_ENUMERATOR(name, ...) name,
    KILLSHOT_ROWS(KILLSHOT_ENUMERATOR)
#undef KILLSHOT_ENUMERATOR
        count_
};
inline constexpr int n_rows = static_cast<int>(Row::count_);

struct RowInfo {
    const char* name;
    RowKind kind;
    const char* description;
    Axis axes[max_rank];  // trailing ones are none
};

namespace row_table {
using enum Axis;
inline constexpr RowInfo rows[n_rows] = {
#define KILLSHOT_ROW_INFO(name, kind, description, ...) {#name, RowKind::kind, description, {__VA_ARGS__}},
    KILLSHOT_ROWS(KILLSHOT_ROW_INFO)
#undef KILLSHOT_ROW_INFO
};
}  // namespace row_table
#undef KILLSHOT_ROWS

constexpr const RowInfo& info(Row row) { return row_table::rows[static_cast<int>(row)]; }

constexpr bool is_histogram(Row row) { return info(row).kind == RowKind::histogram; }

constexpr bool has_axis(Row row, Axis which) {
    for (const Axis axis : info(row).axes) {
        if (axis == which) return true;
    }
    return false;
}

/// Whether the result file has the row as it is, under its name. Signals stand in a group of their own, without the
/// bins that are not in use.
constexpr bool is_variable(Row row) {
    return (info(row).kind == RowKind::paths || info(row).kind == RowKind::months) && !has_axis(row, Axis::signal);
}

/// Rows before the histograms.
inline constexpr int n_plain_rows = [] {
    int n = 0;
    for (const RowInfo& row : row_table::rows) n += row.kind == RowKind::histogram ? 0 : 1;
    return n;
}();
static_assert(
    [] {
        for (int r = 0; r < n_rows; ++r) {
            if (is_histogram(static_cast<Row>(r)) != (r >= n_plain_rows)) return false;
        }
        return true;
    }(),
    "histograms are the last rows of the table");

}  // namespace killshot
