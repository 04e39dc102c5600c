/// The arguments of a kernel and the counts that it adds to: plain pointers, so that instruction sets share no code.
#pragma once

#include <cstdint>

#include "killshot/lanes/inline.hpp"
#include "killshot/model/tables.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot::kernels {

/// The bins of a histogram that hold its counts: from `lowest` to `highest`. An empty histogram has lowest > highest.
struct BinsInUse {
    std::int32_t lowest, highest;
};

/// One thread's counts, in the rows of tally/rows.hpp. Histograms are 32 bits wide to stay in cache; their owner
/// empties them before they can overflow.
struct Counts {
    std::int64_t* rows[n_plain_rows];
    std::uint32_t *histogram, *sector_histogram;
    BinsInUse *bins_in_use, *sector_bins_in_use;  // of each histogram
    std::uint8_t* kill_bits;  // [network][kill_bytes], shared by all threads: only one of them runs a given path
    std::int64_t kill_bytes;

    KS_INLINE std::int64_t* operator[](Row row) const { return rows[static_cast<int>(row)]; }
};

/// Blocks whose outputs are collected before they are counted, and the most paths of a block: they size Job::buffer.
inline constexpr int blocks_per_flush = 16;
inline constexpr int max_block_width = 32;

/// Floats of scratch that a thread needs.
constexpr std::int64_t buffer_floats(std::int64_t n_rows) { return n_rows * blocks_per_flush * max_block_width; }

/// Words in which a thread records what held for a network in a step: first the conditions seen, then the kill shot
/// under its other readings.
inline constexpr int n_recorded = 8, n_recorded_readings = 4;

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
    std::uint32_t* history;  // [step][network] of n_recorded, then of n_recorded_readings words, aligned to 64 bytes
};

using Kernel = void (*)(const Job&);

/// The months by which a KillJob counts kills.
enum class KillDate : std::uint8_t { horizon, end_2027 };
inline constexpr int n_kill_dates = 2;

/// Floats of a KillJob's sectors: what networks read of the sectors of two blocks in every step.
constexpr std::int64_t kill_sector_floats(std::int64_t n_steps) { return 2 * n_steps * 8 * max_block_width; }

/// A range of paths of one scenario, of which only the kills are counted.
struct KillJob {
    const ScenarioTable<float>* table;
    std::uint64_t seed;
    std::int64_t first_path, n_paths;
    std::int32_t step_2027;          // the last step of 2027; -1 if that is beyond the horizon
    std::int64_t* n_K1_held;         // paths
    std::int64_t* n_kill;            // [KillDate][network]
    std::int64_t* n_killed_squared;  // [KillDate]: the square of the number of networks killed, summed over paths
    float* sectors;                  // kill_sector_floats, zero at first, aligned to 64 bytes
    std::uint32_t* words;            // [step][network]
};

using KillKernel = void (*)(const KillJob&);

/// The kernels of one instruction set.
struct KernelSet {
    Kernel run;
    Kernel run_without_statistics;  // for benchmarks: no report dates
    Kernel draw_only;               // for benchmarks: the random-number floor
    Kernel draw_and_call;           // for benchmarks: the same, and as many exp and log as a step calls
    KillKernel count_kills;
    int block_width;  // paths of a block
};

// One per instruction set. Each is the only symbol of its object file.
KernelSet scalar_kernels();
KernelSet sse_kernels();
KernelSet avx2_kernels();
KernelSet avx512_kernels();

}  // namespace killshot::kernels
