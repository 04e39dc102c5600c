#include "broken.hpp"

namespace cuda_on_cpu::broken {

using Parameters = void(const float* in, float* out);
inline constexpr int distance = 37;  // reaches another warp for most threads

__global__ void right(const float* in, float* out) {
    __shared__ float shared[n_threads];
    const unsigned t = threadIdx.x;
    shared[t] = in[t];
    __syncthreads();
    out[t] = shared[(t + distance) % n_threads];
}

__global__ void no_barrier(const float* in, float* out) {
    __shared__ float shared[n_threads];
    const unsigned t = threadIdx.x;
    shared[t] = in[t];
    out[t] = shared[(t + distance) % n_threads];
}

__global__ void no_warp_barrier(const float* in, float* out) {
    __shared__ float shared[n_threads];
    const unsigned t = threadIdx.x;
    shared[t] = in[t];
    out[t] = shared[t ^ 1U];
}

__global__ void divergent_barrier(const float* in, float* out) {
    __shared__ float shared[n_threads];
    const unsigned t = threadIdx.x;
    shared[t] = in[t];
    if (t < n_threads / 2) __syncthreads();
    out[t] = shared[(t + distance) % n_threads];
}

__global__ void divergent_shuffle(const float* in, float* out) {
    const unsigned t = threadIdx.x;
    float value = in[t];
    if (t % 2 == 1) value += __shfl_xor_sync(0xFFFFFFFFU, value, 1);
    out[t] = value;
}

__global__ void shuffle_without_its_partner(const float* in, float* out) {
    const unsigned t = threadIdx.x;
    out[t] = t % 32 < 16 ? __shfl_xor_sync(0x0000FFFFU, in[t], 16) : in[t];
}

__global__ void unset_shared_memory(const float* in, float* out) {
    __shared__ float shared[n_threads];
    const unsigned t = threadIdx.x;
    if (t < 100) shared[t] = in[t];
    __syncthreads();
    out[t] = shared[(t + distance) % n_threads];
}

__global__ void beyond_global_memory(const float* in, float* out) { out[threadIdx.x] = in[threadIdx.x + 1]; }

__global__ void beyond_shared_memory(const float* in, float* out) {
    __shared__ float shared[n_threads];
    const unsigned t = threadIdx.x;
    shared[t] = in[t];
    __syncthreads();
    out[t] = shared[t * 2];
}

__global__ void sum_in_any_order(const float* in, float* out) { atomicAdd(out, in[threadIdx.x]); }

__global__ void count_without_atomics(const float* in, float* out) {
    __shared__ unsigned counts[4];
    const unsigned t = threadIdx.x;
    if (t < 4) counts[t] = 0;
    __syncthreads();
    counts[t % 4] += in[t] > 0.0F ? 1U : 0U;
    __syncthreads();
    out[t] = static_cast<float>(counts[t % 4]);
}

__global__ void sleep_until_nobody_comes(const float* in, float* out) {
    const volatile float* flag = in;
    while (flag[0] != 0.0F) __nanosleep(20);
    out[threadIdx.x] = 0.0F;
}

namespace {

struct Named {
    const char* name;
    Parameters* kernel;
};
const Named all[] = {
    {"right", right},
    {"no_barrier", no_barrier},
    {"no_warp_barrier", no_warp_barrier},
    {"divergent_barrier", divergent_barrier},
    {"divergent_shuffle", divergent_shuffle},
    {"shuffle_without_its_partner", shuffle_without_its_partner},
    {"unset_shared_memory", unset_shared_memory},
    {"beyond_global_memory", beyond_global_memory},
    {"beyond_shared_memory", beyond_shared_memory},
    {"sum_in_any_order", sum_in_any_order},
    {"count_without_atomics", count_without_atomics},
    {"sleep_until_nobody_comes", sleep_until_nobody_comes},
};

}  // namespace

std::vector<std::string> names() {
    std::vector<std::string> result;
    for (const Named& each : all) result.emplace_back(each.name);
    return result;
}

void launch(const std::string& name, const float* in, float* out) {
    for (const Named& each : all) {
        if (name == each.name) each.kernel<<<1, n_threads>>>(in, out);
    }
}

}  // namespace cuda_on_cpu::broken
