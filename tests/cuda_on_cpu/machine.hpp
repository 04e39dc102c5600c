/// Runs translated kernels: blocks one after another, with one fiber per thread of a block.
///
/// It throws a Fault where CUDA's behaviour is undefined: threads that wait for each other forever, a barrier or an
/// operation of a warp that some threads never reach, addresses out of bounds, and, with checks on, accesses to
/// unallocated memory and races (checks.hpp). Shared memory is filled with NaN at the start of each block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "checks.hpp"
#include "fiber.hpp"

namespace cuda_on_cpu {

inline constexpr unsigned warp_size = 32;
inline constexpr unsigned max_threads_per_block = 1024;

struct Size {
    unsigned x = 1, y = 1, z = 1;
    [[nodiscard]] std::uint64_t volume() const { return std::uint64_t{x} * y * z; }
};

/// The order in which the threads of a block take turns. The result of a correct kernel does not depend on it.
enum class Order : std::uint8_t { forward, backward, shuffled };

/// Operations that lanes of a warp do together.
enum class Meeting : std::uint8_t { barrier, ballot, shuffle };

class Machine;

/// The thread that runs a translated kernel, as the kernel sees it.
class Thread {
  public:
    Size thread_index, block_index, block_size, grid_size;
    unsigned number = 0;  // within the block

    /// Waits until all lanes of the mask arrive; returns the value of each lane.
    const std::uint64_t* meet_warp(std::uint32_t mask, std::uint64_t value, Meeting meeting);
    /// __syncthreads
    void meet_block();
    /// __nanosleep: lets the other threads continue.
    void sleep();
    /// The address of the kernel's parameters.
    [[nodiscard]] std::uint64_t parameters() const;
    /// The memory at an address of the shared window.
    [[nodiscard]] std::byte* shared(std::uint64_t address, std::size_t n_bytes);
    /// The memory at a global address.
    [[nodiscard]] std::byte* global(std::uint64_t address, std::size_t n_bytes, Access access);
    void note_shared(const std::byte* at, std::size_t n_bytes, Access access);
    [[noreturn]] void fail(const std::string& problem);

  private:
    friend class Machine;
    enum class State : std::uint8_t { ready, at_warp, at_block, done };
    void wait(State state);
    [[nodiscard]] Accessor accessor() const;

    Machine* machine_ = nullptr;
    Fiber fiber_;
    State state_ = State::done;
    std::uint32_t mask_ = 0;
    Meeting meeting_ = Meeting::barrier;
    std::uint64_t value_ = 0;
    const std::uint64_t* met_ = nullptr;
    std::uint64_t n_warp_meetings_ = 0;
    bool slept_ = false;  // it did nothing else in its last turn
};

/// A translated kernel.
struct Kernel {
    const char* name;
    void (*run)(Thread&);
    std::size_t static_shared_bytes;
    std::vector<std::pair<std::size_t, std::size_t>> parameters;  // offset and size of each
};

class Machine {
  public:
    Order order = Order::forward;
    Checks checks;

    /// Runs a kernel. Throws Fault.
    void launch(const Kernel& kernel, Size grid, Size block, std::size_t dynamic_shared_bytes,
                const std::vector<std::byte>& parameters);

  private:
    friend class Thread;
    void run_block(const Kernel& kernel, Size block_index);
    bool run_ready_threads();
    bool let_warp_meet(unsigned first);
    bool let_block_meet();
    [[nodiscard]] bool all_done() const;
    [[nodiscard]] std::string waiting_threads() const;

    std::vector<std::unique_ptr<Thread>> threads_;  // of a block; spare ones are kept for larger blocks
    unsigned n_threads_ = 0;
    std::vector<unsigned> turns_;
    std::vector<std::vector<std::uint64_t>> meetings_;  // [first lane of the mask][lane]
    std::vector<std::byte> shared_;
    const std::vector<std::byte>* parameters_ = nullptr;
    Size grid_, block_;
    std::uint64_t n_launches_ = 0, n_block_meetings_ = 0;
    std::mt19937 shuffler_{1};
    std::string problem_;  // of a thread, to be thrown by launch()
};

/// All kernels that are linked into this program.
std::vector<Kernel>& kernels();

struct Registration {
    Registration(Kernel kernel) { kernels().push_back(std::move(kernel)); }
};

}  // namespace cuda_on_cpu
