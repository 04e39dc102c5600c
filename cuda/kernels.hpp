/// Launches the kernels. Launches return at once; an error on the device is reported by the next wait.
#pragma once

#include <cuda_runtime_api.h>

#include "launch.hpp"

namespace killshot::cuda {

/// Lanes that run a path: the small tile if it holds all networks, the large one otherwise.
[[nodiscard]] constexpr int tile_of(int n_networks) { return n_networks <= small_tile ? small_tile : large_tile; }

/// Runs the sectors of the launch's paths.
[[nodiscard]] cudaError_t launch_sectors(const Launch& launch, cudaStream_t stream);

/// Runs the networks of the launch's paths, after their sectors, on n_blocks blocks. Each block may run at most
/// max_paths_per_block paths.
[[nodiscard]] cudaError_t launch_networks(const Launch& launch, int n_blocks, cudaStream_t stream);

/// The number of blocks of launch_networks that are resident on a multiprocessor at once. Fails if this build has no
/// code for the card.
[[nodiscard]] cudaError_t networks_blocks_per_sm(int& n_blocks, int n_networks, int n_steps);

[[nodiscard]] cudaError_t launch_count_values(const Counting& counting, cudaStream_t stream);

}  // namespace killshot::cuda
