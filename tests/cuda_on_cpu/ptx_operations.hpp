/// The semantics of PTX instructions according to the PTX ISA, as functions that ptx_to_cpp.py calls.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include "machine.hpp"

namespace cuda_on_cpu {

template <class To, class From>
inline To as(From value) {
    return std::bit_cast<To>(value);
}

// Memory

template <class T, int n>
struct Vector {
    T value[n];
};

template <class T, int n>
inline void require_alignment(Thread& t, std::uint64_t address) {
    if (address % sizeof(Vector<T, n>) != 0) {
        t.fail("address " + std::to_string(address) + " is not aligned to " + std::to_string(sizeof(Vector<T, n>)));
    }
}

template <class T, int n>
inline Vector<T, n> load_param(Thread&, std::uint64_t address) {
    Vector<T, n> loaded;
    std::memcpy(&loaded, reinterpret_cast<const void*>(address), sizeof loaded);
    return loaded;
}

template <class T, int n>
inline std::byte* shared_at(Thread& t, std::uint64_t address, Access access) {
    require_alignment<T, n>(t, address);
    std::byte* at = t.shared(address, sizeof(Vector<T, n>));
    t.note_shared(at, sizeof(Vector<T, n>), access);
    return at;
}

template <class T, int n>
inline std::byte* global_at(Thread& t, std::uint64_t address, Access access) {
    require_alignment<T, n>(t, address);
    return t.global(address, sizeof(Vector<T, n>), access);
}

template <class T, int n>
inline Vector<T, n> load_shared(Thread& t, std::uint64_t address) {
    Vector<T, n> loaded;
    std::memcpy(&loaded, shared_at<T, n>(t, address, Access::read), sizeof loaded);
    return loaded;
}

template <class T, int n>
inline Vector<T, n> load_global(Thread& t, std::uint64_t address) {
    Vector<T, n> loaded;
    std::memcpy(&loaded, global_at<T, n>(t, address, Access::read), sizeof loaded);
    return loaded;
}

template <class T, int n>
inline void store_shared(Thread& t, std::uint64_t address, Vector<T, n> values) {
    std::memcpy(shared_at<T, n>(t, address, Access::write), &values, sizeof values);
}

template <class T, int n>
inline void store_global(Thread& t, std::uint64_t address, Vector<T, n> values) {
    std::memcpy(global_at<T, n>(t, address, Access::write), &values, sizeof values);
}

template <class T>
inline T atomic_add(T a, T b) {
    return a + b;
}
template <class T>
inline T atomic_or(T a, T b) {
    return a | b;
}
template <class T>
inline T atomic_min(T a, T b) {
    return a < b ? a : b;
}
template <class T>
inline T atomic_max(T a, T b) {
    return a > b ? a : b;
}
template <class T>
inline T atomic_exch(T, T b) {
    return b;
}

template <class T, class Operation>
inline T exchange_at(std::byte* at, T operand, Operation operation) {
    T before;
    std::memcpy(&before, at, sizeof before);
    const T after = operation(before, operand);
    std::memcpy(at, &after, sizeof after);
    return before;
}

template <class T, class Operation>
inline T atomic_shared(Thread& t, std::uint64_t address, T operand, Operation operation) {
    return exchange_at(shared_at<T, 1>(t, address, Access::atomic), operand, operation);
}

template <class T, class Operation>
inline T atomic_global(Thread& t, std::uint64_t address, T operand, Operation operation) {
    return exchange_at(global_at<T, 1>(t, address, Access::atomic), operand, operation);
}

// Integers

template <class T>
struct Wide;
template <>
struct Wide<std::uint16_t> {
    using type = std::uint32_t;
};
template <>
struct Wide<std::int16_t> {
    using type = std::int32_t;
};
template <>
struct Wide<std::uint32_t> {
    using type = std::uint64_t;
};
template <>
struct Wide<std::int32_t> {
    using type = std::int64_t;
};
template <>
struct Wide<std::uint64_t> {
    using type = unsigned __int128;
};
template <>
struct Wide<std::int64_t> {
    using type = __int128;
};

template <class T>
inline auto multiply_wide(T a, T b) {
    return static_cast<typename Wide<T>::type>(a) * static_cast<typename Wide<T>::type>(b);
}
template <class T>
inline T multiply_high(T a, T b) {
    return static_cast<T>(multiply_wide(a, b) >> (8 * sizeof(T)));
}
template <class T>
inline T multiply_low(T a, T b) {
    using U = std::make_unsigned_t<T>;
    return static_cast<T>(static_cast<U>(multiply_wide(static_cast<U>(a), static_cast<U>(b))));
}

/// Division by zero does not trap on a GPU; all bits of the result are set.
template <class T>
inline T divide(T a, T b) {
    return b == 0 ? static_cast<T>(-1) : static_cast<T>(a / b);
}
template <class T>
inline T remainder(T a, T b) {
    return b == 0 ? static_cast<T>(-1) : static_cast<T>(a % b);
}

/// Shifts by more than the width give 0, or the sign.
template <class T>
inline T shift_left(T a, std::uint32_t n) {
    return n < 8 * sizeof(T) ? static_cast<T>(a << n) : T{0};
}
template <class T>
inline T shift_right(T a, std::uint32_t n) {
    constexpr std::uint32_t width = 8 * sizeof(T);
    if (n < width) return static_cast<T>(a >> n);
    return static_cast<T>(std::is_signed_v<T> ? a >> (width - 1) : 0);
}

template <class T>
inline T reversed(T bits) {
    T result = 0;
    for (unsigned i = 0; i < 8 * sizeof(T); ++i) result |= static_cast<T>(bits >> i & 1U) << (8 * sizeof(T) - 1 - i);
    return result;
}

inline std::uint32_t pack(std::uint16_t low, std::uint16_t high) { return low | std::uint32_t{high} << 16U; }
inline std::uint64_t pack(std::uint32_t low, std::uint32_t high) { return low | std::uint64_t{high} << 32U; }
inline std::uint16_t low_half(std::uint32_t both) { return static_cast<std::uint16_t>(both); }
inline std::uint16_t high_half(std::uint32_t both) { return static_cast<std::uint16_t>(both >> 16U); }
inline std::uint32_t low_half(std::uint64_t both) { return static_cast<std::uint32_t>(both); }
inline std::uint32_t high_half(std::uint64_t both) { return static_cast<std::uint32_t>(both >> 32U); }

// Floating point: this CPU rounds to nearest as PTX does

inline float fused(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
inline double fused(double a, double b, double c) { return __builtin_fma(a, b, c); }
inline float root(float a) { return __builtin_sqrtf(a); }
inline double root(double a) { return __builtin_sqrt(a); }

template <class T>
inline bool unordered(T a, T b) {
    return a != a || b != b;
}

/// With one NaN the result is the other number, and -0 is smaller than 0.
template <class T>
inline T minimum(T a, T b) {
    if constexpr (std::is_floating_point_v<T>) {
        if (a != a) return b;
        if (b != b) return a;
        if (a == b) return std::signbit(a) ? a : b;
    }
    return a < b ? a : b;
}
template <class T>
inline T maximum(T a, T b) {
    if constexpr (std::is_floating_point_v<T>) {
        if (a != a) return b;
        if (b != b) return a;
        if (a == b) return std::signbit(a) ? b : a;
    }
    return a > b ? a : b;
}

template <class T>
inline T magnitude(T a) {
    if constexpr (std::is_floating_point_v<T>) {
        return std::fabs(a);
    } else {
        using U = std::make_unsigned_t<T>;
        return a < 0 ? static_cast<T>(U{0} - static_cast<U>(a)) : a;
    }
}

/// Conversion to the nearest representable integer; NaN gives 0, or the smallest integer of 64 bits.
template <class To, class From>
inline To saturated(From value) {
    if (value != value) return sizeof(To) == 8 ? static_cast<To>(std::uint64_t{1} << 63U) : To{0};
    const long double wide = value;
    if (wide <= static_cast<long double>(std::numeric_limits<To>::min())) return std::numeric_limits<To>::min();
    if (wide >= static_cast<long double>(std::numeric_limits<To>::max())) return std::numeric_limits<To>::max();
    return static_cast<To>(value);
}
template <class To, class From>
inline To truncated(From value) {
    return saturated<To>(std::trunc(value));
}
template <class To, class From>
inline To rounded(From value) {
    return saturated<To>(std::nearbyint(value));
}

// Lanes of a warp

struct Shuffled {
    std::uint32_t value;
    bool found;
};

/// source: the lane to read. found: true if it is valid. Bounds and segments follow the pseudo-code of the ISA.
inline Shuffled shuffled_from(Thread& t, std::uint32_t value, std::uint32_t source, bool found, std::uint32_t mask) {
    const std::uint64_t* values = t.meet_warp(mask, value, Meeting::shuffle);
    const std::uint32_t from = found ? source : t.number % warp_size;
    if ((mask >> from & 1U) == 0) {
        t.fail("a shuffle reads a lane that its mask leaves out");
    }
    return {static_cast<std::uint32_t>(values[from]), found};
}

inline Shuffled shuffle_bfly(Thread& t, std::uint32_t value, std::uint32_t distance, std::uint32_t clamp,
                             std::uint32_t mask) {
    const std::uint32_t lane = t.number % warp_size, segment = clamp >> 8U & 31U;
    const std::uint32_t highest = (lane & segment) | (clamp & 31U & ~segment), source = lane ^ (distance & 31U);
    return shuffled_from(t, value, source, source <= highest, mask);
}
inline Shuffled shuffle_down(Thread& t, std::uint32_t value, std::uint32_t distance, std::uint32_t clamp,
                             std::uint32_t mask) {
    const std::uint32_t lane = t.number % warp_size, segment = clamp >> 8U & 31U;
    const std::uint32_t highest = (lane & segment) | (clamp & 31U & ~segment), source = lane + (distance & 31U);
    return shuffled_from(t, value, source, source <= highest, mask);
}
inline Shuffled shuffle_up(Thread& t, std::uint32_t value, std::uint32_t distance, std::uint32_t clamp,
                           std::uint32_t mask) {
    const std::uint32_t lane = t.number % warp_size, segment = clamp >> 8U & 31U;
    const std::uint32_t lowest = (lane & segment) | (clamp & 31U & ~segment), back = distance & 31U;
    return shuffled_from(t, value, lane - back, lane >= lowest + back, mask);
}
inline Shuffled shuffle_idx(Thread& t, std::uint32_t value, std::uint32_t index, std::uint32_t clamp,
                            std::uint32_t mask) {
    const std::uint32_t lane = t.number % warp_size, segment = clamp >> 8U & 31U;
    const std::uint32_t highest = (lane & segment) | (clamp & 31U & ~segment);
    const std::uint32_t source = (lane & segment) | (index & 31U & ~segment);
    return shuffled_from(t, value, source, source <= highest, mask);
}

inline std::uint32_t ballot(Thread& t, bool yes, std::uint32_t mask) {
    const std::uint64_t* values = t.meet_warp(mask, yes ? 1 : 0, Meeting::ballot);
    std::uint32_t lanes = 0;
    for (unsigned lane = 0; lane < warp_size; ++lane) {
        if ((mask >> lane & 1U) != 0 && values[lane] != 0) {
            lanes |= 1U << lane;
        }
    }
    return lanes;
}

}  // namespace cuda_on_cpu
