/// A stand-in for the CUDA runtime, and what tests set of it: programs that nvcc built run their kernels on the CPU.
///
/// Work in a stream runs when somebody waits for it, and not before: the latest that CUDA allows; that of other streams
/// before it, where a test asks for it: what only chance had put in order comes in another. The card's memory
/// is memory of the host, filled with NaN. A kernel that does what it must not is reported as a lost card, and
/// last_fault() says why.
#pragma once

#include <cstddef>
#include <string>

#include <driver_types.h>

#include "machine.hpp"

namespace cuda_on_cpu {

struct Card {
    bool present = true;
    std::string name = "CUDA on this CPU (emulated)";
    int n_multiprocessors = 2, blocks_per_multiprocessor = 2;
    std::size_t memory_bytes = std::size_t{4} << 30;
    bool other_streams_first = false;  // who waits for a stream lets all others go on before it, as far as they may
};

Card& card();
Machine& machine();

/// What a kernel did wrong last; empty: nothing yet.
const std::string& last_fault();

/// The next call of a function of the runtime fails with this error.
void fail_next(const std::string& function, cudaError_t error);

/// Back to a card as new: settings, faults and errors. What is allocated stays.
void reset();

}  // namespace cuda_on_cpu
