/// The generator of a block of paths: words(block) is a pure function of path, seed and counter word 2. Eq. 0.
#pragma once

#include <cstdint>

#include "killshot/random/philox.hpp"

namespace killshot {

/// R's lanes carry path numbers of 64 bits in two words; the seed is the key.
template <class R>
struct PathWords {
    UIntOf<R> path_low, path_high;
    std::uint32_t seed_low, seed_high;

    KS_INLINE Words<UIntOf<R>> operator()(std::uint32_t block) const {
        return philox4x32_10(path_low, path_high, UIntOf<R>(block), UIntOf<R>(0U), seed_low, seed_high);
    }
};

/// Paths first_path, first_path + 1, ... in the lanes whose numbers `lanes` holds.
template <class R>
KS_INLINE PathWords<R> path_words(std::int64_t first_path, UIntOf<R> lanes, std::uint64_t seed) {
    using U = UIntOf<R>;
    const auto first = static_cast<std::uint64_t>(first_path);
    const auto first_low = static_cast<std::uint32_t>(first);
    const U low = U(first_low) + lanes;
    const U top = U(0x80000000U);  // flips an unsigned comparison into a signed one
    const MaskOf<R> wrapped = as_int(low ^ top) < IntOf<R>(as_int(first_low ^ 0x80000000U));
    const U high = U(static_cast<std::uint32_t>(first >> 32U)) + select(wrapped, U(1U), U(0U));
    return {low, high, static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)};
}

}  // namespace killshot
