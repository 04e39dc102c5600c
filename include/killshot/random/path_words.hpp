/// Eq. 0: the random words of a block of paths, a pure function of path, seed and counter word 2.
#pragma once

#include <cstdint>

#include "killshot/random/philox.hpp"

namespace killshot {

/// One path at a time. random/pack_words.hpp produces the same words for packs.
template <class R>
struct PathWords {
    std::uint32_t path_low, path_high, seed_low, seed_high;

    PathWords() = default;
    KS_INLINE PathWords(std::uint32_t low, std::uint32_t high, std::uint64_t seed)
        : path_low(low), path_high(high), seed_low(static_cast<std::uint32_t>(seed)),
          seed_high(static_cast<std::uint32_t>(seed >> 32U)) {}
    KS_INLINE PathWords(std::int64_t path, std::uint64_t seed)
        : PathWords(static_cast<std::uint32_t>(path),
                    static_cast<std::uint32_t>(static_cast<std::uint64_t>(path) >> 32U), seed) {}

    KS_INLINE Words<std::uint32_t> operator()(std::uint32_t block) const {
        return philox4x32_10(path_low, path_high, block, std::uint32_t{0}, seed_low, seed_high);
    }
};

/// The words of consecutive paths from first_path on, one per lane of R. They must not cross a multiple of 2^32.
template <class R>
KS_INLINE PathWords<R> path_words(std::int64_t first_path, std::uint64_t seed) {
    return PathWords<R>(first_path, seed);
}

/// The words of any paths, one per lane of R, by the low words of their numbers and the high word that they share.
template <class R>
KS_INLINE PathWords<R> path_words(UIntOf<R> path_low, std::uint32_t path_high, std::uint64_t seed) {
    return PathWords<R>(path_low, path_high, seed);
}

}  // namespace killshot
