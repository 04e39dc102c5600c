#include "cudart.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include <cuda_runtime_api.h>

using cuda_on_cpu::card;
using cuda_on_cpu::Fault;
using cuda_on_cpu::Kernel;
using cuda_on_cpu::machine;

/// What cudaStream_t points to.
struct CUstream_st {
    std::deque<std::function<void()>> work;
};

namespace {

struct LaunchConfiguration {
    dim3 grid, block;
    std::size_t shared_bytes;
    cudaStream_t stream;
};

/// All that the runtime remembers. Made at its first call, as kernels register before main.
struct State {
    std::map<const void*, std::string> kernel_of_stub;
    std::vector<LaunchConfiguration> configurations;
    CUstream_st default_stream;
    std::vector<cudaStream_t> streams;
    std::map<void*, std::size_t> allocations;
    std::size_t allocated_bytes = 0;
    cudaError_t last = cudaSuccess, sticky = cudaSuccess;
    std::string fault, failing_function;
    cudaError_t failure = cudaSuccess;
    cuda_on_cpu::Card card;
    cuda_on_cpu::Machine machine;
};

State& state() {
    static auto* made = new State;  // never destroyed: owners of its memory may outlive main
    return *made;
}

cudaError_t remember(cudaError_t error) {
    if (error != cudaSuccess) {
        state().last = error;
    }
    return error;
}

/// The error that a call begins with: set by a test, or left by a fault. __func__ names the caller.
cudaError_t begin(const char* function) {
    if (state().failing_function == function) {
        state().failing_function.clear();
        return remember(state().failure);
    }
    if (!state().card.present) {
        return remember(cudaErrorNoDevice);
    }
    return remember(state().sticky);
}

void lose_card(const std::string& why) {
    std::fprintf(stderr, "cuda_on_cpu: %s\n", why.c_str());
    state().fault = why;
    state().sticky = cudaErrorLaunchFailure;
    state().default_stream.work.clear();
    for (cudaStream_t stream : state().streams) {
        stream->work.clear();
    }
}

void finish(CUstream_st& stream) {
    while (!stream.work.empty()) {
        const auto next = std::move(stream.work.front());
        stream.work.pop_front();
        try {
            next();
        } catch (const Fault& fault) {
            lose_card(fault.what());
        }
    }
}

void finish_all() {
    finish(state().default_stream);
    for (cudaStream_t stream : state().streams) {
        finish(*stream);
    }
}

CUstream_st& stream_or_default(cudaStream_t stream) { return stream ? *stream : state().default_stream; }

bool is_launchable(const dim3& grid, const dim3& block, std::size_t shared_bytes) {
    constexpr std::size_t most_shared_bytes = 48 * 1024;  // without asking for more
    const auto n_threads = std::uint64_t{block.x} * block.y * block.z;
    return n_threads > 0 && n_threads <= cuda_on_cpu::max_threads_per_block && grid.x > 0 && grid.x <= 0x7FFFFFFFU &&
           grid.y > 0 && grid.y <= 65535 && grid.z > 0 && grid.z <= 65535 && shared_bytes <= most_shared_bytes;
}

}  // namespace

namespace cuda_on_cpu {

Card& card() { return state().card; }
Machine& machine() { return state().machine; }
const std::string& last_fault() { return state().fault; }

void fail_next(const std::string& function, cudaError_t error) {
    state().failing_function = function;
    state().failure = error;
}

void reset() {
    state().card = {};
    state().machine.order = Order::forward;
    state().machine.checks.on = false;
    state().fault.clear();
    state().failing_function.clear();
    state().last = state().sticky = cudaSuccess;
}

}  // namespace cuda_on_cpu

extern "C" {

// What nvcc's code calls before main and at a launch

void** __cudaRegisterFatBinary(void*) {
    static void* handle = nullptr;
    return &handle;
}
void __cudaRegisterFatBinaryEnd(void**) {}
void __cudaUnregisterFatBinary(void**) {}

void __cudaRegisterFunction(void**, const char* stub, char*, const char* name, int, uint3*, uint3*, dim3*, dim3*,
                            int*) {
    state().kernel_of_stub[stub] = name;
}

unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block, std::size_t shared_bytes, CUstream_st* stream) {
    state().configurations.push_back({grid, block, shared_bytes, stream});
    return 0;
}

cudaError_t __cudaPopCallConfiguration(dim3* grid, dim3* block, std::size_t* shared_bytes, void* stream) {
    const LaunchConfiguration configuration = state().configurations.back();
    state().configurations.pop_back();
    *grid = configuration.grid;
    *block = configuration.block;
    *shared_bytes = configuration.shared_bytes;
    *static_cast<cudaStream_t*>(stream) = configuration.stream;
    return cudaSuccess;
}

cudaError_t __cudaGetKernel(cudaKernel_t* kernel, const void* stub) {
    const std::string& name = state().kernel_of_stub[stub];
    const auto& all = cuda_on_cpu::kernels();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Kernel& k) { return k.name == name; });
    if (found == all.end()) {
        std::fprintf(stderr, "cuda_on_cpu: kernel %s was not translated\n", name.c_str());
        std::abort();
    }
    *kernel = reinterpret_cast<cudaKernel_t>(const_cast<Kernel*>(&*found));
    return cudaSuccess;
}

