/// Two packs as one Real. Two independent dependency chains keep the core's arithmetic pipes busy.
#pragma once

#include <type_traits>

#include "killshot/lanes/pack.hpp"

namespace killshot {

template <class T>
struct Pair {
    T a, b;

    Pair() = default;
    KS_INLINE Pair(T first, T second) : a(first), b(second) {}
    template <class Scalar>
    requires(std::is_arithmetic_v<Scalar>) KS_INLINE explicit Pair(Scalar x) : a(x), b(x) {}

    KS_INLINE Pair operator-() const { return {-a, -b}; }
    KS_INLINE friend Pair operator<<(Pair x, int n) { return {x.a << n, x.b << n}; }
    KS_INLINE friend Pair operator>>(Pair x, int n) { return {x.a >> n, x.b >> n}; }
};

template <int W>
struct Pair<PackMask<W>> {
    PackMask<W> a, b;

    KS_INLINE friend Pair operator&(Pair x, Pair y) { return {x.a & y.a, x.b & y.b}; }
    KS_INLINE friend Pair operator|(Pair x, Pair y) { return {x.a | y.a, x.b | y.b}; }
    KS_INLINE friend Pair operator^(Pair x, Pair y) { return {x.a ^ y.a, x.b ^ y.b}; }
};

template <int W>
struct Lanes<Pair<Pack<W>>> {
    using Int = Pair<PackInt<W>>;
    using UInt = Pair<PackUInt<W>>;
    using Mask = Pair<PackMask<W>>;
    static constexpr int width = 2 * W;
    KS_INLINE static Pair<Pack<W>> from_int(Int x) {
        return {Lanes<Pack<W>>::from_int(x.a), Lanes<Pack<W>>::from_int(x.b)};
    }
    KS_INLINE static Int to_int(Pair<Pack<W>> x) { return {Lanes<Pack<W>>::to_int(x.a), Lanes<Pack<W>>::to_int(x.b)}; }
};

template <class T>
KS_INLINE Pair<T> operator+(Pair<T> x, Pair<T> y) {
    return {x.a + y.a, x.b + y.b};
}
template <class T>
KS_INLINE Pair<T> operator-(Pair<T> x, Pair<T> y) {
    return {x.a - y.a, x.b - y.b};
}
template <class T>
KS_INLINE Pair<T> operator*(Pair<T> x, Pair<T> y) {
    return {x.a * y.a, x.b * y.b};
}
template <class T>
KS_INLINE Pair<T> operator/(Pair<T> x, Pair<T> y) {
    return {x.a / y.a, x.b / y.b};
}
template <int W>
KS_INLINE Pair<PackUInt<W>> operator^(Pair<PackUInt<W>> x, Pair<PackUInt<W>> y) {
    return {x.a ^ y.a, x.b ^ y.b};
}
template <int W>
KS_INLINE Pair<PackUInt<W>> operator&(Pair<PackUInt<W>> x, Pair<PackUInt<W>> y) {
    return {x.a & y.a, x.b & y.b};
}
template <int W>
KS_INLINE Pair<PackUInt<W>> operator|(Pair<PackUInt<W>> x, Pair<PackUInt<W>> y) {
    return {x.a | y.a, x.b | y.b};
}
template <class T>
KS_INLINE auto operator<(Pair<T> x, Pair<T> y) {
    return Pair<decltype(x.a < y.a)>{x.a < y.a, x.b < y.b};
}
template <class T>
KS_INLINE auto operator>(Pair<T> x, Pair<T> y) {
    return Pair<decltype(x.a > y.a)>{x.a > y.a, x.b > y.b};
}
template <class T>
KS_INLINE auto operator<=(Pair<T> x, Pair<T> y) {
    return Pair<decltype(x.a <= y.a)>{x.a <= y.a, x.b <= y.b};
}
template <class T>
KS_INLINE auto operator>=(Pair<T> x, Pair<T> y) {
    return Pair<decltype(x.a >= y.a)>{x.a >= y.a, x.b >= y.b};
}

template <class T>
KS_INLINE auto bits_of(Pair<T> x) {
    return Pair<decltype(bits_of(x.a))>{bits_of(x.a), bits_of(x.b)};
}
template <class T>
KS_INLINE auto from_bits(Pair<T> x) {
    return Pair<decltype(from_bits(x.a))>{from_bits(x.a), from_bits(x.b)};
}
template <class T>
KS_INLINE auto as_int(Pair<T> x) {
    return Pair<decltype(as_int(x.a))>{as_int(x.a), as_int(x.b)};
}
template <class T>
KS_INLINE auto as_uint(Pair<T> x) {
    return Pair<decltype(as_uint(x.a))>{as_uint(x.a), as_uint(x.b)};
}
template <class T>
KS_INLINE Pair<T> shift_right(Pair<T> x, int n) {
    return {shift_right(x.a, n), shift_right(x.b, n)};
}
template <class T>
KS_INLINE Pair<T> sqrt(Pair<T> x) {
    return {sqrt(x.a), sqrt(x.b)};
}
template <class T>
KS_INLINE Pair<T> min(Pair<T> x, Pair<T> y) {
    return {min(x.a, y.a), min(x.b, y.b)};
}
template <class T>
KS_INLINE Pair<T> max(Pair<T> x, Pair<T> y) {
    return {max(x.a, y.a), max(x.b, y.b)};
}
template <class T>
KS_INLINE Pair<T> fma(Pair<T> x, Pair<T> y, Pair<T> z) {
    return {fma(x.a, y.a, z.a), fma(x.b, y.b, z.b)};
}
template <class M, class T>
KS_INLINE Pair<T> select(Pair<M> m, Pair<T> x, Pair<T> y) {
    return {select(m.a, x.a, y.a), select(m.b, x.b, y.b)};
}
template <class T>
KS_INLINE Pair<T> multiply_high(Pair<T> x, Pair<T> y) {
    return {multiply_high(x.a, y.a), multiply_high(x.b, y.b)};
}
template <class T, class U>
KS_INLINE Pair<T> with_sign_of(Pair<T> x, Pair<U> y) {
    return {with_sign_of(x.a, y.a), with_sign_of(x.b, y.b)};
}
template <int W>
KS_INLINE std::uint32_t word_of(Pair<PackMask<W>> m) {
    return word_of(m.a) | word_of(m.b) << W;
}
template <class M>
KS_INLINE int count(Pair<M> m) {
    return count(m.a) + count(m.b);
}
template <class M, class T, class F, class... X>
KS_INLINE Pair<T> rarely(Pair<M> m, Pair<T> otherwise, const F& f, X... x) {
    return {rarely(m.a, otherwise.a, f, x.a...), rarely(m.b, otherwise.b, f, x.b...)};
}

}  // namespace killshot
