#include "run/memory.hpp"

#include <cstddef>
#include <cstdint>

#include <fmt/format.h>
#include <sys/mman.h>

#include "killshot/error.hpp"
#include "killshot/tally/histogram.hpp"

namespace killshot {

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20U;
constexpr std::size_t once = 96 * mebibyte;        // scenarios, the HDF5 library, rows and shards that wait
constexpr std::size_t per_thread = 16 * mebibyte;  // its stack and what the allocator reserves for it
constexpr std::size_t tallies_per_thread = 4;      // counted, lent, waiting and merged

std::size_t bytes_of_tally(const TallyLayout& layout) {
    const std::size_t counts = layout.n_plain() + layout.n_histograms() * static_cast<std::size_t>(histogram::n_bins);
    return counts * sizeof(std::int64_t) + layout.kill_bytes() * static_cast<std::size_t>(layout.n_networks());
}

/// Reserving takes address space and no memory.
bool can_reserve(std::size_t bytes) {
    void* const reserved = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return reserved != MAP_FAILED && munmap(reserved, bytes) == 0;
}

}  // namespace

void require_address_space(const TallyLayout& layout, int n_threads) {
    const std::size_t wanted =
        once + static_cast<std::size_t>(n_threads) * (per_thread + tallies_per_thread * bytes_of_tally(layout));
    if (can_reserve(wanted)) return;
    throw Error(fmt::format(
        "not enough memory: {} threads need about {} MiB, and the limit of the address space (ulimit -v) leaves less; "
        "give fewer --threads or raise the limit",
        n_threads, wanted / mebibyte));
}

}  // namespace killshot
