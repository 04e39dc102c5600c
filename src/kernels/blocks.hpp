/// Divides a job's paths into blocks.
#pragma once

#include "killshot/lanes/pair.hpp"

namespace killshot::kernels {
namespace {

/// The number of paths in the block that begins at first_path: one per lane, fewer where the job ends or the path
/// numbers reach a multiple of 2^32.
template <class R>
KS_INLINE int block_size(std::int64_t first_path, std::int64_t n_left) {
    constexpr std::int64_t n_low_words = std::int64_t{1} << 32;
    const std::int64_t to_next_high_word = n_low_words - first_path % n_low_words;
    const std::int64_t most = n_left < to_next_high_word ? n_left : to_next_high_word;
    return most < Lanes<R>::width ? static_cast<int>(most) : Lanes<R>::width;
}

}  // namespace
}  // namespace killshot::kernels
