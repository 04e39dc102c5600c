/// Quantiles from counts: of outputs from log-linear histograms, of months from counts by month.
///
/// A quantile of an output has two errors: it is known to within a bin (half-width at most 0.8%), and it is that of a
/// sample. The interval includes both: it goes from the lower edge of the bin of one order statistic to the upper edge
/// of the bin of another. Verified by tests/analysis/quantiles_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/intervals.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/tally/tally.hpp"

namespace killshot {

/// Probabilities of the quantiles in a result.
inline constexpr std::array<double, 9> quantile_probabilities{0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};
inline constexpr std::size_t n_quantiles = quantile_probabilities.size();
inline constexpr std::size_t median_index = 4;

/// For one sample size: the ranks of every quantile and of its interval. Computed once, used for every histogram.
/// Without a confidence, all intervals are NaN.
struct QuantileRanks {
    QuantileRanks(std::int64_t n, std::optional<double> confidence);

    std::int64_t n;
    std::array<std::int64_t, n_quantiles> rank{};
    std::optional<std::array<RankInterval, n_quantiles>> interval;
};

/// The largest ratio of half a bin to its middle: that of the first of 64 bins of an octave.
inline constexpr double relative_bin_half_width = 1.0 / 129.0;

/// The values that a bin represents: its part within [low, high] of the output, and the middle of that. For the end
/// bins, the middle is the edge of the window.
struct BinValues {
    double low{}, middle{}, high{};
};
[[nodiscard]] BinValues bin_values(int bin, const OutputInfo& info);

/// bin_values of all bins of an output, computed once for all of its histograms.
class BinTable {
  public:
    explicit BinTable(const OutputInfo& info);

    [[nodiscard]] const BinValues& operator[](int bin) const { return values_[static_cast<std::size_t>(bin)]; }
    /// Of all bins, contiguous.
    [[nodiscard]] std::span<const double> middles() const { return middles_; }
    [[nodiscard]] double lowest() const { return lowest_; }    // of the output's own range
    [[nodiscard]] double highest() const { return highest_; }  // infinite if unbounded

  private:
    std::vector<BinValues> values_;
    std::vector<double> middles_;
    double lowest_, highest_;
};

/// An output at one date, over all paths, in tallied units.
struct OutputSummary {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};
    double sd{};               // around the mean of the histogram, with n - 1; NaN for a single path
    std::int64_t n_outside{};  // below or above the histogram's window
};
/// The counts must sum to ranks.n, which must be positive.
[[nodiscard]] OutputSummary summarize_histogram(const UsedBins& bins, const QuantileRanks& ranks,
                                                const BinTable& table);

/// Of the month of an event, over the paths that have it (counts[m - 1] of them in month m). NaN if none has.
struct MonthSummary {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};  // an unbounded end is the first or the last month
};
[[nodiscard]] MonthSummary summarize_months(std::span<const std::int64_t> counts, std::optional<double> confidence);

}  // namespace killshot
