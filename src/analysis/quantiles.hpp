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
#include "killshot/model/outputs.hpp"
#include "killshot/tally/tally.hpp"

namespace killshot {

/// The probabilities of the quantiles in a result.
inline constexpr std::array<double, 9> quantile_probabilities{0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};
inline constexpr std::size_t n_quantiles = quantile_probabilities.size();
inline constexpr std::size_t median_index = 4;

/// The ranks of every quantile and of its interval for one sample size, computed once for all histograms.
/// Without a confidence there are no intervals, and their ends are NaN.
struct QuantileRanks {
    QuantileRanks(std::int64_t n, std::optional<double> confidence);

    std::int64_t n;
    std::array<std::int64_t, n_quantiles> rank{};
    std::optional<std::array<RankInterval, n_quantiles>> interval;
};

/// The largest ratio of a bin's half-width to its middle: that of the first of the 64 bins of an octave.
inline constexpr double relative_bin_half_width = 1.0 / 129.0;

/// The values of a bin: the window's edge for an end bin, else its part within the range [low, high] of the output, and
/// its middle.
struct BinValues {
    double low{}, middle{}, high{};
};
[[nodiscard]] BinValues bin_values(int bin, const OutputInfo& info);

/// bin_values of all bins of an output, computed once for all of its histograms.
class BinTable {
  public:
    explicit BinTable(const OutputInfo& info);

    [[nodiscard]] const BinValues& operator[](int bin) const { return values_[static_cast<std::size_t>(bin)]; }
    /// The middles of all bins.
    [[nodiscard]] std::span<const double> middles() const { return middles_; }
    [[nodiscard]] double lowest() const { return lowest_; }    // end of the output's range
    [[nodiscard]] double highest() const { return highest_; }  // infinite if it has no upper end

  private:
    std::vector<BinValues> values_;
    std::vector<double> middles_;
    double lowest_, highest_;
};

/// An output at one date over all paths, in tallied units.
struct OutputSummary {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};
    double sd{};               // about the histogram's mean, with n - 1; NaN for a single path
    std::int64_t n_outside{};  // below or above the histogram's window
};
/// Takes two passes over the bins in use. Their counts must sum to ranks.n > 0.
[[nodiscard]] OutputSummary summarize_histogram(const UsedBins& bins, const QuantileRanks& ranks,
                                                const BinTable& table);

/// The month of an event, over the paths on which it happens (on counts[m - 1] paths in month m). NaN if there is none.
struct MonthSummary {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};  // open ends are the first and the last month
};
[[nodiscard]] MonthSummary summarize_months(std::span<const std::int64_t> counts, std::optional<double> confidence);

}  // namespace killshot
