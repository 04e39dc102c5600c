/// The Real concept for `float`: one path at a time, on any CPU and in a CUDA thread. Packs model the same names.
///
/// A Real has + - * / and comparisons, every one a single IEEE-754 binary32 operation, and the functions below. Integer
/// lanes are 32 bits; a mask answers a comparison lane by lane. Nothing here may round differently on another machine.
#pragma once

#include <cstdint>

#include "killshot/lanes/inline.hpp"

namespace killshot {

/// The companion types of a Real: signed and unsigned lanes, masks, and how many paths it carries.
template <class R>
struct Lanes;

template <>
struct Lanes<float> {
    using Int = std::int32_t;
    using UInt = std::uint32_t;
    using Mask = bool;
    static constexpr int width = 1;
    KS_INLINE static float from_int(Int a) { return static_cast<float>(a); }
};

template <class R>
using IntOf = typename Lanes<R>::Int;
template <class R>
using UIntOf = typename Lanes<R>::UInt;
template <class R>
using MaskOf = typename Lanes<R>::Mask;

// The builtin and not std::bit_cast: without optimisation that is a function, which objects would share.
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

/// min and max take the second operand where the operands are equal or unordered, as SSE does.
KS_INLINE float min(float a, float b) { return a < b ? a : b; }
KS_INLINE float max(float a, float b) { return a > b ? a : b; }
KS_INLINE std::int32_t min(std::int32_t a, std::int32_t b) { return a < b ? a : b; }
KS_INLINE std::int32_t max(std::int32_t a, std::int32_t b) { return a > b ? a : b; }

/// a with its sign flipped where bit 31 of b is set.
KS_INLINE float with_sign_of(float a, std::uint32_t b) { return from_bits(bits_of(a) ^ as_int(b & 0x80000000U)); }

/// A mask as a word: a bit a lane, the first lane in the lowest.
KS_INLINE std::uint32_t word_of(bool m) { return m ? 1U : 0U; }
/// In how many lanes the mask holds.
KS_INLINE std::int32_t count(bool m) { return m ? 1 : 0; }

/// f(x...) where the mask holds, else `otherwise`: for what is rare. f gets registers of lanes, whatever the Real holds
/// of them, and only those in which some lane asks for it.
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
/// Exact fma without the instruction: the product is exact in binary64, the sum is rounded to odd there, and so the
/// last rounding to binary32 is the only one that counts (Boldo & Melquiond 2008). Local to each object file and
/// called, not inlined: it is long, and such a machine is slow anyway.
[[maybe_unused]] __attribute__((noinline)) static float fma(float a, float b, float c) {
    const double product = static_cast<double>(a) * static_cast<double>(b);
    const double addend = c;
    const double sum = product + addend;
    const double addend_in_sum = sum - product;
    const double error = (product - (sum - addend_in_sum)) + (addend - addend_in_sum);
    std::int64_t sum_bits = __builtin_bit_cast(std::int64_t, sum);
    if (__builtin_fabs(error) > 0.0 && (sum_bits & 1) == 0) {  // false for the NaN that an infinite sum leaves
        sum_bits += (sum_bits ^ __builtin_bit_cast(std::int64_t, error)) < 0 ? -1 : 1;
    }
    return static_cast<float>(__builtin_bit_cast(double, sum_bits));
}
KS_INLINE float sqrt(float a) { return __builtin_sqrtf(a); }
#endif

}  // namespace killshot
