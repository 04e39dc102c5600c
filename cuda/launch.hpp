/// The arguments of the kernels, as plain data that host code fills in without any CUDA header.
///
/// A launch runs its paths in two kernels. The sector depends on no network, so the first kernel runs the sectors, one
/// path per thread, and writes what networks read to memory. The second runs the networks: a tile of 16 lanes (32 for
/// more than 16 networks) runs one path, with one network per lane, so a warp runs two paths (or one) at a time. A path
/// therefore costs the same in a launch of any size.
#pragma once

#include <cstdint>

#include "killshot/model/tables.hpp"
#include "killshot/random/philox.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot::cuda {

inline constexpr int warp_lanes = 32;
inline constexpr int small_tile = 16, large_tile = 32;
inline constexpr int warps_per_block = 4;
inline constexpr int threads_per_block = warps_per_block * warp_lanes;

inline constexpr std::int64_t max_paths_per_launch = 65536;
/// A block counts conditions by month in halves of 32-bit words.
inline constexpr std::int64_t max_paths_per_block = 32768;

/// What networks read of the sector of their path after a step. Its 32 bytes are one memory sector.
struct alignas(16) SectorOfStep {
    float open_log, central_cost_log, demand_log, software_frontier_log, hardware_frontier_log, crypto_return, z_tokens;
    std::uint32_t flags;  // sectors.cuh
};
static_assert(sizeof(SectorOfStep) == 32);

/// Four words of a lane's constants. Tables are stored quad by quad, with the lanes side by side, so that a tile's
/// reads coalesce. Lanes without a network hold a copy of the last one; their results are never counted.
struct alignas(16) Quad {
    float word[4];
};
template <class Table>
inline constexpr int quads_of = (sizeof(Table) + sizeof(Quad) - 1) / sizeof(Quad);
inline constexpr int network_quads = quads_of<NetworkTable<float>>;
inline constexpr int network_step_quads = quads_of<NetworkStep<float>>;

/// A slice of one scenario's paths.
struct Launch {
    SectorTable<float> sector;
    RoundKeys keys;  // of the seed
    std::int32_t n_networks, n_steps, n_dates;
    std::int64_t first_path, n_paths;                   // n_paths <= max_paths_per_launch
    std::uint32_t networks_of_stance[n_stances];        // bit i: network i
    const Quad* network_table;                          // [quad][lane]
    const Quad* network_steps;                          // [step][quad][lane]
    const SectorStep<float>* sector_steps;              // [step]
    const std::int32_t* date_of_step;                   // [step]: index of the report date, or -1
    SectorOfStep* sector_of_step;                       // [step][path]
    float *network_values, *sector_values;              // [date][output][path][lane] and [date][output][path]
    unsigned long long* rows[n_rows];                   // as in tally/layout.hpp
    std::uint32_t* kill_words;                          // [network][word]: kill_bits, padded to whole words
    std::int64_t n_kill_paths, kill_words_per_network;  // only the first n_kill_paths paths have a bit
};

/// The values to be counted of one launch's report dates: [date][output][path][lane]. The first n_columns lanes are
/// counted.
struct Counting {
    const float* values;
    std::int64_t n_paths;
    std::int32_t n_outputs, n_dates, n_columns, n_lanes;
    unsigned long long *histogram, *sum;  // [column][output][date][bin] and [column][output][date]
};

}  // namespace killshot::cuda
