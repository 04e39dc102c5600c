/// The binary64 reference: a Real that runs the same templates on the host with the mathematics of the C++ library.
///
/// It reproduces the known answers and measures the rounding error of binary32. No kernel uses it.
#pragma once

#include <cmath>
#include <cstdint>

#include "killshot/lanes/float.hpp"

namespace killshot {

struct Real64 {
    double value = 0;

    Real64() = default;
    Real64(double v) : value(v) {}  // NOLINT(google-explicit-constructor): the model writes R(number)

    friend Real64 operator+(Real64 a, Real64 b) { return a.value + b.value; }
    friend Real64 operator-(Real64 a, Real64 b) { return a.value - b.value; }
    friend Real64 operator*(Real64 a, Real64 b) { return a.value * b.value; }
    friend Real64 operator/(Real64 a, Real64 b) { return a.value / b.value; }
    friend Real64 operator-(Real64 a) { return -a.value; }
    friend bool operator<(Real64 a, Real64 b) { return a.value < b.value; }
    friend bool operator>(Real64 a, Real64 b) { return a.value > b.value; }
    friend bool operator<=(Real64 a, Real64 b) { return a.value <= b.value; }
    friend bool operator>=(Real64 a, Real64 b) { return a.value >= b.value; }
};

template <>
struct Lanes<Real64> {
    using Int = std::int32_t;
    using UInt = std::uint32_t;
    using Mask = bool;
    static constexpr int width = 1;
    static Real64 from_int(Int a) { return static_cast<double>(a); }
};

inline Real64 fma(Real64 a, Real64 b, Real64 c) { return std::fma(a.value, b.value, c.value); }
inline Real64 sqrt(Real64 a) { return std::sqrt(a.value); }
inline Real64 exp(Real64 a) { return std::exp(a.value); }
inline Real64 exp(Real64 a, float low, float high) { return std::exp(std::fmin(std::fmax(a.value, low), high)); }
inline Real64 log(Real64 a) { return std::log(a.value); }
inline Real64 min(Real64 a, Real64 b) { return a.value < b.value ? a : b; }
inline Real64 max(Real64 a, Real64 b) { return a.value > b.value ? a : b; }
inline Real64 select(bool m, Real64 a, Real64 b) { return m ? a : b; }
inline Real64 with_sign_of(Real64 a, std::uint32_t b) { return (b & 0x80000000U) != 0 ? -a.value : a.value; }
inline std::int32_t bits_of(Real64 a) { return bits_of(static_cast<float>(a.value)); }

inline void sin_cos_octant(Real64 g, Real64& sine, Real64& cosine) {
    constexpr double turn = 6.283185307179586476925;
    sine = std::sin(turn * g.value);
    cosine = std::cos(turn * g.value);
}

}  // namespace killshot
