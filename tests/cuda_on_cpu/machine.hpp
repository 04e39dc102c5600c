/// The machine that translated kernels run on: blocks one after another, a fiber for each thread of a block.
///
/// It stops with a Fault on what CUDA leaves undefined: threads that wait for each other for ever, a barrier or a
/// warp's operation that some threads never reach, addresses out of bounds; with checks on, also accesses to memory
/// that nobody allocated and races (checks.hpp). Shared memory begins as NaN in each block.
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

/// In which order the threads of a block take their turns. Right kernels do not notice.
enum class Order : std::uint8_t { forward, backward, shuffled };

/// What lanes of a warp do together.
enum class Meeting : std::uint8_t { barrier, ballot, shuffle };

class Machine;

/// What a translated kernel sees of the thread that runs it.
class Thread {
  public:
    Size thread_index, block_index, block_size, grid_size;
    unsigned number = 0;  // within the block

    /// Waits until all lanes of the mask are here; returns the value that each brought, by lane.
    const std::uint64_t* meet_warp(std::uint32_t mask, std::uint64_t value, Meeting meeting);
    /// __syncthreads
    void meet_block();
    /// __nanosleep: lets the others go on.
    void sleep();
    /// Where the kernel's parameters lie.
    [[nodiscard]] std::uint64_t parameters() const;
    /// Memory behind an address of the shared window.
    [[nodiscard]] std::byte* shared(std::uint64_t address, std::size_t n_bytes);
    /// Memory behind a global address.
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
    bool slept_ = false;  // and did nothing else in its last turn
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

    std::vector<std::unique_ptr<Thread>> threads_;  // of a block; more may be kept for later ones
    unsigned n_threads_ = 0;
    std::vector<unsigned> turns_;
    std::vector<std::vector<std::uint64_t>> meetings_;  // [first lane of the mask][lane]
    std::vector<std::byte> shared_;
    const std::vector<std::byte>* parameters_ = nullptr;
    Size grid_, block_;
    std::uint64_t n_launches_ = 0, n_block_meetings_ = 0;
    std::mt19937 shuffler_{1};
    std::string problem_;  // of a thread, on its way to who called launch
};

/// All kernels that are linked into this program.
std::vector<Kernel>& kernels();

struct Registration {
    Registration(Kernel kernel) { kernels().push_back(std::move(kernel)); }
};

}  // namespace cuda_on_cpu
