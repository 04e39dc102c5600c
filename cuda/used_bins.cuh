/// One warp per histogram, and the range of bins that it uses.
#pragma once

#include "killshot/tally/histogram.hpp"
#include "pack.hpp"
#include "tile.cuh"

namespace killshot::cuda {

__device__ __forceinline__ int histogram_of_warp() {
    return static_cast<int>(blockIdx.x) * warps_per_block + static_cast<int>(threadIdx.x) / warp_lanes;
}

/// All lanes get the range; {0, 0} where every bin is empty.
__device__ __forceinline__ UsedRange used_bins(const unsigned long long* bins) {
    int first = histogram::n_bins, last = -1;
    for (int bin = lane_of_warp(); bin < histogram::n_bins; bin += warp_lanes) {
        if (bins[bin] != 0U) {
            first = min(first, bin);
            last = bin;
        }
    }
    first = tile_min<warp_lanes>(first);
    last = -tile_min<warp_lanes>(-last);
    return last >= 0 ? UsedRange{first, last - first + 1} : UsedRange{0, 0};
}

}  // namespace killshot::cuda