cudaError_t __cudaLaunchKernel(cudaKernel_t handle, dim3 grid, dim3 block, void** arguments, std::size_t shared_bytes,
                               cudaStream_t stream) {
    if (const cudaError_t error = begin(__func__)) {
        return error;
    }
    const auto& kernel = *reinterpret_cast<const Kernel*>(handle);
    if (!is_launchable(grid, block, kernel.static_shared_bytes + shared_bytes)) {
        return remember(cudaErrorInvalidConfiguration);
    }
    std::vector<std::byte> parameters;
    for (std::size_t i = 0; i < kernel.parameters.size(); ++i) {
        const auto [offset, size] = kernel.parameters[i];
        parameters.resize(offset + size);
        std::memcpy(parameters.data() + offset, arguments[i], size);
    }
    stream_or_default(stream).work.emplace_back([&kernel, grid, block, shared_bytes, parameters] {
        machine().launch(kernel, {grid.x, grid.y, grid.z}, {block.x, block.y, block.z}, shared_bytes, parameters);
    });
    return cudaSuccess;
}

// Memory

cudaError_t cudaMalloc(void** at, std::size_t n_bytes) {
    if (const cudaError_t error = begin(__func__)) {
        return error;
    }
    if (n_bytes > card().memory_bytes - state().allocated_bytes) {
        return remember(cudaErrorMemoryAllocation);
    }
    constexpr std::size_t alignment = 256;
    *at = std::aligned_alloc(alignment, (n_bytes + alignment - 1) / alignment * alignment);
    if (*at == nullptr) {
        return remember(cudaErrorMemoryAllocation);
    }
    std::memset(*at, 0xFF, n_bytes);
    state().allocations[*at] = n_bytes;
    state().allocated_bytes += n_bytes;
    machine().checks.allocated(*at, n_bytes);
    return cudaSuccess;
}

cudaError_t cudaFree(void* at) {
    if (at == nullptr) {
        return cudaSuccess;
    }
    finish_all();
    const auto found = state().allocations.find(at);
    if (found == state().allocations.end()) {
        return remember(cudaErrorInvalidValue);
    }
    state().allocated_bytes -= found->second;
    state().allocations.erase(found);
    machine().checks.freed(at);
    std::free(at);
    return cudaSuccess;
}

cudaError_t cudaMallocHost(void** at, std::size_t n_bytes) {
    if (const cudaError_t error = begin(__func__)) {
        return error;
    }
    *at = std::malloc(n_bytes);
    return *at == nullptr ? remember(cudaErrorMemoryAllocation) : cudaSuccess;
}

cudaError_t cudaFreeHost(void* at) {
    finish_all();
    std::free(at);
    return cudaSuccess;
}

/// To the card: what is copied is put by, and arrives when somebody waits for it.
cudaError_t cudaMemcpy(void* to, const void* from, std::size_t n_bytes, cudaMemcpyKind kind) {
    if (const cudaError_t error = begin(__func__)) {
        return error;
    }
    finish(state().default_stream);
    if (kind == cudaMemcpyHostToDevice) {
        const auto* bytes = static_cast<const std::byte*>(from);
        state().default_stream.work.emplace_back([to, put_by = std::vector<std::byte>(bytes, bytes + n_bytes)] {
            std::memcpy(to, put_by.data(), put_by.size());
        });
    } else {
        std::memcpy(to, from, n_bytes);
    }
    return remember(state().sticky);
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t n_bytes, cudaMemcpyKind, cudaStream_t stream) {
    if (const cudaError_t error = begin(__func__)) {
        return error;
    }
    stream_or_default(stream).work.emplace_back([=] { std::memcpy(to, from, n_bytes); });
    return cudaSuccess;
}

cudaError_t cudaMemsetAsync(void* to, int value, std::size_t n_bytes, cudaStream_t stream) {
    if (const cudaError_t error = begin(__func__)) {
        return error;
    }
    stream_or_default(stream).work.emplace_back([=] { std::memset(to, value, n_bytes); });
    return cudaSuccess;
}

// Streams

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned) {
    if (const cudaError_t error = begin(__func__)) {
        return error;
    }
    state().streams.push_back(new CUstream_st);
    *stream = state().streams.back();
    return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
    if (stream == nullptr) {
        return cudaSuccess;
    }
    finish(*stream);
    std::erase(state().streams, stream);
    delete stream;
    return cudaSuccess;
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
    if (const cudaError_t error = begin(__func__)) {
        return error;
    }
    finish(stream_or_default(stream));
    return remember(state().sticky);
}

cudaError_t cudaDeviceSynchronize() {
    if (const cudaError_t error = begin(__func__)) {
        return error;
    }
    finish_all();
    return remember(state().sticky);
}

// The card, and errors

cudaError_t cudaGetDeviceCount(int* n_devices) {
    *n_devices = 1;
    return begin(__func__);
}

cudaError_t cudaGetDevice(int* device) {
    *device = 0;
    return begin(__func__);
}

cudaError_t cudaSetDevice(int) { return begin(__func__); }

cudaError_t cudaDriverGetVersion(int* version) {
    *version = card().present ? CUDART_VERSION : 0;
    return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int) {
    *properties = {};
    std::snprintf(properties->name, sizeof properties->name, "%s", card().name.c_str());
    properties->major = 9;
    properties->multiProcessorCount = card().n_multiprocessors;
    properties->totalGlobalMem = card().memory_bytes;
    return begin(__func__);
}

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* n_blocks, const void*, int, std::size_t,
                                                                   unsigned) {
    *n_blocks = card().blocks_per_multiprocessor;
    return begin(__func__);
}

cudaError_t cudaGetLastError() {
    const cudaError_t error = state().sticky != cudaSuccess ? state().sticky : state().last;
    state().last = cudaSuccess;
    return error;
}

const char* cudaGetErrorString(cudaError_t error) {
    switch (error) {
        case cudaErrorNoDevice:
            return "no CUDA-capable device is detected";
        case cudaErrorMemoryAllocation:
            return "out of memory";
        case cudaErrorLaunchFailure:
            return "unspecified launch failure";
        default:
            return "an error of the emulated runtime";
    }
}

}  // extern "C"
