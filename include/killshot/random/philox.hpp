/// Eq. 0: Philox4x32-10 (Salmon, Moraes, Dror & Shaw, SC'11), four random words as a pure function of counter and key.
/// Verified by static_assert against the authors' test vectors (below) and by tests/random/philox_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/lanes/float.hpp"

namespace killshot {

inline constexpr std::uint32_t philox_m0 = 0xD2511F53U, philox_m1 = 0xCD9E8D57U;  // multipliers
inline constexpr std::uint32_t philox_w0 = 0x9E3779B9U, philox_w1 = 0xBB67AE85U;  // added to the key in each round

template <class U>
struct Words {
    U w0, w1, w2, w3;
};

/// The keys of the ten rounds.
struct RoundKeys {
    std::uint32_t k0[10], k1[10];
};

KS_INLINE constexpr RoundKeys round_keys(std::uint32_t k0, std::uint32_t k1) {
    RoundKeys keys{};
    for (int round = 0; round < 10; ++round) {
        keys.k0[round] = k0 + static_cast<std::uint32_t>(round) * philox_w0;
        keys.k1[round] = k1 + static_cast<std::uint32_t>(round) * philox_w1;
    }
    return keys;
}

/// The halves of a 64-bit product.
template <class U>
struct Product {
    U high, low;
};
template <class U>
KS_INLINE constexpr Product<U> product(U a, std::uint32_t b) {
    return {multiply_high(a, U(b)), a * U(b)};
}
/// One instruction on a GPU.
KS_INLINE constexpr Product<std::uint32_t> product(std::uint32_t a, std::uint32_t b) {
    const std::uint64_t both = std::uint64_t{a} * b;
    return {static_cast<std::uint32_t>(both >> 32U), static_cast<std::uint32_t>(both)};
}

/// counter = (c0, c1, c2, c3). U is an unsigned lane type: one word, or one word per path of a pack.
template <class U>
KS_INLINE constexpr Words<U> philox4x32_10(U c0, U c1, U c2, U c3, const RoundKeys& keys) {
    for (int round = 0; round < 10; ++round) {
        const Product<U> product0 = product(c0, philox_m0), product1 = product(c2, philox_m1);
        c0 = product1.high ^ c1 ^ U(keys.k0[round]);
        c1 = product1.low;
        c2 = product0.high ^ c3 ^ U(keys.k1[round]);
        c3 = product0.low;
    }
    return {c0, c1, c2, c3};
}

/// key = (k0, k1).
template <class U>
KS_INLINE constexpr Words<U> philox4x32_10(U c0, U c1, U c2, U c3, std::uint32_t k0, std::uint32_t k1) {
    return philox4x32_10(c0, c1, c2, c3, round_keys(k0, k1));
}

namespace philox_known_answers {
constexpr bool equal(Words<std::uint32_t> a, Words<std::uint32_t> b) {
    return a.w0 == b.w0 && a.w1 == b.w1 && a.w2 == b.w2 && a.w3 == b.w3;
}
static_assert(equal(philox4x32_10(0U, 0U, 0U, 0U, 0U, 0U), {0x6627E8D5U, 0xE169C58DU, 0xBC57AC4CU, 0x9B00DBD8U}));
static_assert(equal(philox4x32_10(~0U, ~0U, ~0U, ~0U, ~0U, ~0U), {0x408F276DU, 0x41C83B0EU, 0xA20BC7C6U, 0x6D5451FDU}));
static_assert(equal(philox4x32_10(0x243F6A88U, 0x85A308D3U, 0x13198A2EU, 0x03707344U, 0xA4093822U, 0x299F31D0U),
                    {0xD16CFE09U, 0x94FDCCEBU, 0x5001E420U, 0x24126EA1U}));
}  // namespace philox_known_answers

}  // namespace killshot
