/// Log-linear bins of a non-negative binary32 value: 64 per octave from 2^-16 to 2^16, read off its bits.
///
/// Bin 0 holds zero, bin 1 what is below the window, bins 2 to 2049 the window, and the last bin what is above it.
/// A bin's half-width is at most 0.8% of its middle. Verified by tests/tally/histogram_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/lanes/fixed_point.hpp"
#include "killshot/lanes/float.hpp"

namespace killshot::histogram {

inline constexpr int bins_per_octave = 64;
inline constexpr int octave_low = -16, octave_high = 16;
inline constexpr int n_window = bins_per_octave * (octave_high - octave_low);
inline constexpr int zero_bin = 0, below_bin = 1, first_bin = 2, above_bin = first_bin + n_window;
inline constexpr int n_bins = above_bin + 1;

inline constexpr int mantissa_shift = 17;  // the mantissa has 23 bits; the upper 6 number the 64 bins of an octave
inline constexpr int code_of_first_bin = (127 + octave_low) * bins_per_octave;

/// The bin of a value, lane by lane. A negative value counts as zero; NaN counts as above the window.
template <class R>
KS_INLINE auto bin_of(R value) {
    const auto bits = bits_of(value);
    using I = decltype(bits_of(value));
    const I code = shift_right(bits, mantissa_shift) - I(code_of_first_bin - first_bin);
    const I lowest = select(I(0) < bits, I(below_bin), I(zero_bin));
    return min(max(code, lowest), I(above_bin));
}

/// Values are clipped to this before they are summed in the units of lanes/fixed_point.hpp.
inline constexpr float fixed_point_limit = 65536.0F;

}  // namespace killshot::histogram
