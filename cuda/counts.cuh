/// Adding to the tally in the card's memory: integers only, so that the order in which paths arrive does not matter.
#pragma once

#include "tile.cuh"

namespace killshot::cuda {

__device__ __forceinline__ void add(const Launch& launch, Row row, int at, std::int64_t amount) {
    atomicAdd(launch.rows[static_cast<int>(row)] + at, static_cast<unsigned long long>(amount));
}

/// Adds how many lanes of the warp say yes.
__device__ __forceinline__ void add_lanes(const Launch& launch, Row row, int at, bool yes) {
    const int n_lanes = __popc(__ballot_sync(all_lanes, yes));
    if (lane_of_warp() == 0 && n_lanes > 0) {
        add(launch, row, at, n_lanes);
    }
}

}  // namespace killshot::cuda
