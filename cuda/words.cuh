/// Eq. 0: the random words of one path, as PathWords<float> generates them.
#pragma once

#include "killshot/random/philox.hpp"
#include "launch.hpp"

namespace killshot::cuda {

/// Reads the keys of the rounds from the launch, which lies in constant memory: they cost neither registers nor
/// additions.
struct LaunchWords {
    const Launch& launch;
    std::uint32_t path_low, path_high;

    /// path: of the launch.
    __device__ __forceinline__ LaunchWords(const Launch& of_launch, std::int64_t path)
        : launch(of_launch), path_low(static_cast<std::uint32_t>(launch.first_path + path)),
          path_high(static_cast<std::uint32_t>(static_cast<std::uint64_t>(launch.first_path + path) >> 32U)) {}

    __device__ __forceinline__ Words<std::uint32_t> operator()(std::uint32_t block) const {
        return philox4x32_10(path_low, path_high, block, std::uint32_t{0}, launch.keys);
    }
};

}  // namespace killshot::cuda
