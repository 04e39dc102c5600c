/// A Real of W paths in one SIMD register. In each lane, every operation returns the same bits as the float version.
///
/// The code uses the compiler's vector extension, and intrinsics only where the extension cannot express the
/// instruction. W = 4 needs SSE2, W = 8 AVX2 and FMA, W = 16 AVX-512 (F, VL, DQ).
/// Verified lane by lane against float: tests/lanes/pack_test.cpp.
#pragma once

#include <immintrin.h>

#include <cstdint>

#include "killshot/lanes/float.hpp"

namespace killshot {

template <class T, int W>
struct VectorOf {
    typedef T Type __attribute__((vector_size(sizeof(T) * W)));  // NOLINT(modernize-use-using): the attribute needs it
};
template <class T, int W>
using Vector = typename VectorOf<T, W>::Type;

template <int W>
struct PackMask {
    Vector<std::int32_t, W> v;  // -1 where the mask holds, else 0

    KS_INLINE friend PackMask operator&(PackMask a, PackMask b) { return {a.v & b.v}; }
    KS_INLINE friend PackMask operator|(PackMask a, PackMask b) { return {a.v | b.v}; }
    KS_INLINE friend PackMask operator^(PackMask a, PackMask b) { return {a.v ^ b.v}; }
};

/// AVX-512 has mask registers.
template <>
struct PackMask<16> {
    std::uint16_t v;  // one bit per lane

    KS_INLINE friend PackMask operator&(PackMask a, PackMask b) { return {static_cast<std::uint16_t>(a.v & b.v)}; }
    KS_INLINE friend PackMask operator|(PackMask a, PackMask b) { return {static_cast<std::uint16_t>(a.v | b.v)}; }
    KS_INLINE friend PackMask operator^(PackMask a, PackMask b) { return {static_cast<std::uint16_t>(a.v ^ b.v)}; }
};

template <int W>
struct Pack {
    Vector<float, W> v;

    Pack() = default;
    KS_INLINE Pack(Vector<float, W> lanes) : v(lanes) {}  // NOLINT(google-explicit-constructor)
    /// The same number in all lanes. It is broadcast as an integer: a Zen 4 core loads integer broadcasts from memory
    /// while its arithmetic pipes stay free, whereas a binary32 broadcast occupies one of them.
    KS_INLINE explicit Pack(float a)
        : v((Vector<float, W>)(__builtin_bit_cast(std::int32_t, a) - Vector<std::int32_t, W>{})) {}

    KS_INLINE friend Pack operator+(Pack a, Pack b) { return a.v + b.v; }
    KS_INLINE friend Pack operator-(Pack a, Pack b) { return a.v - b.v; }
    KS_INLINE friend Pack operator*(Pack a, Pack b) { return a.v * b.v; }
    KS_INLINE friend Pack operator/(Pack a, Pack b) { return a.v / b.v; }
    KS_INLINE friend Pack operator-(Pack a) { return -a.v; }
};

template <int W>
struct PackInt {
    Vector<std::int32_t, W> v;

    PackInt() = default;
    KS_INLINE PackInt(Vector<std::int32_t, W> lanes) : v(lanes) {}  // NOLINT(google-explicit-constructor)
    KS_INLINE explicit PackInt(std::int32_t a) : v(a - Vector<std::int32_t, W>{}) {}

    KS_INLINE friend PackInt operator+(PackInt a, PackInt b) { return a.v + b.v; }
    KS_INLINE friend PackInt operator-(PackInt a, PackInt b) { return a.v - b.v; }
    KS_INLINE friend PackInt operator<<(PackInt a, int n) { return a.v << n; }
};

template <int W>
struct PackUInt {
    Vector<std::uint32_t, W> v;

    PackUInt() = default;
    KS_INLINE PackUInt(Vector<std::uint32_t, W> lanes) : v(lanes) {}  // NOLINT(google-explicit-constructor)
    KS_INLINE explicit PackUInt(std::uint32_t a) : v(a - Vector<std::uint32_t, W>{}) {}

