/// Adds to the tally in the device's memory. All counts are integers, so the order in which paths arrive does not
/// matter.
#pragma once

#include "tile.cuh"

namespace killshot::cuda {

__device__ __forceinline__ void add(const Launch& launch, Row row, int at, std::int64_t amount) {
    atomicAdd(launch.rows[static_cast<int>(row)] + at, static_cast<unsigned long long>(amount));
}

/// Adds the number of lanes of the warp for which `yes` holds.
__device__ __forceinline__ void add_lanes(const Launch& launch, Row row, int at, bool yes) {
    const int n_lanes = __popc(__ballot_sync(all_lanes, yes));
    if (lane_of_warp() == 0 && n_lanes > 0) {
        add(launch, row, at, n_lanes);
    }
}

}  // namespace killshot::cuda
