/// What is looked at on every access when checks are on: does the memory belong to anybody, and do two threads race.
///
/// Two accesses of different threads to a word race where one of them writes, not both are atomic, and nothing orders
/// them: a barrier of the block, or within a warp any operation of the warp, in between. Blocks of a launch are never
/// ordered. Only the last read and the last write of a word are remembered: what is found is a race, what is not may be
/// one all the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace cuda_on_cpu {

/// What a kernel must not do, and did.
class Fault : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

enum class Access : std::uint8_t { read, write, atomic };

/// Who accesses, and what it has waited for by then.
struct Accessor {
    std::uint64_t launch, block;
    unsigned thread;
    std::uint64_t n_block_meetings, n_warp_meetings;
};

class Checks {
  public:
    bool on = false;

    void allocated(const void* begin, std::size_t n_bytes);
    void freed(const void* begin);

    /// What is wrong with an access; empty where nothing is.
    [[nodiscard]] std::string global(const std::byte* at, std::size_t n_bytes, Access access, const Accessor& by);
    [[nodiscard]] std::string shared(const std::byte* at, std::size_t n_bytes, Access access, const Accessor& by);

  private:
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

    std::map<const std::byte*, std::size_t> allocations_;
    std::unordered_map<std::uintptr_t, Word> words_;
};

}  // namespace cuda_on_cpu
