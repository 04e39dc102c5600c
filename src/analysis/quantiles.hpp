/// Quantiles read from counts: of outputs from log-linear histograms, of months from counts by month.
///
/// A quantile of an output carries two errors: it is known to a bin (half-width at most 0.8%), and it is the
/// quantile of a sample. The interval has both: it runs between order statistics, from the lower edge of the one's
/// bin to the upper edge of the other's. Verified by tests/analysis/quantiles_test.cpp.
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

/// Probabilities of the quantiles that a result holds.
inline constexpr std::array<double, 9> quantile_probabilities{0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};
inline constexpr std::size_t n_quantiles = quantile_probabilities.size();
inline constexpr std::size_t median_index = 4;

/// For one sample size: the ranks of every quantile and of its interval. Computed once, used for every histogram.
/// Without a confidence there are no intervals: they read NaN wherever they are used.
struct QuantileRanks {
    QuantileRanks(std::int64_t n, std::optional<double> confidence);

    std::int64_t n;
    std::array<std::int64_t, n_quantiles> rank{};
    std::optional<std::array<RankInterval, n_quantiles>> interval;
};

/// Half a bin over its middle, at most: the first of 64 bins of an octave.
inline constexpr double relative_bin_half_width = 1.0 / 129.0;

/// What a bin stands for. An end bin reads as the window's edge; a bin of the window as its part within [low, high]
/// of the output, and its middle.
struct BinValues {
    double low{}, middle{}, high{};
};
[[nodiscard]] BinValues bin_values(int bin, const OutputInfo& info);

/// bin_values of all bins of an output: made once, read for every histogram of it.
class BinTable {
  public:
    explicit BinTable(const OutputInfo& info);

    [[nodiscard]] const BinValues& operator[](int bin) const { return values_[static_cast<std::size_t>(bin)]; }
    /// Of all bins, side by side.
    [[nodiscard]] std::span<const double> middles() const { return middles_; }
    [[nodiscard]] double lowest() const { return lowest_; }    // of the output's own range
    [[nodiscard]] double highest() const { return highest_; }  // infinite where it has no end

  private:
    std::vector<BinValues> values_;
    std::vector<double> middles_;
    double lowest_, highest_;
};

/// An output at one date over all paths, in tallied units.
struct OutputSummary {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};
    double sd{};               // about the histogram's own mean, n - 1; NaN of a single path
    std::int64_t n_outside{};  // below or above the histogram's window
};
/// Two passes over the bins in use. The counts sum to ranks.n, which is positive.
[[nodiscard]] OutputSummary summarize_histogram(const UsedBins& bins, const QuantileRanks& ranks,
                                                const BinTable& table);

/// A month over the paths that get there (counts[m - 1] paths do in month m). NaN where none does.
struct MonthSummary {
    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};  // open ends read as the first and the last month
};
[[nodiscard]] MonthSummary summarize_months(std::span<const std::int64_t> counts, std::optional<double> confidence);

}  // namespace killshot
