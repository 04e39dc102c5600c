/// The Real concept, here for `float`: one path at a time, on a CPU or in a CUDA thread. lanes/pack.hpp defines the
/// same operations for many paths at a time.
///
/// A Real has + - * /, comparisons and the functions below. Each is a single IEEE-754 binary32 operation, so that no
/// machine rounds differently. Integer lanes have 32 bits. Comparing two Reals gives a mask: one truth value per lane.
#pragma once

#include <cstdint>

#include "killshot/lanes/inline.hpp"

namespace killshot {

/// The companion types of a Real: signed and unsigned integer lanes, its mask, and the number of paths it carries.
template <class R>
struct Lanes;

template <>
struct Lanes<float> {
    using Int = std::int32_t;
    using UInt = std::uint32_t;
    using Mask = bool;
    static constexpr int width = 1;
    KS_INLINE static float from_int(Int a) { return static_cast<float>(a); }
    /// Rounds towards zero a number whose size is below 2^31.
    KS_INLINE static Int to_int(float a) { return static_cast<Int>(a); }
};

template <class R>
using IntOf = typename Lanes<R>::Int;
template <class R>
using UIntOf = typename Lanes<R>::UInt;
template <class R>
using MaskOf = typename Lanes<R>::Mask;

// std::bit_cast would be a real function in unoptimised builds, and the linker would merge copies that were compiled
// for different instruction sets. Hence the builtin.
KS_INLINE std::int32_t bits_of(float a) { return __builtin_bit_cast(std::int32_t, a); }
KS_INLINE float from_bits(std::int32_t a) { return __builtin_bit_cast(float, a); }
KS_INLINE std::int32_t as_int(std::uint32_t a) { return static_cast<std::int32_t>(a); }
KS_INLINE std::uint32_t as_uint(std::int32_t a) { return static_cast<std::uint32_t>(a); }
KS_INLINE std::int32_t shift_right(std::int32_t a, int n) { return a >> n; }

KS_INLINE constexpr std::uint32_t multiply_high(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(a) * b) >> 32U);
}

KS_INLINE float select(bool m, float a, float b) { return m ? a : b; }
KS_INLINE std::int32_t select(bool m, std::int32_t a, std::int32_t b) { return m ? a : b; }
KS_INLINE std::uint32_t select(bool m, std::uint32_t a, std::uint32_t b) { return m ? a : b; }

/// min and max return the second operand when the operands are equal or unordered, as the SSE instructions do.
KS_INLINE float min(float a, float b) { return a < b ? a : b; }
KS_INLINE float max(float a, float b) { return a > b ? a : b; }
KS_INLINE std::int32_t min(std::int32_t a, std::int32_t b) { return a < b ? a : b; }
KS_INLINE std::int32_t max(std::int32_t a, std::int32_t b) { return a > b ? a : b; }

/// a with its sign flipped where bit 31 of b is set.
KS_INLINE float with_sign_of(float a, std::uint32_t b) { return from_bits(bits_of(a) ^ as_int(b & 0x80000000U)); }

/// The mask as a word: one bit per lane, the first lane in the lowest bit.
KS_INLINE std::uint32_t word_of(bool m) { return m ? 1U : 0U; }
/// The number of lanes in which the mask holds.
KS_INLINE std::int32_t count(bool m) { return m ? 1 : 0; }

/// f(x...) where the mask holds, else `otherwise`, for branches that are rarely taken. f is evaluated register by
/// register, and only for registers in which the mask holds in some lane; so f must accept a part of a wider Real.
template <class R, class F, class... X>
KS_INLINE R rarely(bool m, R otherwise, const F& f, X... x) {
    return m ? f(x...) : otherwise;
}

#if defined(__CUDA_ARCH__)
KS_INLINE float fma(float a, float b, float c) { return __fmaf_rn(a, b, c); }
KS_INLINE float sqrt(float a) { return __fsqrt_rn(a); }
#elif defined(__FMA__) || !defined(__x86_64__)
KS_INLINE float fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
KS_INLINE float sqrt(float a) { return __builtin_sqrtf(a); }
#else
/// Exact fma for CPUs without the instruction. The product is exact in binary64, the sum is rounded to odd there, and
/// therefore only the final rounding to binary32 takes effect (Boldo & Melquiond 2008). It is long, so each object file
/// has a copy that is called rather than inlined.
[[maybe_unused]] __attribute__((noinline)) static float fma(float a, float b, float c) {
    const double product = static_cast<double>(a) * static_cast<double>(b);
    const double addend = c;
    const double sum = product + addend;
    const double addend_in_sum = sum - product;
    const double error = (product - (sum - addend_in_sum)) + (addend - addend_in_sum);
    std::int64_t sum_bits = __builtin_bit_cast(std::int64_t, sum);
    if (__builtin_fabs(error) > 0.0 && (sum_bits & 1) == 0) {  // false for the NaN that an infinite sum produces
        sum_bits += (sum_bits ^ __builtin_bit_cast(std::int64_t, error)) < 0 ? -1 : 1;
    }
    return static_cast<float>(__builtin_bit_cast(double, sum_bits));
}
KS_INLINE float sqrt(float a) { return __builtin_sqrtf(a); }
#endif

}  // namespace killshot
