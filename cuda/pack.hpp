/// Packs the histograms of a tally for the copy to the host: only the bins in use, one histogram after another. Most
/// bins are empty, and copying them would dominate the traffic over the bus.
#pragma once

#include <cstddef>
#include <cstdint>

#include <cuda_runtime_api.h>

#include "memory.hpp"

namespace killshot::cuda {

/// Bins first .. first + n - 1 of a histogram.
struct UsedRange {
    std::int32_t first, n;
};

/// The histograms to pack, and where to. The arrays on_host are in pinned memory, which the device writes to directly.
struct Packing {
    const unsigned long long* histograms;  // [histogram][bin]
    std::int32_t n_histograms;
    std::int32_t *first, *n, *offset;  // [histogram]: the range in use, and where its bins begin in bins_on_host
    UsedRange* ranges_on_host;         // [histogram]
    unsigned long long* bins_on_host;  // room for every bin
};

/// Temporary memory for Thrust. It is kept between calls, since an allocation would stall the device. For one stream.
class Scratch {
  public:
    using value_type = char;

    [[nodiscard]] char* allocate(std::ptrdiff_t n_bytes) {
        bytes_.reserve(static_cast<std::size_t>(n_bytes));
        return bytes_.data();
    }
    void deallocate(char*, std::size_t) {}

  private:
    DeviceArray<char> bytes_;
};

/// Packs in stream order. Throws Error.
void pack(const Packing& packing, Scratch& scratch, cudaStream_t stream);

}  // namespace killshot::cuda
