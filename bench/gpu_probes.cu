#include "gpu_probes.cuh"

namespace killshot::bench {
namespace {

__global__ void divisions(float* out, float numerator) {
    const auto thread = static_cast<int>(blockIdx.x * probe_threads + threadIdx.x);
    const float first = 1.0F + static_cast<float>(thread % 64) * 0x1p-10F;
    float divisor[4] = {first, first + 0x1p-4F, first + 0x1p-3F, first + 0x1p-2F};
    for (int i = 0; i < divisions_per_thread / 4; ++i) {
        // The next divisor depends on the quotient, so that no division can be left out or moved.
        for (float& one : divisor) {
            one = numerator / one + first;
        }
    }
    out[thread] = divisor[0] + divisor[1] + divisor[2] + divisor[3];
}

__global__ void reciprocals_and_roots(float* reciprocal, float* root) {
    const auto i = static_cast<int>(blockIdx.x * probe_threads + threadIdx.x);
    const float x = 1.0F + static_cast<float>(i) * 0x1p-23F;
    reciprocal[i] = 1.0F / x;
    root[i] = __fsqrt_rn(x);
}

__global__ void additions(unsigned long long* counts, int n_counts) {
    const auto thread = static_cast<int>(blockIdx.x * probe_threads + threadIdx.x);
    for (int i = 0; i < additions_per_thread; ++i) {
        atomicAdd(counts + thread % n_counts, 1ULL);
    }
}

__global__ void nothing() {}

}  // namespace

cudaError_t launch_divisions(float* out, float numerator, int n_blocks, cudaStream_t stream) {
    divisions<<<static_cast<unsigned>(n_blocks), probe_threads, 0, stream>>>(out, numerator);
    return cudaGetLastError();
}

cudaError_t launch_reciprocals_and_roots(float* reciprocal, float* root, int n, cudaStream_t stream) {
    reciprocals_and_roots<<<static_cast<unsigned>(n / probe_threads), probe_threads, 0, stream>>>(reciprocal, root);
    return cudaGetLastError();
}

cudaError_t launch_additions(unsigned long long* counts, int n_counts, int n_blocks, cudaStream_t stream) {
    additions<<<static_cast<unsigned>(n_blocks), probe_threads, 0, stream>>>(counts, n_counts);
    return cudaGetLastError();
}

cudaError_t launch_nothing(cudaStream_t stream) {
    nothing<<<1, 32, 0, stream>>>();
    return cudaGetLastError();
}

}  // namespace killshot::bench
