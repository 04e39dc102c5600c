/// Owners of CUDA resources: device memory, pinned host memory, streams and events.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <cuda_runtime_api.h>

#include "check.hpp"

namespace killshot::cuda {

/// An array in the device's memory. It only grows, so that later runs need no allocation.
template <class T>
class DeviceArray {
  public:
    DeviceArray() = default;
    ~DeviceArray() { cudaFree(data_); }
    DeviceArray(const DeviceArray&) = delete;
    DeviceArray& operator=(const DeviceArray&) = delete;

    /// Makes room for n elements, whose values are unspecified. Returns false if the device has too little memory.
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
    [[nodiscard]] T* data() const { return data_; }

  private:
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

/// An array in pinned host memory, which the device can write to directly.
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

class Event;

class Stream {
  public:
    Stream() { check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "making a stream"); }
    ~Stream() { cudaStreamDestroy(stream_); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    [[nodiscard]] cudaStream_t get() const { return stream_; }
    /// Makes all later work in the stream wait for the event.
    void wait_for(const Event& event) const;

  private:
    cudaStream_t stream_ = nullptr;
};

/// A point in a stream, and the time at which the device reached it.
class Event {
  public:
    Event() { check(cudaEventCreate(&event_), "making an event"); }
    ~Event() { cudaEventDestroy(event_); }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    [[nodiscard]] cudaEvent_t get() const { return event_; }
    /// Marks the end of the work that is in the stream now.
    void record(const Stream& stream) const { check(cudaEventRecord(event_, stream.get()), "recording an event"); }
    void wait() const { check(cudaEventSynchronize(event_), "waiting for the card"); }

  private:
    cudaEvent_t event_ = nullptr;
};

inline void Stream::wait_for(const Event& event) const {
    check(cudaStreamWaitEvent(stream_, event.get(), 0), "ordering two streams");
}

/// The time between two events that the device has reached.
inline double seconds_between(const Event& begin, const Event& end) {
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, begin.get(), end.get()), "reading the card's clock");
    return 1e-3 * static_cast<double>(milliseconds);
}

/// A host array and its copy on the device.
template <class T>
class Upload {
  public:
    /// Keeps the values for the next copy. The previous copy must have finished.
    void stage(const std::vector<T>& values) {
        n_ = values.size();
        staged_.reserve(n_);
        on_card_.reserve(n_);
        std::copy(values.begin(), values.end(), staged_.data());
    }
    /// Copies the values to the device in stream order.
    void copy(const Stream& stream) const {
        check(cudaMemcpyAsync(on_card_.data(), staged_.data(), n_ * sizeof(T), cudaMemcpyHostToDevice, stream.get()),
              "copying the scenario to the card");
    }
    [[nodiscard]] const T* data() const { return on_card_.data(); }

  private:
    PinnedArray<T> staged_;
    DeviceArray<T> on_card_;
    std::size_t n_ = 0;
};

}  // namespace killshot::cuda
