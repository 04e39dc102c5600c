/// The lanes of a block as arrays, for counts that are made path by path.
#pragma once

#include "killshot/lanes/store.hpp"

namespace killshot::kernels {
namespace {

/// Lanes of a block, path by path.
template <class R>
struct alignas(64) Ints {
    std::int32_t lane[Lanes<R>::width];
};
template <class R>
struct alignas(64) Words32 {
    std::uint32_t lane[Lanes<R>::width];
};
template <class R>
struct alignas(64) Floats {
    float lane[Lanes<R>::width];
};

}  // namespace
}  // namespace killshot::kernels