    KS_INLINE friend PackUInt operator+(PackUInt a, PackUInt b) { return a.v + b.v; }
    KS_INLINE friend PackUInt operator*(PackUInt a, PackUInt b) { return a.v * b.v; }
    KS_INLINE friend PackUInt operator^(PackUInt a, PackUInt b) { return a.v ^ b.v; }
    KS_INLINE friend PackUInt operator&(PackUInt a, PackUInt b) { return a.v & b.v; }
    KS_INLINE friend PackUInt operator|(PackUInt a, PackUInt b) { return a.v | b.v; }
    KS_INLINE friend PackUInt operator<<(PackUInt a, int n) { return a.v << n; }
    KS_INLINE friend PackUInt operator>>(PackUInt a, int n) { return a.v >> n; }
};

template <int W>
struct Lanes<Pack<W>> {
    using Int = PackInt<W>;
    using UInt = PackUInt<W>;
    using Mask = PackMask<W>;
    static constexpr int width = W;
    KS_INLINE static Pack<W> from_int(Int a) { return __builtin_convertvector(a.v, Vector<float, W>); }
    KS_INLINE static Int to_int(Pack<W> a) { return __builtin_convertvector(a.v, Vector<std::int32_t, W>); }
};

template <int W>
KS_INLINE PackInt<W> bits_of(Pack<W> a) {
    return (Vector<std::int32_t, W>)a.v;
}
template <int W>
KS_INLINE Pack<W> from_bits(PackInt<W> a) {
    return (Vector<float, W>)a.v;
}
template <int W>
KS_INLINE PackInt<W> as_int(PackUInt<W> a) {
    return (Vector<std::int32_t, W>)a.v;
}
template <int W>
KS_INLINE PackUInt<W> as_uint(PackInt<W> a) {
    return (Vector<std::uint32_t, W>)a.v;
}
template <int W>
KS_INLINE PackInt<W> shift_right(PackInt<W> a, int n) {
    return a.v >> n;
}
template <int W>
KS_INLINE PackMask<W> operator<(Pack<W> a, Pack<W> b) {
    return {a.v < b.v};
}
template <int W>
KS_INLINE PackMask<W> operator<=(Pack<W> a, Pack<W> b) {
    return {a.v <= b.v};
}
template <int W>
KS_INLINE PackMask<W> operator>(Pack<W> a, Pack<W> b) {
    return b < a;
}
template <int W>
KS_INLINE PackMask<W> operator>=(Pack<W> a, Pack<W> b) {
    return b <= a;
}
template <int W>
KS_INLINE PackMask<W> operator<(PackInt<W> a, PackInt<W> b) {
    return {a.v < b.v};
}
template <int W>
KS_INLINE Pack<W> select(PackMask<W> m, Pack<W> a, Pack<W> b) {
    return m.v ? a.v : b.v;
}
template <int W>
KS_INLINE PackInt<W> select(PackMask<W> m, PackInt<W> a, PackInt<W> b) {
    return m.v ? a.v : b.v;
}
template <int W>
KS_INLINE PackUInt<W> select(PackMask<W> m, PackUInt<W> a, PackUInt<W> b) {
    return m.v ? a.v : b.v;
}
template <int W>
KS_INLINE PackInt<W> min(PackInt<W> a, PackInt<W> b) {
    return a.v < b.v ? a.v : b.v;
}
template <int W>
KS_INLINE PackInt<W> max(PackInt<W> a, PackInt<W> b) {
    return a.v > b.v ? a.v : b.v;
}
template <int W>
KS_INLINE Pack<W> with_sign_of(Pack<W> a, PackUInt<W> b) {
    return from_bits(PackInt<W>(bits_of(a).v ^ as_int(b & PackUInt<W>(0x80000000U)).v));
}

// Products of 32-bit lanes have 64 bits and fill two lanes. high_half, interleave and multiply_even therefore treat
// even and odd lanes separately: a 32-bit value is in the low half of a 64-bit lane, and the high half is ignored.

template <int W>
KS_INLINE PackUInt<W> high_half(PackUInt<W> a) {
    return (Vector<std::uint32_t, W>)((Vector<std::uint64_t, W / 2>)a.v >> 32);
}
template <int W>
KS_INLINE PackUInt<W> interleave(PackUInt<W> even, PackUInt<W> odd) {
    const auto low = (Vector<std::uint64_t, W / 2>)even.v & 0xFFFFFFFFU;
    return (Vector<std::uint32_t, W>)(low | ((Vector<std::uint64_t, W / 2>)odd.v << 32));
}

/// first, first + 1, ..., first + W - 1.
template <int W>
KS_INLINE PackUInt<W> lane_numbers(std::uint32_t first) {
    Vector<std::uint32_t, W> lanes{};
    for (int lane = 0; lane < W; ++lane) {
        lanes[lane] = first + static_cast<std::uint32_t>(lane);
    }
    return lanes;
}

// Four lanes. The x86-64 baseline (SSE2) has neither fma nor a 32-bit blend.
KS_INLINE Pack<4> min(Pack<4> a, Pack<4> b) { return (Vector<float, 4>)_mm_min_ps(a.v, b.v); }
KS_INLINE Pack<4> max(Pack<4> a, Pack<4> b) { return (Vector<float, 4>)_mm_max_ps(a.v, b.v); }
KS_INLINE Pack<4> sqrt(Pack<4> a) { return (Vector<float, 4>)_mm_sqrt_ps(a.v); }
KS_INLINE std::uint32_t word_of(PackMask<4> m) { return static_cast<std::uint32_t>(_mm_movemask_ps((__m128)m.v)); }
KS_INLINE PackUInt<4> multiply_even(PackUInt<4> a, PackUInt<4> b) {
    return (Vector<std::uint32_t, 4>)_mm_mul_epu32((__m128i)a.v, (__m128i)b.v);
}
KS_INLINE PackUInt<4> multiply_high(PackUInt<4> a, PackUInt<4> b) {
    const __m128i even = _mm_mul_epu32((__m128i)a.v, (__m128i)b.v);
    const __m128i odd = _mm_mul_epu32(_mm_srli_epi64((__m128i)a.v, 32), _mm_srli_epi64((__m128i)b.v, 32));
    const __m128i high = _mm_set1_epi64x(static_cast<std::int64_t>(0xFFFFFFFF00000000ULL));
    return (Vector<std::uint32_t, 4>)_mm_or_si128(_mm_srli_epi64(even, 32), _mm_and_si128(odd, high));
}
#if defined(__FMA__)
KS_INLINE Pack<4> fma(Pack<4> a, Pack<4> b, Pack<4> c) { return (Vector<float, 4>)_mm_fmadd_ps(a.v, b.v, c.v); }
#else
/// The scalar emulation of lanes/float.hpp: exact product and round-to-odd sum in binary64, then one rounding.
[[maybe_unused]] __attribute__((noinline)) static Pack<4> fma(Pack<4> a, Pack<4> b, Pack<4> c) {
    using Doubles = Vector<double, 4>;
    using Longs = Vector<std::int64_t, 4>;
    const Doubles product = __builtin_convertvector(a.v, Doubles) * __builtin_convertvector(b.v, Doubles);
    const Doubles addend = __builtin_convertvector(c.v, Doubles);
    const Doubles sum = product + addend;
    const Doubles addend_in_sum = sum - product;
    const Doubles error = (product - (sum - addend_in_sum)) + (addend - addend_in_sum);
    const Longs sum_bits = (Longs)sum;
    const Longs inexact_and_even = ((error < 0.0) | (error > 0.0)) & ((sum_bits & 1) == 0);  // false where error is NaN
    const Longs towards_error = ((sum_bits ^ (Longs)error) < 0) | 1;
    return __builtin_convertvector((Doubles)(sum_bits + (towards_error & inexact_and_even)), Vector<float, 4>);
}
#endif

#if defined(__AVX2__) && defined(__FMA__)
KS_INLINE Pack<8> min(Pack<8> a, Pack<8> b) { return (Vector<float, 8>)_mm256_min_ps(a.v, b.v); }
KS_INLINE Pack<8> max(Pack<8> a, Pack<8> b) { return (Vector<float, 8>)_mm256_max_ps(a.v, b.v); }
KS_INLINE Pack<8> sqrt(Pack<8> a) { return (Vector<float, 8>)_mm256_sqrt_ps(a.v); }
KS_INLINE Pack<8> fma(Pack<8> a, Pack<8> b, Pack<8> c) { return (Vector<float, 8>)_mm256_fmadd_ps(a.v, b.v, c.v); }
KS_INLINE std::uint32_t word_of(PackMask<8> m) { return static_cast<std::uint32_t>(_mm256_movemask_ps((__m256)m.v)); }
KS_INLINE PackUInt<8> multiply_even(PackUInt<8> a, PackUInt<8> b) {
    return (Vector<std::uint32_t, 8>)_mm256_mul_epu32((__m256i)a.v, (__m256i)b.v);
}
KS_INLINE PackUInt<8> multiply_high(PackUInt<8> a, PackUInt<8> b) {
    const __m256i even = _mm256_mul_epu32((__m256i)a.v, (__m256i)b.v);
    const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64((__m256i)a.v, 32), _mm256_srli_epi64((__m256i)b.v, 32));
    return (Vector<std::uint32_t, 8>)_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA);
}
#endif

