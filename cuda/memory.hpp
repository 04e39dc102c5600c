/// Owners of what CUDA lends: memory of the card, pinned memory, streams and events.
#pragma once

#include <algorithm>
#include <cstddef>
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

class Event;

class Stream {
  public:
    Stream() { check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "making a stream"); }
    ~Stream() { cudaStreamDestroy(stream_); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    [[nodiscard]] cudaStream_t get() const { return stream_; }
    /// What is put into it from now on waits for what the event stands for.
    void wait_for(const Event& event) const;

  private:
    cudaStream_t stream_ = nullptr;
};

/// A place in a stream, and when the card came to it.
class Event {
  public:
    Event() { check(cudaEventCreate(&event_), "making an event"); }
    ~Event() { cudaEventDestroy(event_); }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    [[nodiscard]] cudaEvent_t get() const { return event_; }
    /// Stands for all that was put into the stream up to now.
    void record(const Stream& stream) const { check(cudaEventRecord(event_, stream.get()), "recording an event"); }
    void wait() const { check(cudaEventSynchronize(event_), "waiting for the card"); }

  private:
    cudaEvent_t event_ = nullptr;
};

inline void Stream::wait_for(const Event& event) const {
    check(cudaStreamWaitEvent(stream_, event.get(), 0), "ordering two streams");
}

/// Between two events that the card has come to.
inline double seconds_between(const Event& begin, const Event& end) {
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, begin.get(), end.get()), "reading the card's clock");
    return 1e-3 * static_cast<double>(milliseconds);
}

/// An array of the host as the card gets it.
template <class T>
class Upload {
  public:
    /// Keeps the values for the copy. The one before must have been made.
    void stage(const std::vector<T>& values) {
        n_ = values.size();
        staged_.reserve(n_);
        on_card_.reserve(n_);
        std::copy(values.begin(), values.end(), staged_.data());
    }
    /// Copies them in the stream's order.
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
