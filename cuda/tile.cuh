/// Lanes of a warp as tiles, one path each.
#pragma once

#include "launch.hpp"

namespace killshot::cuda {

inline constexpr unsigned all_lanes = 0xFFFFFFFFU;

__device__ __forceinline__ int lane_of_warp() { return static_cast<int>(threadIdx.x) % warp_lanes; }

/// The sum of Eq. 11 in its order (model/share.hpp): slot i with i + 16, then i + 8, i + 4, i + 2, i + 1. Lanes without
/// a network bring 0; every lane gets the sum. In a tile of 16 the first addition would add empty slots.
template <int tile>
__device__ __forceinline__ float tile_sum(float value) {
    for (int distance = tile / 2; distance > 0; distance /= 2) {
        value += __shfl_xor_sync(all_lanes, value, distance);
    }
    return value;
}

template <int tile>
__device__ __forceinline__ int tile_min(int value) {
    for (int distance = tile / 2; distance > 0; distance /= 2) {
        value = min(value, __shfl_xor_sync(all_lanes, value, distance));
    }
    return value;
}

/// Bit i: lane i of this lane's tile says yes.
template <int tile>
__device__ __forceinline__ std::uint32_t tile_ballot(bool yes) {
    const std::uint32_t ballot = __ballot_sync(all_lanes, yes);
    return tile == warp_lanes ? ballot : (ballot >> (lane_of_warp() / tile * tile)) & 0xFFFFU;
}

}  // namespace killshot::cuda
