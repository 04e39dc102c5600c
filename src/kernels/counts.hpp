/// What a kernel is given and where it counts: plain pointers, so that no code is shared between instruction sets.
#pragma once

#include <cstdint>

#include "killshot/model/tables.hpp"

namespace killshot::kernels {

/// One thread's counts. Histograms are 32 bits wide to stay in cache; the owner empties them before they can overflow.
/// Rows are named and shaped as in tally/layout.hpp.
struct Counts {
    std::uint32_t* histogram;
    std::uint32_t* sector_histogram;
    std::int64_t *sum, *sector_sum;
    std::int64_t *paths, *n_k1, *n_k1_list, *n_k1_any, *n_k1_held, *n_killed, *n_all_of_stance, *n_adoption_any;
    std::int64_t *n_exit, *n_fired, *n_exit_mask, *n_standing, *n_long_tail_only, *n_k2, *n_k3;
    std::int64_t *n_parity, *n_parity_discounted, *n_adoption;
    std::int64_t *low_months, *stood_months, *low_subsidy_share_sum, *aftermath_tail_sum, *n_signal, *n_signal_kill;
    std::uint8_t* kill_bits;  // [network][kill_bytes], shared by all threads: a path's bit belongs to one of them
    std::int64_t kill_bytes;
};

/// Blocks whose outputs are collected before they are counted, and the most paths of a block: they size Job::buffer.
inline constexpr int blocks_per_flush = 16;
inline constexpr int max_block_width = 32;

/// Floats of scratch that a thread needs.
constexpr std::int64_t buffer_floats(std::int64_t n_rows) { return n_rows * blocks_per_flush * max_block_width; }

/// Words in which a thread records what held of a network in a step.
inline constexpr int n_recorded = 8;

/// A range of paths of one scenario.
struct Job {
    const ScenarioTable<float>* table;
    const std::uint8_t* stances;       // [network]
    const std::int32_t* date_of_step;  // [step]: index of the report date, -1 none
    std::int32_t n_dates;
    std::uint64_t seed;
    std::int64_t first_path, n_paths;
    Counts counts;
    float* buffer;           // buffer_floats(rows of both histograms), aligned to 64 bytes
    std::uint32_t* history;  // [step][network][n_recorded], aligned to 64 bytes
};

using Kernel = void (*)(const Job&);

/// The kernels of one instruction set.
struct KernelSet {
    Kernel run;
    Kernel run_without_statistics;  // for benchmarks: no report dates
    Kernel draw_only;               // for benchmarks: the random-number floor
    Kernel draw_and_call;           // for benchmarks: the same, and as many exp and log as a step calls
};

// One per instruction set. Each is the only symbol of its object file.
KernelSet scalar_kernels();
KernelSet sse_kernels();
KernelSet avx2_kernels();
KernelSet avx512_kernels();

}  // namespace killshot::kernels
