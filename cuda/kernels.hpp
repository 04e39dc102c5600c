/// The kernels as host code calls them. Launches return at once; what goes wrong on the card is seen at the next wait.
#pragma once

#include <cuda_runtime_api.h>

#include "launch.hpp"

namespace killshot::cuda {

/// Lanes of a path: what the smaller tile cannot hold, the larger does.
[[nodiscard]] constexpr int tile_of(int n_networks) { return n_networks <= small_tile ? small_tile : large_tile; }

/// Runs the launch's paths on n_blocks blocks. sector_of_step has room for all their warps.
[[nodiscard]] cudaError_t launch_simulate(const Launch& launch, int n_blocks, cudaStream_t stream);

/// How many blocks of it a multiprocessor takes at a time; fails where this build has no code for the card.
[[nodiscard]] cudaError_t simulate_blocks_per_sm(int& n_blocks, int n_networks, int n_steps);

[[nodiscard]] cudaError_t launch_count_values(const Counting& counting, cudaStream_t stream);

}  // namespace killshot::cuda
