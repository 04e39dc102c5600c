/// The checks of every access: is the memory allocated, and do two threads race?
///
/// Two accesses of different threads to a word race if at least one writes, not both are atomic, and nothing orders
/// them: neither a barrier of the block nor, within a warp, an operation of the warp in between. Blocks of a launch are
/// never ordered. Only the last read and the last write of a word are recorded, so every reported race is real, but
/// some may be missed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace cuda_on_cpu {

/// A fault of a kernel.
class Fault : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

enum class Access : std::uint8_t { read, write, atomic };
enum class Memory : std::uint8_t { card, pinned };

/// The thread that accesses memory, and the barriers that it has passed.
struct Accessor {
    std::uint64_t launch, block;
    unsigned thread;
    std::uint64_t n_block_meetings, n_warp_meetings;
};

class Checks {
  public:
    bool on = false;
    std::size_t bytes_written_to_host = 0;  // by kernels, to pinned memory

    void allocated(const void* begin, std::size_t n_bytes, Memory memory);
    void freed(const void* begin);

    /// Describes what is wrong with an access; empty if nothing is.
    [[nodiscard]] std::string global(const std::byte* at, std::size_t n_bytes, Access access, const Accessor& by);
    [[nodiscard]] std::string shared(const std::byte* at, std::size_t n_bytes, Access access, const Accessor& by);

  private:
    struct Allocation {
        std::size_t n_bytes;
        Memory memory;
    };
    struct Last {
        bool known = false;
        Access access{};
        Accessor by{};
    };
    struct Word {
        Last read, write;
    };
    [[nodiscard]] std::string race(const std::byte* at, std::size_t n_bytes, Access access, const Accessor& by,
                                   bool is_shared);

    std::map<const std::byte*, Allocation> allocations_;
    std::unordered_map<std::uintptr_t, Word> words_;
};

}  // namespace cuda_on_cpu
