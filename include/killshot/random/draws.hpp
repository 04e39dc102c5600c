/// Eq. 0: turns random words into the uniforms and normals that the model reads, and says which word is which draw.
///
/// Box-Muller in octant form makes two normals from two words without rejection; its tail reaches 6.66 sigma.
/// Verified by tests/random/normal_test.cpp (moments and tails) and tests/random/draws_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/lanes/math.hpp"
#include "killshot/random/philox.hpp"

namespace killshot {

/// (floor(w / 2^9) + 1/2) 2^-23: in (0, 1), exact in binary32.
template <class R>
KS_INLINE R uniform(UIntOf<R> word) {
    return fma(Lanes<R>::from_int(as_int(word >> 9)), R(0x1p-23F), R(0x1p-24F));
}

/// Two independent standard normals. a determines the radius and b the angle: 29 bits give the angle within an octant,
/// three more swap sine and cosine and set the signs.
template <class R>
KS_INLINE void normal_pair(UIntOf<R> a, UIntOf<R> b, R& z0, R& z1) {
    using U = UIntOf<R>;
    const R u = fma(Lanes<R>::from_int(as_int(a >> 1)), R(0x1p-31F), R(0x1p-32F));
    const R radius = sqrt(R(-2.0F) * log(u));
    R sine, cosine;
    sin_cos_octant(Lanes<R>::from_int(as_int(b & U(0x1FFFFFFFU))) * R(0x1p-32F), sine, cosine);
    const auto swap = as_int(b << 2) < IntOf<R>(0);
    z0 = with_sign_of(radius * select(swap, sine, cosine), b);
    z1 = with_sign_of(radius * select(swap, cosine, sine), b << 1);
}

/// Makes a fresh uniform from one that passed a test and was scaled back to (0, 1). It is clipped away from 0 and 1 so
/// that logarithms stay finite.
template <class R>
KS_INLINE R fresh_uniform(R v) {
    return clip(v, R(0x1p-16F), R(1.0F - 0x1p-16F));
}

inline constexpr std::uint32_t blocks_per_step = 256;  // counter word 2 = 256 step + block
inline constexpr std::uint32_t start_block = 3;        // at step 0 only
inline constexpr std::uint32_t first_network_block = 16;

/// What the sector draws in one step: blocks 0, 1 and 2. z_tokens stands alone (Eq. 17); the other normals are drawn
/// independent and become correlated by the sector's Cholesky factor.
template <class R>
struct SectorDraws {
    R z_market, z_pace, z_markup, z_demand, z_crypto, z_tokens;
    R u_crypto_regime, u_market_regime, u_progress;
    R u_list[3];
};

/// What decides the sector's regimes at the start: block 3 of step 0.
template <class R>
struct StartDraws {
    R u_scarcity0, u_bull0;
};

/// What network i draws in one step: block 16 + i.
template <class R>
struct NetworkDraws {
    R z_token, z_local, u_adoption, u_supply;
};

/// `words` generates the words of these paths: words(counter word 2) returns the four words of a block.
template <class R, class Generator>
KS_INLINE void draw(SectorDraws<R>& draws, const Generator& words, std::uint32_t step) {
    const auto b0 = words(blocks_per_step * step);
    normal_pair(b0.w0, b0.w1, draws.z_market, draws.z_pace);
    normal_pair(b0.w2, b0.w3, draws.z_markup, draws.z_demand);
    const auto b1 = words(blocks_per_step * step + 1);
    normal_pair(b1.w0, b1.w1, draws.z_crypto, draws.z_tokens);
    draws.u_crypto_regime = uniform<R>(b1.w2);
    draws.u_market_regime = uniform<R>(b1.w3);
    const auto b2 = words(blocks_per_step * step + 2);
    draws.u_list[0] = uniform<R>(b2.w0);
    draws.u_list[1] = uniform<R>(b2.w1);
    draws.u_list[2] = uniform<R>(b2.w2);
    draws.u_progress = uniform<R>(b2.w3);
}

template <class R, class Generator>
KS_INLINE void draw(StartDraws<R>& draws, const Generator& words) {
    const auto b = words(start_block);
    draws.u_scarcity0 = uniform<R>(b.w0);
    draws.u_bull0 = uniform<R>(b.w1);
}

template <class R, class Generator>
KS_INLINE void draw(NetworkDraws<R>& draws, const Generator& words, std::uint32_t step, int network) {
    const auto b = words(blocks_per_step * step + first_network_block + static_cast<std::uint32_t>(network));
    normal_pair(b.w0, b.w1, draws.z_token, draws.z_local);
    draws.u_adoption = uniform<R>(b.w2);
    draws.u_supply = uniform<R>(b.w3);
}

}  // namespace killshot
