/// Fixed point, in units of 2^-20: sums that are exact, and so the same in any order.
#pragma once

#include <cstdint>

#include "killshot/lanes/inline.hpp"

namespace killshot {

/// Adding 1.5 * 2^52 rounds a binary64 to an integer, which then stands in its low bits.
inline constexpr double fixed_point_magic = 6755399441055744.0;
inline constexpr double fixed_point_units = 1048576.0;

/// a in units of 2^-20, rounded to nearest, ties to even. |a| is at most 2^16.
KS_INLINE std::int64_t fixed_point(float a) {
    const double shifted = static_cast<double>(a) * fixed_point_units + fixed_point_magic;
    return __builtin_bit_cast(std::int64_t, shifted) - __builtin_bit_cast(std::int64_t, fixed_point_magic);
}

}  // namespace killshot
