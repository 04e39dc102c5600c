#include "machine.hpp"

#include <algorithm>
#include <numeric>

namespace cuda_on_cpu {

std::vector<Kernel>& kernels() {
    static std::vector<Kernel> all;
    return all;
}

// Thread

void Thread::wait(State state) {
    state_ = state;
    fiber_.pause();
}

const std::uint64_t* Thread::meet_warp(std::uint32_t mask, std::uint64_t value, Meeting meeting) {
    if ((mask >> (number % warp_size) & 1U) == 0) {
        fail("a lane takes part in an operation whose mask leaves it out");
    }
    mask_ = mask;
    value_ = value;
    meeting_ = meeting;
    wait(State::at_warp);
    return met_;
}

void Thread::meet_block() { wait(State::at_block); }

void Thread::sleep() {
    slept_ = true;
    fiber_.pause();
}

std::uint64_t Thread::parameters() const { return reinterpret_cast<std::uint64_t>(machine_->parameters_->data()); }

std::byte* Thread::shared(std::uint64_t address, std::size_t n_bytes) {
    if (address + n_bytes > machine_->shared_.size()) {
        fail("shared memory ends at " + std::to_string(machine_->shared_.size()) + ", address " +
             std::to_string(address) + " was used");
    }
    return machine_->shared_.data() + address;
}

std::byte* Thread::global(std::uint64_t address, std::size_t n_bytes, Access access) {
    auto* at = reinterpret_cast<std::byte*>(address);
    if (machine_->checks.on) {
        const std::string problem = machine_->checks.global(at, n_bytes, access, accessor());
        if (!problem.empty()) {
            fail(problem);
        }
    }
    return at;
}

void Thread::note_shared(const std::byte* at, std::size_t n_bytes, Access access) {
    if (machine_->checks.on) {
        const std::string problem = machine_->checks.shared(at, n_bytes, access, accessor());
        if (!problem.empty()) {
            fail(problem);
        }
    }
}

Accessor Thread::accessor() const {
    const std::uint64_t block =
        block_index.x + std::uint64_t{grid_size.x} * (block_index.y + std::uint64_t{grid_size.y} * block_index.z);
    return {machine_->n_launches_, block, number, machine_->n_block_meetings_, n_warp_meetings_};
}

void Thread::fail(const std::string& problem) {
    machine_->problem_ = problem + " (block " + std::to_string(block_index.x) + ", " + std::to_string(block_index.y) +
                         ", " + std::to_string(block_index.z) + ", thread " + std::to_string(number) + ")";
    for (;;) {
        fiber_.pause();
    }
}

// Machine

void Machine::launch(const Kernel& kernel, Size grid, Size block, std::size_t dynamic_shared_bytes,
                     const std::vector<std::byte>& parameters) {
    ++n_launches_;
    grid_ = grid;
    block_ = block;
    parameters_ = &parameters;
    n_threads_ = static_cast<unsigned>(block.volume());
    while (threads_.size() < n_threads_) {
        threads_.push_back(std::make_unique<Thread>());
    }
    meetings_.resize(n_threads_, std::vector<std::uint64_t>(warp_size));
    shared_.resize(kernel.static_shared_bytes + dynamic_shared_bytes);
    turns_.resize(n_threads_);
    std::iota(turns_.begin(), turns_.end(), 0U);
    if (order == Order::backward) {
        std::reverse(turns_.begin(), turns_.end());
    }
    for (unsigned z = 0; z < grid.z; ++z) {
        for (unsigned y = 0; y < grid.y; ++y) {
            for (unsigned x = 0; x < grid.x; ++x) {
                run_block(kernel, {x, y, z});
            }
        }
    }
}

void Machine::run_block(const Kernel& kernel, Size block_index) {
    std::fill(shared_.begin(), shared_.end(), std::byte{0xFF});
    std::vector<std::function<void()>> bodies(n_threads_);
    for (unsigned i = 0; i < n_threads_; ++i) {
        Thread& thread = *threads_[i];
        thread.machine_ = this;
        thread.number = i;
        thread.thread_index = {i % block_.x, i / block_.x % block_.y, i / block_.x / block_.y};
        thread.block_index = block_index;
        thread.block_size = block_;
        thread.grid_size = grid_;
        thread.state_ = Thread::State::ready;
        thread.slept_ = false;
        bodies[i] = [&kernel, &thread] { kernel.run(thread); };
        thread.fiber_.start(bodies[i]);
    }
    constexpr int most_idle_rounds = 1000;  // limit of rounds in which threads only slept; beyond it they wait in vain
    int n_idle_rounds = 0;
    while (!all_done()) {
        bool went_on = run_ready_threads();
        for (unsigned first = 0; first < n_threads_; first += warp_size) {
            went_on |= let_warp_meet(first);
        }
        went_on |= let_block_meet();
        n_idle_rounds = went_on ? 0 : n_idle_rounds + 1;
        if (n_idle_rounds > most_idle_rounds) {
            throw Fault("threads wait for each other forever" + waiting_threads());
        }
    }
}

bool Machine::run_ready_threads() {
    if (order == Order::shuffled) {
        std::shuffle(turns_.begin(), turns_.end(), shuffler_);
    }
    bool any = false;
    for (const unsigned i : turns_) {
        Thread& thread = *threads_[i];
        if (thread.state_ != Thread::State::ready) {
            continue;
        }
        thread.fiber_.resume();
        if (!problem_.empty()) {
            throw Fault(std::exchange(problem_, {}));
        }
        if (thread.fiber_.done()) {
            thread.state_ = Thread::State::done;
        }
        any |= !std::exchange(thread.slept_, false);
    }
    return any;
}

/// Lets the lanes of a warp continue if all lanes of their mask wait at the same operation.
bool Machine::let_warp_meet(unsigned first) {
    const unsigned n_lanes = std::min(warp_size, n_threads_ - first);
    bool any = false;
    for (unsigned lane = 0; lane < n_lanes; ++lane) {
        const Thread& leader = *threads_[first + lane];
        if (leader.state_ != Thread::State::at_warp) {
            continue;
        }
        bool complete = true;
        for (unsigned other = 0; other < warp_size; ++other) {
            if ((leader.mask_ >> other & 1U) == 0) {
                continue;
            }
            if (other >= n_lanes || threads_[first + other]->state_ == Thread::State::done) {
                throw Fault("an operation of a warp waits for a lane that has ended" + waiting_threads());
            }
            const Thread& met = *threads_[first + other];
            complete &=
                met.state_ == Thread::State::at_warp && met.mask_ == leader.mask_ && met.meeting_ == leader.meeting_;
        }
        if (!complete) {
            continue;
        }
        std::vector<std::uint64_t>& values = meetings_[first + lane];
        for (unsigned other = 0; other < n_lanes; ++other) {
            values[other] = threads_[first + other]->value_;
        }
        const std::uint32_t mask = leader.mask_;
        for (unsigned other = 0; other < n_lanes; ++other) {
            if ((mask >> other & 1U) != 0) {
                Thread& met = *threads_[first + other];
                met.met_ = values.data();
                met.state_ = Thread::State::ready;
                ++met.n_warp_meetings_;
            }
        }
        any = true;
    }
    return any;
}

bool Machine::let_block_meet() {
    const auto begin = threads_.begin(), end = begin + n_threads_;
    const auto at_block = [](const auto& thread) { return thread->state_ == Thread::State::at_block; };
    if (!std::all_of(begin, end, at_block)) {
        const auto at_block_or_done = [&](const auto& thread) {
            return at_block(thread) || thread->state_ == Thread::State::done;
        };
        if (std::any_of(begin, end, at_block) && std::all_of(begin, end, at_block_or_done)) {
            throw Fault("some threads have ended, but others wait for them at a barrier of the block" +
                        waiting_threads());
        }
        return false;
    }
    ++n_block_meetings_;
    std::for_each(begin, end, [](const auto& thread) { thread->state_ = Thread::State::ready; });
    return true;
}

bool Machine::all_done() const {
    return std::all_of(threads_.begin(), threads_.begin() + n_threads_,
                       [](const auto& thread) { return thread->state_ == Thread::State::done; });
}

/// "; threads 0 3 5 at a barrier of the block; threads 1 2 at an operation of their warp"
std::string Machine::waiting_threads() const {
    const auto list = [this](Thread::State state, const char* where) {
        std::string text;
        for (unsigned i = 0; i < n_threads_; ++i) {
            if (threads_[i]->state_ == state) {
                text += ' ' + std::to_string(i);
            }
        }
        return text.empty() ? text : "; threads" + text + where;
    };
    return list(Thread::State::at_block, " at a barrier of the block") +
           list(Thread::State::at_warp, " at an operation of their warp");
}

}  // namespace cuda_on_cpu
