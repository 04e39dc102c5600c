/// What is kept of a histogram in a result: the bins of its quantiles and of the ends of their intervals, its spread,
/// and how many values lie outside of its window. Freestanding: kernels summarise too (cuda/summarize.cu).
///
/// Verified by tests/tally/summaries_test.cpp and, on the emulated card, by
/// tests/cuda_on_cpu/emulated_summaries_test.cpp.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "killshot/lanes/inline.hpp"

namespace killshot {

inline constexpr std::size_t n_quantiles = 9;
/// Of each quantile, and of the lower and the upper end of its interval.
inline constexpr std::size_t n_summary_ranks = 3 * n_quantiles;

/// 1-based ranks in the ordered sample: of the quantiles, then of the lower ends, then of the upper ends, each in
/// ascending order. A rank below 1 or above the size of the sample is an open end.
struct SummaryRanks {
    std::int64_t rank[n_summary_ranks];
};

struct HistogramSummary {
    std::int32_t bin[n_summary_ranks];  // that holds the rank; -1 of an open end
    double sd;                          // about the histogram's mean, with n - 1; NaN of a single value
    std::int64_t n_outside;             // below or above the histogram's window
};

/// The standard deviation of a histogram whose bins are given twice, in order: first to add(), then to add_square().
/// Another order would round to other bits.
class HistogramSpread {
  public:
    KS_INLINE void add(std::int64_t count, double middle) {
        n_ += count;
        sum_ += static_cast<double>(count) * middle;
    }
    /// Between the two passes.
    KS_INLINE void center() { mean_ = sum_ / static_cast<double>(n_); }
    KS_INLINE void add_square(std::int64_t count, double middle) {
        const double deviation = middle - mean_;
        squares_ += static_cast<double>(count) * deviation * deviation;
    }

    /// The values that add() has seen.
    [[nodiscard]] KS_INLINE std::int64_t n() const { return n_; }
    [[nodiscard]] KS_INLINE double sd() const {
        return n_ > 1 ? ::sqrt(squares_ / static_cast<double>(n_ - 1)) : __builtin_nan("");
    }

  private:
    std::int64_t n_ = 0;
    double sum_ = 0, mean_ = 0, squares_ = 0;
};

}  // namespace killshot
