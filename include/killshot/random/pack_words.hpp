/// Eq. 0: Philox for packs of paths. Whatever depends only on the path is computed once per path.
///
/// The counter is (path low, path high, block, 0), and the paths of a pack share their high word. After two of the ten
/// rounds, each word is therefore a constant of the path combined with a constant of the block, and the latter is
/// computed in scalar code. The other eight rounds keep even and odd lanes apart as 64-bit products to avoid shuffles.
/// Verified lane by lane against philox4x32_10: tests/random/path_words_test.cpp.
#pragma once

#include "killshot/lanes/pair.hpp"
#include "killshot/random/path_words.hpp"

namespace killshot {

/// The counter's words for the even or the odd lanes of a pack, each in the low half of a 64-bit lane.
template <int W>
struct HalfPack {
    PackUInt<W> c0, c1, c2, c3;

    KS_INLINE void round(std::uint32_t k0, std::uint32_t k1) {
        const PackUInt<W> product0 = multiply_even(c0, PackUInt<W>(philox_m0));
        const PackUInt<W> product1 = multiply_even(c2, PackUInt<W>(philox_m1));
        c0 = high_half(product1) ^ c1 ^ PackUInt<W>(k0);
        c1 = product1;
        c2 = high_half(product0) ^ c3 ^ PackUInt<W>(k1);
        c3 = product0;
    }
};

/// The paths' constants in half a pack: after two rounds the counter is {a ^ s0, b, c ^ s1, s2}, with the block's s.
template <int W>
struct HalfPathConstants {
    PackUInt<W> a, b, c;

    KS_INLINE HalfPathConstants(PackUInt<W> path_low, std::uint32_t k1) {
        c = multiply_even(path_low, PackUInt<W>(philox_m0));
        b = multiply_even(high_half(c) ^ PackUInt<W>(k1), PackUInt<W>(philox_m1));
        a = high_half(b);
    }
    HalfPathConstants() = default;
};

/// A block's constants after two rounds.
struct BlockConstants {
    std::uint32_t s0, s1, s2;

    KS_INLINE BlockConstants(std::uint32_t block, std::uint32_t path_high, std::uint32_t k0, std::uint32_t k1) {
        const std::uint64_t product1 = static_cast<std::uint64_t>(block) * philox_m1;
        const std::uint32_t c0 = static_cast<std::uint32_t>(product1 >> 32U) ^ path_high ^ k0;
        const std::uint64_t product0 = static_cast<std::uint64_t>(c0) * philox_m0;
        s0 = static_cast<std::uint32_t>(product1) ^ (k0 + philox_w0);
        s1 = static_cast<std::uint32_t>(product0 >> 32U) ^ (k1 + philox_w1);
        s2 = static_cast<std::uint32_t>(product0);
    }
};

template <int W>
KS_INLINE HalfPack<W> after_two_rounds(const HalfPathConstants<W>& path, const BlockConstants& block) {
    return {path.a ^ PackUInt<W>(block.s0), path.b, path.c ^ PackUInt<W>(block.s1), PackUInt<W>(block.s2)};
}

/// Generates the words of n_packs packs together; their even and odd halves are 2 n_packs independent chains.
template <int W, int n_packs>
struct PackPathWords {
    HalfPathConstants<W> halves[2 * n_packs];
    std::uint32_t path_high, seed_low, seed_high;

    PackPathWords() = default;
    KS_INLINE PackPathWords(const PackUInt<W> (&path_low)[n_packs], std::uint32_t high, std::uint64_t seed)
        : path_high(high), seed_low(static_cast<std::uint32_t>(seed)),
          seed_high(static_cast<std::uint32_t>(seed >> 32U)) {
        for (int pack = 0; pack < n_packs; ++pack) {
            halves[2 * pack] = HalfPathConstants<W>(path_low[pack], seed_high);
            halves[2 * pack + 1] = HalfPathConstants<W>(high_half(path_low[pack]), seed_high);
        }
    }

    /// The block's words, pack by pack.
    KS_INLINE void generate(std::uint32_t block, Words<PackUInt<W>> (&words)[n_packs]) const {
        const BlockConstants constants(block, path_high, seed_low, seed_high);
        HalfPack<W> half[2 * n_packs];
        for (int i = 0; i < 2 * n_packs; ++i) {
            half[i] = after_two_rounds(halves[i], constants);
        }
        std::uint32_t k0 = seed_low + 2 * philox_w0, k1 = seed_high + 2 * philox_w1;
        for (int round = 2; round < 10; ++round) {
            for (HalfPack<W>& one : half) {
                one.round(k0, k1);
            }
            k0 += philox_w0;
            k1 += philox_w1;
        }
        for (int pack = 0; pack < n_packs; ++pack) {
            const HalfPack<W>&even = half[2 * pack], &odd = half[2 * pack + 1];
            words[pack] = {interleave(even.c0, odd.c0), interleave(even.c1, odd.c1), interleave(even.c2, odd.c2),
                           interleave(even.c3, odd.c3)};
        }
    }
};

template <int W>
struct PathWords<Pack<W>> : PackPathWords<W, 1> {
    PathWords() = default;
    KS_INLINE PathWords(PackUInt<W> path_low, std::uint32_t high, std::uint64_t seed)
        : PackPathWords<W, 1>({path_low}, high, seed) {}
    KS_INLINE PathWords(std::int64_t first_path, std::uint64_t seed)
        : PathWords(lane_numbers<W>(static_cast<std::uint32_t>(first_path)),
                    static_cast<std::uint32_t>(static_cast<std::uint64_t>(first_path) >> 32U), seed) {}

    KS_INLINE Words<PackUInt<W>> operator()(std::uint32_t block) const {
        Words<PackUInt<W>> words[1];
        this->generate(block, words);
        return words[0];
    }
};

template <int W>
struct PathWords<Pair<Pack<W>>> : PackPathWords<W, 2> {
    PathWords() = default;
    KS_INLINE PathWords(Pair<PackUInt<W>> path_low, std::uint32_t high, std::uint64_t seed)
        : PackPathWords<W, 2>({path_low.a, path_low.b}, high, seed) {}
    KS_INLINE PathWords(std::int64_t first_path, std::uint64_t seed)
        : PathWords(Pair<PackUInt<W>>(lane_numbers<W>(static_cast<std::uint32_t>(first_path)),
                                      lane_numbers<W>(static_cast<std::uint32_t>(first_path) + W)),
                    static_cast<std::uint32_t>(static_cast<std::uint64_t>(first_path) >> 32U), seed) {}

    KS_INLINE Words<Pair<PackUInt<W>>> operator()(std::uint32_t block) const {
        Words<PackUInt<W>> words[2];
        this->generate(block, words);
        const auto& [a, b] = words;
        return {{a.w0, b.w0}, {a.w1, b.w1}, {a.w2, b.w2}, {a.w3, b.w3}};
    }
};

}  // namespace killshot
