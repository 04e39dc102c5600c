/// What a counted integer adds to a digest. A digest is a sum, so integers may be added in any order, and on a card.
///
/// splitmix64: Steele, Lea and Flood (2014); FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv. Verified by
/// tests/tally/digest_test.cpp and, on the emulated card, by tests/cuda_on_cpu/emulated_summaries_test.cpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "killshot/lanes/inline.hpp"

namespace killshot {

KS_INLINE constexpr std::uint64_t splitmix64(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
}

/// The hash of a row's name.
constexpr std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char character : text) hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001B3ULL;
    return hash;
}

/// index: C-order, in the row. A zero adds nothing. It is masked out rather than skipped, since a branch would be
/// unpredictable in the middle of a histogram.
KS_INLINE std::uint64_t digest_of_integer(std::uint64_t name_hash, std::uint64_t index, std::uint64_t value) {
    const std::uint64_t hash = splitmix64(splitmix64(name_hash + index) + value);
    return value != 0 ? hash : 0;
}

}  // namespace killshot
