/// Lanes of a warp as tiles, one path each.
#pragma once

#include "launch.hpp"

namespace killshot::cuda {

inline constexpr unsigned all_lanes = 0xFFFFFFFFU;

__device__ __forceinline__ int lane_of_warp() { return static_cast<int>(threadIdx.x) % warp_lanes; }

/// The group of a lane (model/step.hpp): one network, or none in a lane beyond the last network. Such a lane runs along
/// and adds 0 to sums.
template <int tile>
struct TileOfNetworks {
    int network;
    bool is_network;

    __device__ __forceinline__ static constexpr int size() { return 1; }
    __device__ __forceinline__ int number(int) const { return network; }
    /// The order of model/share.hpp: slot i with i + 16, then i + 8, i + 4, i + 2, i + 1. Every lane gets the sum. A
    /// tile of 16 leaves out the first addition, which would add empty slots.
    template <class Value>
    __device__ __forceinline__ float sum(const Value& value) const {
        float sum = is_network ? value(0) : 0.0F;
        for (int distance = tile / 2; distance > 0; distance /= 2) {
            sum += __shfl_xor_sync(all_lanes, sum, distance);
        }
        return sum;
    }
};

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
