/// Quantiles from counts: of outputs from log-linear histograms, of months from monthly counts.
///
/// A quantile of an output has two errors: its bin (half-width at most 0.8%) and the sample. The interval covers both:
/// it runs between order statistics, from the lower edge of the first one's bin to the upper edge of the second one's.
/// Verified by tests/analysis/quantiles_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/intervals.hpp"
#include "killshot/tally/bin_table.hpp"
#include "killshot/tally/summary.hpp"

namespace killshot {

/// The probabilities of the quantiles in a result.
inline constexpr std::array<double, n_quantiles> quantile_probabilities{0.01, 0.05, 0.1,  0.25, 0.5,
                                                                        0.75, 0.9,  0.95, 0.99};
inline constexpr std::size_t median_index = 4;

/// The ranks of every quantile and of its interval for one sample size, computed once for all histograms.
/// Without a confidence there are no intervals: their ranks are 0, and their ends NaN.
struct QuantileRanks {
    QuantileRanks(std::int64_t n, std::optional<double> confidence);

    std::int64_t n;
    bool has_intervals;
    SummaryRanks ranks{};
};

/// An output at one date over all paths, in tallied units.
struct OutputSummary {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};
    double sd{};               // about the histogram's mean, with n - 1; NaN for a single path
    std::int64_t n_outside{};  // below or above the histogram's window
};
/// summary: of a sample of ranks.n > 0 values, with these ranks.
[[nodiscard]] OutputSummary in_values(const HistogramSummary& summary, const QuantileRanks& ranks,
                                      const BinTable& table);

/// The month of an event, over the paths on which it happens (on counts[m - 1] paths in month m). NaN if there is none.
struct MonthSummary {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};  // open ends are the first and the last month
};
[[nodiscard]] MonthSummary summarize_months(std::span<const std::int64_t> counts, std::optional<double> confidence);

}  // namespace killshot
