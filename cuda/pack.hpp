/// A tally's histograms on their way to the host: only the bins in use, one histogram after another. Most of a tally is
/// empty bins, and all of them would be the largest part of what goes over the bus.
#pragma once

#include <cstddef>
#include <cstdint>

#include <cuda_runtime_api.h>

#include "memory.hpp"

namespace killshot::cuda {

/// Bins first to first + n - 1 of a histogram.
struct UsedRange {
    std::int32_t first, n;
};

/// What is to be packed, and where to: `on_host` is pinned memory, to which the card writes by itself.
struct Packing {
    const unsigned long long* histograms;  // [histogram][bin]
    std::int32_t n_histograms;
    std::int32_t *first, *n, *offset;  // [histogram]: the range in use, and where its bins begin among the packed
    UsedRange* ranges_on_host;         // [histogram]
    unsigned long long* bins_on_host;  // room for every bin
};

/// What Thrust asks for while it works: the memory is kept, so that no allocation makes the card wait. Of one stream.
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

/// Packs in the stream's order. Throws Error.
void pack(const Packing& packing, Scratch& scratch, cudaStream_t stream);

}  // namespace killshot::cuda
