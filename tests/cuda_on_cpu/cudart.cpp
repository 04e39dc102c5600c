#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "cudart_state.hpp"

using cuda_on_cpu::Call;
using cuda_on_cpu::card;
using cuda_on_cpu::finish;
using cuda_on_cpu::finish_all;
using cuda_on_cpu::Kernel;
using cuda_on_cpu::machine;
using cuda_on_cpu::Memory;
using cuda_on_cpu::remember;
using cuda_on_cpu::state;
using cuda_on_cpu::stream_or_default;

namespace {

struct LaunchConfiguration {
    dim3 grid, block;
    std::size_t shared_bytes;
    cudaStream_t stream;
};

// CUDA keeps these per host thread.
thread_local std::vector<LaunchConfiguration> configurations;
thread_local cudaError_t last = cudaSuccess;

constexpr int translated_for = 90;  // the PTX version of the kernels, sm_90

void lose_card(const std::string& why) {
    std::fprintf(stderr, "cuda_on_cpu: %s\n", why.c_str());
    state().fault = why;
    state().sticky = cudaErrorLaunchFailure;
    state().default_stream.work.clear();
    for (cudaStream_t stream : state().streams) {
        stream->work.clear();
    }
}

bool is_launchable(const Kernel& kernel, const dim3& grid, const dim3& block, std::size_t dynamic_shared_bytes) {
    constexpr std::size_t default_most = 48 * 1024;
    const auto allowed = state().most_shared_bytes.find(&kernel);
    const std::size_t most = allowed == state().most_shared_bytes.end() ? default_most : allowed->second;
    const auto n_threads = std::uint64_t{block.x} * block.y * block.z;
    return n_threads > 0 && n_threads <= cuda_on_cpu::max_threads_per_block && grid.x > 0 && grid.x <= 0x7FFFFFFFU &&
           grid.y > 0 && grid.y <= 65535 && grid.z > 0 && grid.z <= 65535 &&
           kernel.static_shared_bytes + dynamic_shared_bytes <= most;
}

/// The kernel that belongs to a stub in nvcc's host code.
const Kernel& kernel_of(const void* stub) {
    const std::string& name = state().kernel_of_stub[stub];
    const auto& all = cuda_on_cpu::kernels();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Kernel& k) { return k.name == name; });
    if (found == all.end()) {
        std::fprintf(stderr, "cuda_on_cpu: kernel %s was not translated\n", name.c_str());
        std::abort();
    }
    return *found;
}

cudaError_t launch(const Kernel& kernel, dim3 grid, dim3 block, void** arguments, std::size_t shared_bytes,
                   cudaStream_t stream) {
    if (!is_launchable(kernel, grid, block, shared_bytes)) {
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

}  // namespace

namespace cuda_on_cpu {

State& state() {
    static auto* made = new State;  // never destroyed, since owners of its memory may outlive main
    return *made;
}

cudaError_t remember(cudaError_t error) {
    if (error != cudaSuccess) {
        last = error;
    }
    return error;
}

Call::Call(const char* function) : lock_(state().mutex) {
    if (state().failing_function == function) {
        state().failing_function.clear();
        error = remember(state().failure);
    } else {
        error = remember(state().card.present ? state().sticky : cudaErrorNoDevice);
    }
}

void finish(CUstream_st& stream, const std::function<bool()>& is_enough) {
    while (!stream.work.empty() && !is_enough()) {
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
    state().machine.checks.bytes_written_to_host = 0;
    state().fault.clear();
    state().failing_function.clear();
    last = state().sticky = cudaSuccess;
}

}  // namespace cuda_on_cpu

extern "C" {

// Called by nvcc's code before main and at a launch

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
void __cudaRegisterVar(void**, char*, char*, const char*, int, std::size_t, int, int) {}  // no kernel reads one

unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block, std::size_t shared_bytes, CUstream_st* stream) {
    configurations.push_back({grid, block, shared_bytes, stream});
    return 0;
}

cudaError_t __cudaPopCallConfiguration(dim3* grid, dim3* block, std::size_t* shared_bytes, void* stream) {
    const LaunchConfiguration configuration = configurations.back();
    configurations.pop_back();
    *grid = configuration.grid;
    *block = configuration.block;
    *shared_bytes = configuration.shared_bytes;
    *static_cast<cudaStream_t*>(stream) = configuration.stream;
    return cudaSuccess;
}

cudaError_t __cudaGetKernel(cudaKernel_t* kernel, const void* stub) {
    const std::scoped_lock lock(state().mutex);
    *kernel = reinterpret_cast<cudaKernel_t>(const_cast<Kernel*>(&kernel_of(stub)));
    return cudaSuccess;
}

cudaError_t __cudaLaunchKernel(cudaKernel_t handle, dim3 grid, dim3 block, void** arguments, std::size_t shared_bytes,
                               cudaStream_t stream) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    return launch(*reinterpret_cast<const Kernel*>(handle), grid, block, arguments, shared_bytes, stream);
}

/// The attributes of a launch only ask for an order that is guaranteed anyway.
cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t* config, const void* stub, void** arguments) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    return launch(kernel_of(stub), config->gridDim, config->blockDim, arguments, config->dynamicSmemBytes,
                  config->stream);
}

cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, const void*) {
    *attributes = {};
    attributes->ptxVersion = attributes->binaryVersion = translated_for;
    return Call(__func__).error;
}

// Memory

cudaError_t cudaMalloc(void** at, std::size_t n_bytes) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
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
    machine().checks.allocated(*at, n_bytes, Memory::card);
    return cudaSuccess;
}

cudaError_t cudaFree(void* at) {
    if (at == nullptr) {
        return cudaSuccess;
    }
    const std::scoped_lock lock(state().mutex);
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
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    *at = std::malloc(n_bytes);
    if (*at == nullptr) {
        return remember(cudaErrorMemoryAllocation);
    }
    machine().checks.allocated(*at, n_bytes, Memory::pinned);  // kernels may write to it
    return cudaSuccess;
}

cudaError_t cudaFreeHost(void* at) {
    const std::scoped_lock lock(state().mutex);
    finish_all();
    machine().checks.freed(at);
    std::free(at);
    return cudaSuccess;
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t n_bytes, cudaMemcpyKind kind, cudaStream_t stream) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    if (kind == cudaMemcpyDeviceToHost) {
        card().bytes_copied_to_host += n_bytes;
    }
    stream_or_default(stream).work.emplace_back([=] { std::memcpy(to, from, n_bytes); });
    return cudaSuccess;
}

cudaError_t cudaMemsetAsync(void* to, int value, std::size_t n_bytes, cudaStream_t stream) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    stream_or_default(stream).work.emplace_back([=] { std::memset(to, value, n_bytes); });
    return cudaSuccess;
}

// The card, and errors

cudaError_t cudaGetDeviceCount(int* n_devices) {
    *n_devices = card().n_cards;
    return Call(__func__).error;
}

cudaError_t cudaGetDevice(int* device) {
    *device = card().chosen;
    return Call(__func__).error;
}

cudaError_t cudaSetDevice(int device) {
    const Call call(__func__);
    if (call.error == cudaSuccess) {
        card().chosen = device;
    }
    return call.error;
}

cudaError_t cudaDriverGetVersion(int* version) {
    *version = card().present ? CUDART_VERSION : 0;
    return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int) {
    *properties = {};
    std::snprintf(properties->name, sizeof properties->name, "%s", card().name.c_str());
    properties->major = translated_for / 10;
    properties->multiProcessorCount = card().n_multiprocessors;
    properties->totalGlobalMem = card().memory_bytes;
    return Call(__func__).error;
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int) {
    if (attribute != cudaDevAttrMaxGridDimX) {
        return remember(cudaErrorInvalidValue);
    }
    *value = 0x7FFFFFFF;
    return Call(__func__).error;
}

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* n_blocks, const void*, int, std::size_t,
                                                                   unsigned) {
    *n_blocks = card().blocks_per_multiprocessor;
    return Call(__func__).error;
}

cudaError_t cudaFuncSetAttribute(const void* stub, cudaFuncAttribute attribute, int value) {
    constexpr int most_of_block = 227 * 1024;  // of sm_90
    const Call call(__func__);
    if (attribute != cudaFuncAttributeMaxDynamicSharedMemorySize || value < 0 || value > most_of_block) {
        return remember(cudaErrorInvalidValue);
    }
    const Kernel& kernel = kernel_of(stub);
    state().most_shared_bytes[&kernel] = kernel.static_shared_bytes + static_cast<std::size_t>(value);
    return call.error;
}

cudaError_t cudaPeekAtLastError() {
    const std::scoped_lock lock(state().mutex);
    return state().sticky != cudaSuccess ? state().sticky : last;
}

cudaError_t cudaGetLastError() {
    const cudaError_t error = cudaPeekAtLastError();
    last = cudaSuccess;
    return error;
}

const char* cudaGetErrorName(cudaError_t error) { return cudaGetErrorString(error); }

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