#if defined(__AVX512F__) && defined(__AVX512DQ__)
KS_INLINE Pack<16> min(Pack<16> a, Pack<16> b) { return (Vector<float, 16>)_mm512_min_ps(a.v, b.v); }
KS_INLINE Pack<16> max(Pack<16> a, Pack<16> b) { return (Vector<float, 16>)_mm512_max_ps(a.v, b.v); }
KS_INLINE Pack<16> sqrt(Pack<16> a) { return (Vector<float, 16>)_mm512_sqrt_ps(a.v); }
KS_INLINE Pack<16> fma(Pack<16> a, Pack<16> b, Pack<16> c) { return (Vector<float, 16>)_mm512_fmadd_ps(a.v, b.v, c.v); }
KS_INLINE PackMask<16> operator<(Pack<16> a, Pack<16> b) { return {_mm512_cmp_ps_mask(a.v, b.v, _CMP_LT_OQ)}; }
KS_INLINE PackMask<16> operator<=(Pack<16> a, Pack<16> b) { return {_mm512_cmp_ps_mask(a.v, b.v, _CMP_LE_OQ)}; }
KS_INLINE PackMask<16> operator<(PackInt<16> a, PackInt<16> b) {
    return {_mm512_cmplt_epi32_mask((__m512i)a.v, (__m512i)b.v)};
}
KS_INLINE Pack<16> select(PackMask<16> m, Pack<16> a, Pack<16> b) {
    return (Vector<float, 16>)_mm512_mask_blend_ps(m.v, b.v, a.v);
}
KS_INLINE PackInt<16> select(PackMask<16> m, PackInt<16> a, PackInt<16> b) {
    return (Vector<std::int32_t, 16>)_mm512_mask_blend_epi32(m.v, (__m512i)b.v, (__m512i)a.v);
}
KS_INLINE PackUInt<16> select(PackMask<16> m, PackUInt<16> a, PackUInt<16> b) {
    return (Vector<std::uint32_t, 16>)_mm512_mask_blend_epi32(m.v, (__m512i)b.v, (__m512i)a.v);
}
KS_INLINE std::uint32_t word_of(PackMask<16> m) { return m.v; }
KS_INLINE PackUInt<16> multiply_even(PackUInt<16> a, PackUInt<16> b) {
    return (Vector<std::uint32_t, 16>)_mm512_mul_epu32((__m512i)a.v, (__m512i)b.v);
}
KS_INLINE PackUInt<16> multiply_high(PackUInt<16> a, PackUInt<16> b) {
    const __m512i even = _mm512_mul_epu32((__m512i)a.v, (__m512i)b.v);
    const __m512i odd = _mm512_mul_epu32(_mm512_srli_epi64((__m512i)a.v, 32), _mm512_srli_epi64((__m512i)b.v, 32));
    return (Vector<std::uint32_t, 16>)_mm512_mask_blend_epi32(0xAAAA, _mm512_srli_epi64(even, 32), odd);
}
#endif

template <int W>
KS_INLINE int count(PackMask<W> m) {
    return __builtin_popcount(word_of(m));
}

template <int W, class F, class... X>
KS_INLINE Pack<W> rarely(PackMask<W> m, Pack<W> otherwise, const F& f, X... x) {
    return word_of(m) != 0U ? select(m, f(x...), otherwise) : otherwise;
}

}  // namespace killshot
