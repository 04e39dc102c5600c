/// A Real of one path that counts the operations which the model makes, by the kind of instruction that a pack needs.
///
/// Constants, negations (which fold into multiply-adds) and the logic of masks are not counted.
/// Verified by tests/bench/roofline_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>

#include "bench/kind_counts.hpp"
#include "killshot/lanes/float.hpp"
#include "killshot/random/path_words.hpp"

namespace killshot::bench {

inline thread_local KindCounts counted{};  // of this thread
inline void count_one(Kind kind, double n = 1) { counted[static_cast<std::size_t>(kind)] += n; }

struct CountedMask {
    bool holds;

    friend CountedMask operator&(CountedMask a, CountedMask b) { return {a.holds && b.holds}; }
    friend CountedMask operator|(CountedMask a, CountedMask b) { return {a.holds || b.holds}; }
    friend CountedMask operator^(CountedMask a, CountedMask b) { return {a.holds != b.holds}; }
};

/// T: float, std::int32_t or std::uint32_t.
template <class T>
struct Counted {
    T value;

    Counted() = default;
    explicit Counted(T v) : value(v) {}
};

using CountedFloat = Counted<float>;
using CountedInt = Counted<std::int32_t>;
using CountedUInt = Counted<std::uint32_t>;

/// Counts an operation of this kind and returns its result.
template <class T>
Counted<T> counted_as(Kind kind, T value) {
    count_one(kind);
    return Counted<T>(value);
}

template <class T>
inline constexpr Kind kind_of_add = Kind::logic;
template <>
inline constexpr Kind kind_of_add<float> = Kind::add;

template <class T>
Counted<T> operator+(Counted<T> a, Counted<T> b) {
    return counted_as(kind_of_add<T>, static_cast<T>(a.value + b.value));
}
template <class T>
Counted<T> operator-(Counted<T> a, Counted<T> b) {
    return counted_as(kind_of_add<T>, static_cast<T>(a.value - b.value));
}
template <class T>
Counted<T> operator*(Counted<T> a, Counted<T> b) {
    return counted_as(Kind::multiply, static_cast<T>(a.value * b.value));
}
inline CountedFloat operator/(CountedFloat a, CountedFloat b) { return counted_as(Kind::divide, a.value / b.value); }
inline CountedFloat operator-(CountedFloat a) { return CountedFloat(-a.value); }
inline CountedUInt operator^(CountedUInt a, CountedUInt b) { return counted_as(Kind::logic, a.value ^ b.value); }
inline CountedUInt operator&(CountedUInt a, CountedUInt b) { return counted_as(Kind::logic, a.value & b.value); }
inline CountedUInt operator|(CountedUInt a, CountedUInt b) { return counted_as(Kind::logic, a.value | b.value); }
template <class T>
Counted<T> operator<<(Counted<T> a, int n) {
    return counted_as(Kind::add, static_cast<T>(a.value << n));
}
inline CountedUInt operator>>(CountedUInt a, int n) { return counted_as(Kind::add, a.value >> n); }
inline CountedInt shift_right(CountedInt a, int n) { return counted_as(Kind::add, a.value >> n); }

template <class T>
CountedMask operator<(Counted<T> a, Counted<T> b) {
    count_one(Kind::multiply);
    return {a.value < b.value};
}
template <class T>
CountedMask operator<=(Counted<T> a, Counted<T> b) {
    count_one(Kind::multiply);
    return {a.value <= b.value};
}
template <class T>
CountedMask operator>(Counted<T> a, Counted<T> b) {
    return b < a;
}
template <class T>
CountedMask operator>=(Counted<T> a, Counted<T> b) {
    return b <= a;
}

template <class T>
Counted<T> select(CountedMask m, Counted<T> a, Counted<T> b) {
    return counted_as(Kind::logic, m.holds ? a.value : b.value);
}
template <class T>
Counted<T> min(Counted<T> a, Counted<T> b) {
    return counted_as(Kind::add, killshot::min(a.value, b.value));
}
template <class T>
Counted<T> max(Counted<T> a, Counted<T> b) {
    return counted_as(Kind::add, killshot::max(a.value, b.value));
}
inline CountedFloat fma(CountedFloat a, CountedFloat b, CountedFloat c) {
    return counted_as(Kind::multiply, killshot::fma(a.value, b.value, c.value));
}
inline CountedFloat sqrt(CountedFloat a) { return counted_as(Kind::root, killshot::sqrt(a.value)); }
inline CountedInt bits_of(CountedFloat a) { return CountedInt(killshot::bits_of(a.value)); }
inline CountedFloat from_bits(CountedInt a) { return CountedFloat(killshot::from_bits(a.value)); }
inline CountedInt as_int(CountedUInt a) { return CountedInt(killshot::as_int(a.value)); }
inline CountedUInt as_uint(CountedInt a) { return CountedUInt(killshot::as_uint(a.value)); }
inline CountedFloat with_sign_of(CountedFloat a, CountedUInt b) {
    count_one(Kind::logic);
    return CountedFloat(killshot::with_sign_of(a.value, b.value));
}
inline std::uint32_t word_of(CountedMask m) { return m.holds ? 1U : 0U; }
inline std::int32_t count(CountedMask m) { return m.holds ? 1 : 0; }
template <class F, class... X>
CountedFloat rarely(CountedMask m, CountedFloat otherwise, const F& f, X... x) {
    return m.holds ? f(x...) : otherwise;
}

}  // namespace killshot::bench

namespace killshot {

template <>
struct Lanes<bench::CountedFloat> {
    using Int = bench::CountedInt;
    using UInt = bench::CountedUInt;
    using Mask = bench::CountedMask;
    static constexpr int width = 1;
    static bench::CountedFloat from_int(Int a) {
        return bench::counted_as(bench::Kind::add, static_cast<float>(a.value));
    }
    static Int to_int(bench::CountedFloat a) {
        return bench::counted_as(bench::Kind::add, static_cast<std::int32_t>(a.value));
    }
};

/// Counts what random/pack_words.hpp does for a pack: in each of eight rounds, two products of either half, their high
/// halves and two exclusive ors of three operands; then four shifts and blends that join the halves.
template <>
struct PathWords<bench::CountedFloat> {
    PathWords<float> words;

    PathWords(std::int64_t path, std::uint64_t seed) : words(path, seed) {}

    Words<bench::CountedUInt> operator()(std::uint32_t block) const {
        constexpr double half_rounds = 2 * 8;
        bench::count_one(bench::Kind::multiply, half_rounds * 2);
        bench::count_one(bench::Kind::add, half_rounds * 2 + 4);
        bench::count_one(bench::Kind::logic, half_rounds * 2 + 4 + 2 * 2);
        const Words<std::uint32_t> drawn = words(block);
        return {bench::CountedUInt(drawn.w0), bench::CountedUInt(drawn.w1), bench::CountedUInt(drawn.w2),
                bench::CountedUInt(drawn.w3)};
    }
};

}  // namespace killshot
