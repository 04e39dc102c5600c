/// Divides the lanes of a warp into tiles, each of which runs one path.
#pragma once

#include "launch.hpp"

namespace killshot::cuda {

inline constexpr unsigned all_lanes = 0xFFFFFFFFU;

__device__ __forceinline__ int lane_of_warp() { return static_cast<int>(threadIdx.x) % warp_lanes; }

/// The group of networks (model/step.hpp) that a lane runs: one network. Lanes beyond the last network run a copy of it
/// and add 0 to sums.
template <int tile>
struct TileOfNetworks {
    int network;
    bool is_network;

    __device__ __forceinline__ static constexpr int size() { return 1; }
    __device__ __forceinline__ int number(int) const { return network; }
    /// Adds in the order of model/share.hpp: slot i and i + 16, then i + 8, i + 4, i + 2, i + 1. Every lane gets the
    /// sum. A tile of 16 omits the first addition, which would only add empty slots.
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

/// Bit i is set if `yes` holds in lane i of this lane's tile.
template <int tile>
__device__ __forceinline__ std::uint32_t tile_ballot(bool yes) {
    const std::uint32_t ballot = __ballot_sync(all_lanes, yes);
    return tile == warp_lanes ? ballot : (ballot >> (lane_of_warp() / tile * tile)) & 0xFFFFU;
}

}  // namespace killshot::cuda
