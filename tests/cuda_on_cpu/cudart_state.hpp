/// The state of the replaced CUDA runtime, for its own sources.
///
/// Host threads may call the runtime concurrently: a call holds a lock from beginning to end, including the work for
/// which it waits.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <cuda_runtime_api.h>

#include "cudart.hpp"

/// What cudaStream_t points to.
struct CUstream_st {
    std::deque<std::function<void()>> work;
};

namespace cuda_on_cpu {

/// The state of the runtime. It is created at the first call, since kernels register before main.
struct State {
    std::recursive_mutex mutex;
    std::map<const void*, std::string> kernel_of_stub;
    std::map<const Kernel*, std::size_t> most_shared_bytes;  // of kernels that may have more than the default
    CUstream_st default_stream;
    std::vector<cudaStream_t> streams;
    std::map<void*, std::size_t> allocations;
    std::size_t allocated_bytes = 0;
    cudaError_t sticky = cudaSuccess;
    std::string fault, failing_function;
    cudaError_t failure = cudaSuccess;
    Card card;
    Machine machine;
};
State& state();

/// Records an error of this host thread for cudaGetLastError.
cudaError_t remember(cudaError_t error);

/// A call of the runtime in progress. error: its initial error, set by a test or left by a fault.
class Call {
  public:
    explicit Call(const char* function);
    cudaError_t error = cudaSuccess;

  private:
    std::unique_lock<std::recursive_mutex> lock_;
};

/// Does a stream's work until it is done or `is_enough` holds.
void finish(
    CUstream_st& stream, const std::function<bool()>& is_enough = [] { return false; });
void finish_all();

inline CUstream_st& stream_or_default(cudaStream_t stream) { return stream ? *stream : state().default_stream; }

}  // namespace cuda_on_cpu
