/// Stores lanes to plain arrays, where counting is done path by path, and sums a block's lanes exactly in fixed point.
/// Verified by tests/lanes/store_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/lanes/fixed_point.hpp"
#include "killshot/lanes/pair.hpp"

namespace killshot {

KS_INLINE void store(std::int32_t* to, std::int32_t a) { *to = a; }
KS_INLINE void store(std::uint32_t* to, std::uint32_t a) { *to = a; }
KS_INLINE void store(float* to, float a) { *to = a; }
template <int W>
KS_INLINE void store(std::int32_t* to, PackInt<W> a) {
    __builtin_memcpy(to, &a.v, sizeof a.v);
}
template <int W>
KS_INLINE void store(std::uint32_t* to, PackUInt<W> a) {
    __builtin_memcpy(to, &a.v, sizeof a.v);
}
template <int W>
KS_INLINE void store(float* to, Pack<W> a) {
    __builtin_memcpy(to, &a.v, sizeof a.v);
}
template <class Scalar, class T>
KS_INLINE void store(Scalar* to, Pair<T> x) {
    store(to, x.a);
    store(to + sizeof(T) / sizeof(Scalar), x.b);
}

/// Consecutive numbers, one per lane: first, first + 1, ...
template <class R>
struct LaneNumbers {
    KS_INLINE static UIntOf<R> from(std::uint32_t first) { return first; }
};
template <int W>
struct LaneNumbers<Pack<W>> {
    KS_INLINE static PackUInt<W> from(std::uint32_t first) { return lane_numbers<W>(first); }
};
template <int W>
struct LaneNumbers<Pair<Pack<W>>> {
    KS_INLINE static Pair<PackUInt<W>> from(std::uint32_t first) {
        return {lane_numbers<W>(first), lane_numbers<W>(first + W)};
    }
};

/// Sums values in units of 2^-20; each is rounded as by fixed_point().
template <class R>
struct FixedPointSum;

template <>
struct FixedPointSum<float> {
    std::int64_t units = 0;

    KS_INLINE void add(float a) { units += fixed_point(a); }
    KS_INLINE std::int64_t total() const { return units; }
};

template <int W>
struct FixedPointSum<Pack<W>> {
    Vector<std::int64_t, W> units{};

    KS_INLINE void add(Pack<W> a) {
        const Vector<double, W> shifted =
            __builtin_convertvector(a.v, Vector<double, W>) * fixed_point_units + fixed_point_magic;
        units += (Vector<std::int64_t, W>)shifted - __builtin_bit_cast(std::int64_t, fixed_point_magic);
    }
    KS_INLINE std::int64_t total() const {
        std::int64_t sum = 0;
        for (int lane = 0; lane < W; ++lane) {
            sum += units[lane];
        }
        return sum;
    }
};

#if defined(__AVX512F__) && defined(__AVX512DQ__)
/// AVX-512 has an instruction that rounds a binary32 to a 64-bit integer, with the same result as the addition above.
template <>
struct FixedPointSum<Pack<16>> {
    __m512i units = _mm512_setzero_si512();

    KS_INLINE void add(Pack<16> a) {
        const __m512 scaled = (a * Pack<16>(static_cast<float>(fixed_point_units))).v;
        const __m512i low = _mm512_cvtps_epi64(_mm512_castps512_ps256(scaled));
        const __m512i high = _mm512_cvtps_epi64(_mm512_extractf32x8_ps(scaled, 1));
        units = _mm512_add_epi64(units, _mm512_add_epi64(low, high));
    }
    KS_INLINE std::int64_t total() const { return _mm512_reduce_add_epi64(units); }
};
#endif

template <class T>
struct FixedPointSum<Pair<T>> {
    FixedPointSum<T> a;

    KS_INLINE void add(Pair<T> x) {
        a.add(x.a);
        a.add(x.b);
    }
    KS_INLINE std::int64_t total() const { return a.total(); }
};

}  // namespace killshot
