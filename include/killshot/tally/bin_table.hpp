/// The values that the bins of an output's histogram stand for.
///
/// Verified by tests/tally/bin_table_test.cpp.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "killshot/model/outputs.hpp"

namespace killshot {

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

/// The sector's outputs, then the networks', each in the order of the model's lists.
[[nodiscard]] const std::vector<BinTable>& bin_tables();

}  // namespace killshot
