/// Replaces the CUDA runtime, so that programs built by nvcc run their kernels on the CPU, and lets tests configure it.
///
/// Work in a stream runs only when something waits for it, as late as CUDA allows. A test can make other streams run
/// before it, which exposes an order that held only by chance. The card's memory is host memory filled with NaN. A
/// faulty kernel is reported as a lost card, and last_fault() says why.
#pragma once

#include <cstddef>
#include <string>

#include <driver_types.h>

#include "machine.hpp"

namespace cuda_on_cpu {

struct Card {
    bool present = true;
    int n_cards = 1;  // all alike
    int chosen = 0;   // by the latest cudaSetDevice
    std::string name = "CUDA on this CPU (emulated)";
    int n_multiprocessors = 2, blocks_per_multiprocessor = 2;
    std::size_t memory_bytes = std::size_t{4} << 30;
    bool other_streams_first = false;  // waiting for a stream first runs all others as far as possible
    std::size_t bytes_copied_to_host = 0;
};

Card& card();
Machine& machine();

/// The last fault of a kernel; empty if there was none.
const std::string& last_fault();

/// Makes the next call of a function of the runtime fail with this error.
void fail_next(const std::string& function, cudaError_t error);

/// Resets settings, faults and errors. Allocations remain.
void reset();

}  // namespace cuda_on_cpu
