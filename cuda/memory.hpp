/// Owners of what CUDA lends: memory of the card, pinned memory, streams and events.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <cuda_runtime_api.h>

#include "check.hpp"

namespace killshot::cuda {

/// An array in the card's memory. It grows and is kept, so that one run after another allocates nothing.
template <class T>
class DeviceArray {
  public:
    DeviceArray() = default;
    ~DeviceArray() { cudaFree(data_); }
    DeviceArray(const DeviceArray&) = delete;
    DeviceArray& operator=(const DeviceArray&) = delete;

    /// Room for n elements, of unknown values. False where the card has no memory for them.
    [[nodiscard]] bool try_reserve(std::size_t n) {
        if (n <= size_) {
            return true;
        }
        release();
        void* data = nullptr;
        const cudaError_t error = cudaMalloc(&data, n * sizeof(T));
        if (error == cudaErrorMemoryAllocation) {
            static_cast<void>(cudaGetLastError());
            return false;
        }
        check(error, "allocating memory of the card");
        data_ = static_cast<T*>(data);
        size_ = n;
        return true;
    }
    void reserve(std::size_t n) {
        if (!try_reserve(n)) {
            check(cudaErrorMemoryAllocation, "allocating memory of the card");
        }
    }
    void release() {
        cudaFree(std::exchange(data_, nullptr));
        size_ = 0;
    }
    /// Waits until the copy is made: cudaMemcpy alone would return when it has been put by.
    void assign(const std::vector<T>& values) {
        reserve(values.size());
        check(cudaMemcpy(data_, values.data(), values.size() * sizeof(T), cudaMemcpyHostToDevice),
              "copying the scenario to the card");
        check(cudaStreamSynchronize(nullptr), "copying the scenario to the card");
    }
    [[nodiscard]] T* data() const { return data_; }

  private:
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

/// An array of the host that the card can copy to by itself.
template <class T>
class PinnedArray {
  public:
    PinnedArray() = default;
    ~PinnedArray() { cudaFreeHost(data_); }
    PinnedArray(const PinnedArray&) = delete;
    PinnedArray& operator=(const PinnedArray&) = delete;

    void reserve(std::size_t n) {
        if (n <= size_) {
            return;
        }
        cudaFreeHost(std::exchange(data_, nullptr));
        size_ = 0;
        void* data = nullptr;
        check(cudaMallocHost(&data, n * sizeof(T)), "allocating pinned memory of the host");
        data_ = static_cast<T*>(data);
        size_ = n;
    }
    [[nodiscard]] T* data() const { return data_; }

  private:
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

class Stream {
  public:
    Stream() { check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "making a stream"); }
    ~Stream() { cudaStreamDestroy(stream_); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    [[nodiscard]] cudaStream_t get() const { return stream_; }
    /// Waits for all that was put into it.
    void wait() const { check(cudaStreamSynchronize(stream_), "waiting for the card"); }

  private:
    cudaStream_t stream_ = nullptr;
};

}  // namespace killshot::cuda
