#include "checks.hpp"

#include <iterator>

namespace cuda_on_cpu {

namespace {

constexpr unsigned lanes_per_warp = 32;

std::string name_of(Access access) {
    return access == Access::read ? "reads" : access == Access::write ? "writes" : "changes";
}

/// True if the earlier access happens before the later one in every schedule.
bool ordered(const Accessor& earlier, const Accessor& later, bool is_shared) {
    if (earlier.launch != later.launch) {
        return true;
    }
    if (earlier.block != later.block) {
        return is_shared;  // blocks do not share their shared memory
    }
    if (earlier.thread == later.thread || earlier.n_block_meetings != later.n_block_meetings) {
        return true;
    }
    return earlier.thread / lanes_per_warp == later.thread / lanes_per_warp &&
           earlier.n_warp_meetings != later.n_warp_meetings;
}

}  // namespace

void Checks::allocated(const void* begin, std::size_t n_bytes, Memory memory) {
    allocations_[static_cast<const std::byte*>(begin)] = {n_bytes, memory};
}

void Checks::freed(const void* begin) { allocations_.erase(static_cast<const std::byte*>(begin)); }

std::string Checks::global(const std::byte* at, std::size_t n_bytes, Access access, const Accessor& by) {
    const auto after = allocations_.upper_bound(at);
    if (after == allocations_.begin() || at + n_bytes > std::prev(after)->first + std::prev(after)->second.n_bytes) {
        return "a thread " + name_of(access) + " global memory that is not allocated";
    }
    if (access != Access::read && std::prev(after)->second.memory == Memory::pinned) {
        bytes_written_to_host += n_bytes;
    }
    return race(at, n_bytes, access, by, false);
}

std::string Checks::shared(const std::byte* at, std::size_t n_bytes, Access access, const Accessor& by) {
    return race(at, n_bytes, access, by, true);
}

std::string Checks::race(const std::byte* at, std::size_t n_bytes, Access access, const Accessor& by, bool is_shared) {
    const auto first = reinterpret_cast<std::uintptr_t>(at) / 4;
    const auto last = (reinterpret_cast<std::uintptr_t>(at) + n_bytes - 1) / 4;
    for (std::uintptr_t address = first; address <= last; ++address) {
        Word& word = words_[address];
        for (const Last* before : {&word.read, &word.write}) {
            const bool harmless = access == before->access && access != Access::write;
            if (before->known && !harmless && !ordered(before->by, by, is_shared)) {
                return std::string("a race in ") + (is_shared ? "shared" : "global") + " memory: a thread " +
                       name_of(access) + " what thread " + std::to_string(before->by.thread) + " of block " +
                       std::to_string(before->by.block) + ' ' + name_of(before->access);
            }
        }
        (access == Access::read ? word.read : word.write) = {true, access, by};
    }
    return {};
}

}  // namespace cuda_on_cpu
