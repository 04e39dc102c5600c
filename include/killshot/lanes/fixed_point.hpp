/// Fixed-point integers in units of 2^-20. Their sums are exact, and therefore the same in any order.
#pragma once

#include <cstdint>

#include "killshot/lanes/inline.hpp"

namespace killshot {

/// Adding 1.5 * 2^52 rounds a binary64 to an integer, which is then found in the low bits of the sum.
inline constexpr double fixed_point_magic = 6755399441055744.0;
inline constexpr double fixed_point_units = 1048576.0;

/// Returns a in units of 2^-20, rounded to nearest, ties to even. |a| must be at most 2^16.
KS_INLINE std::int64_t fixed_point(float a) {
#if defined(__CUDA_ARCH__)
    return __float2ll_rn(a * static_cast<float>(fixed_point_units));  // the product is exact
#else
    const double shifted = static_cast<double>(a) * fixed_point_units + fixed_point_magic;
    return __builtin_bit_cast(std::int64_t, shifted) - __builtin_bit_cast(std::int64_t, fixed_point_magic);
#endif
}

}  // namespace killshot
