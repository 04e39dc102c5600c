/// exp, log, and the sine and cosine of up to an eighth of a turn, built from IEEE operations alone so that every
/// machine returns the same bits.
///
/// The polynomials were fitted by Lawson's reweighted least squares; their coefficients were rounded to binary32 one by
/// one, lowest order first. Verified against long double over all binary32 inputs: tests/lanes/accuracy_test.cpp.
#pragma once

#include "killshot/lanes/float.hpp"

namespace killshot {

/// e^x. x is clamped to [low, high], which must lie within +-87 so that the result is a normal number.
template <class R>
KS_INLINE R exp(R x, float low = -87.0F, float high = 87.0F) {
    x = min(max(x, R(low)), R(high));
    const R magic = R(12582912.0F);  // adding 1.5 * 2^23 rounds to an integer, found in the low bits of the sum
    const R shifted = fma(x, R(1.44269504F), magic);
    const R n = shifted - magic;
    R r = fma(n, R(-0.693145752F), x);  // ln 2 in two parts; n times the first part is exact
    r = fma(n, R(-1.42860677e-6F), r);
    R p = fma(r, R(0.00138204114F), R(0.00836867746F));
    p = fma(p, r, R(0.0416682698F));
    p = fma(p, r, R(0.166665211F));
    p = fma(p, r, R(0.49999994F));
    p = fma(p, r, R(1.0F));
    p = fma(p, r, R(1.0F));
    return from_bits(bits_of(p) + (bits_of(shifted) << 23));
}

/// ln x of a positive normal number. Any other input gives a finite number without meaning.
template <class R>
KS_INLINE R log(R x) {
    using I = IntOf<R>;
    const I bits = bits_of(x);
    const I exponent = shift_right(bits - I(0x3f2aaaab), 23);  // leaves a mantissa in [2/3, 4/3)
    const R f = from_bits(bits - (exponent << 23)) - R(1.0F);
    const R f2 = f * f;
    R p = fma(f, R(0.140025839F), R(-0.153946355F));
    p = fma(p, f, R(0.140016153F));
    p = fma(p, f, R(-0.16414699F));
    p = fma(p, f, R(0.200107172F));
    p = fma(p, f, R(-0.250079006F));
    p = fma(p, f, R(0.333332092F));
    p = fma(p, f, R(-0.499999344F));
    return fma(Lanes<R>::from_int(exponent), R(0.693147182F), fma(p, f2, f));
}

/// sin and cos of 2 pi g for g in [0, 1/8] turns.
template <class R>
KS_INLINE void sin_cos_octant(R g, R& sine, R& cosine) {
    const R q = g * g;
    R s = fma(q, R(-76.7405853F), R(81.6248627F));
    s = fma(s, q, R(-41.3418617F));
    s = fma(s, q, R(6.28318548F));
    sine = s * g;
    R c = fma(q, R(-83.619812F), R(64.9222336F));
    c = fma(c, q, R(-19.7391624F));
    cosine = fma(c, q, R(1.0F));
}

template <class R>
KS_INLINE R clip(R x, R low, R high) {
    return min(max(x, low), high);
}

}  // namespace killshot
