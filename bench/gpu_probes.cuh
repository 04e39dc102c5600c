/// Kernels that probe a card where the backend depends on it. All launches are asynchronous.
#pragma once

#include <cstdint>

#include <cuda_runtime_api.h>

namespace killshot::bench {

inline constexpr int probe_threads = 256;
inline constexpr int divisions_per_thread = 1024, additions_per_thread = 1024;

/// Each thread divides `numerator` by divisions_per_thread numbers near 1 and writes the sum to out[thread].
cudaError_t launch_divisions(float* out, float numerator, int n_blocks, cudaStream_t stream);
/// reciprocal[i] = 1 / x and root[i] = sqrt(x) for x = 1 + i 2^-23; n is a multiple of probe_threads.
cudaError_t launch_reciprocals_and_roots(float* reciprocal, float* root, int n, cudaStream_t stream);
/// Each thread makes additions_per_thread atomic additions of 1 to counts[thread % n_counts].
cudaError_t launch_additions(unsigned long long* counts, int n_counts, int n_blocks, cudaStream_t stream);
/// Does nothing.
cudaError_t launch_nothing(cudaStream_t stream);

}  // namespace killshot::bench
