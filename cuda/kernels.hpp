/// Launches the kernels. Launches return at once; an error on the device is reported by the next wait.
#pragma once

#include <cuda_runtime_api.h>

#include "launch.hpp"

namespace killshot::cuda {

/// Lanes that run a path: the small tile if it holds all networks, the large one otherwise.
[[nodiscard]] constexpr int tile_of(int n_networks) { return n_networks <= small_tile ? small_tile : large_tile; }

/// Runs the launch's paths on n_blocks blocks. launch.sector_of_step must have room for all their warps.
[[nodiscard]] cudaError_t launch_simulate(const Launch& launch, int n_blocks, cudaStream_t stream);

/// The number of its blocks that are resident on a multiprocessor at once. Fails if this build has no code for the
/// card.
[[nodiscard]] cudaError_t simulate_blocks_per_sm(int& n_blocks, int n_networks, int n_steps);

[[nodiscard]] cudaError_t launch_count_values(const Counting& counting, cudaStream_t stream);

}  // namespace killshot::cuda
