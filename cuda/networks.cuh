/// Simulates networks: a tile of a warp runs one path, and each of its lanes one network.
#pragma once

#include "endings.cuh"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "killshot/tally/signals.hpp"
#include "sectors.cuh"
#include "words.cuh"

namespace killshot::cuda {

template <class Struct>
struct Quads {
    Quad quad[quads_of<Struct>];
};

/// The words of a struct; the last quad may be padded.
template <class Struct>
__device__ __forceinline__ Quads<Struct> quads_from(const Struct& value) {
    struct Words {
        float word[sizeof(Struct) / sizeof(float)];
    };
    const auto words = __builtin_bit_cast(Words, value);
    Quads<Struct> quads{};
    for (int i = 0; i < static_cast<int>(sizeof(Words) / sizeof(float)); ++i) {
        quads.quad[i / 4].word[i % 4] = words.word[i];
    }
    return quads;
}

/// Reads one lane's struct from a table that is stored quad by quad, with n_lanes lanes side by side.
template <class Table, int n_lanes>
__device__ __forceinline__ Table column(const Quad* table, int lane) {
    constexpr int n_words = sizeof(Table) / sizeof(float);
    struct {
        float word[n_words];
    } words;
    for (int quad = 0; quad < quads_of<Table>; ++quad) {
        const Quad four = table[quad * n_lanes + lane];
        for (int i = 0; i < 4 && quad * 4 + i < n_words; ++i) {
            words.word[quad * 4 + i] = four.word[i];
        }
    }
    return __builtin_bit_cast(Table, words);
}

/// Writes the outputs of a network at a report date.
template <int tile>
__device__ __forceinline__ void report_network(const Launch& launch, int date, std::int64_t path, int network,
                                               const NetworkReport<float, float>& report) {
    const std::int64_t stride = launch.n_paths * tile;
    NetworkOutputs::write(report, launch.network_values + date * n_network_outputs * stride + path * tile + network,
                          stride);
}

/// Keeps one struct per thread in shared memory, as [quad][thread], because a step needs all registers.
template <class Struct>
struct SharedPerThread {
    static constexpr int n_quads = quads_of<Struct>;
    static constexpr int quads_of_block = n_quads * threads_per_block;
    Quad* quads_of_all;

    __device__ __forceinline__ void store(const Struct& value) const {
        const auto quads = quads_from(value);
        for (int i = 0; i < n_quads; ++i) {
            quads_of_all[i * threads_per_block + threadIdx.x] = quads.quad[i];
        }
    }
    __device__ __forceinline__ Struct load() const {
        return column<Struct, threads_per_block>(quads_of_all, threadIdx.x);
    }
};
using SharedEvents = SharedPerThread<NetworkEvents<float>>;
using SharedSignals = SharedPerThread<SignalBins<float>>;
inline constexpr int thread_quads = SharedEvents::quads_of_block + SharedSignals::quads_of_block;

/// Words in which a block counts the conditions of all networks in a step. Each network has two: one counts K2 in its
/// low half and K3 in its high half, the other K2_prices. With a small tile both fit into one word per lane of a warp.
template <int tile>
inline constexpr int condition_words = 2 * tile;

/// Adds the conditions that a lane saw. Where a warp runs two paths, the lanes of the first add K2 and K3 of both, and
/// the lanes of the second add K2_prices of both.
template <int tile>
__device__ __forceinline__ void count_conditions(std::uint32_t* words, const Conditions<float>& seen, bool counted) {
    const int lane = lane_of_warp();
    const std::uint32_t k2_k3 = counted ? (seen.k2 ? 1U : 0U) + (seen.k3 ? 0x10000U : 0U) : 0U;
    const std::uint32_t k2_prices = counted && seen.k2_prices ? 1U : 0U;
    if constexpr (tile == warp_lanes) {
        atomicAdd(words + lane, k2_k3);
        atomicAdd(words + tile + lane, k2_prices);
    } else {
        const bool first = lane < tile;
        const std::uint32_t others = __shfl_xor_sync(all_lanes, first ? k2_prices : k2_k3, tile);
        atomicAdd(words + lane, (first ? k2_k3 : k2_prices) + others);
    }
}

/// Runs the networks of paths first .. first + warp_lanes / tile - 1 of the launch, whose sectors have been run. In
/// shared memory: `table_quads`, [quad][lane of a tile]; `conditions` of the block, [step][condition_words];
/// `quads_of_threads`, thread_quads.
template <int tile>
__device__ __forceinline__ void run_networks(const Launch& launch, std::int64_t first, const Quad* table_quads,
                                             std::uint32_t* conditions, Quad* quads_of_threads) {
    const int lane = lane_of_warp(), network = lane % tile;
    const bool is_network = network < launch.n_networks;
    const TileOfNetworks<tile> group = {network, is_network};
    const SharedEvents shared_events = {quads_of_threads};
    const SharedSignals shared_signals = {quads_of_threads + SharedEvents::quads_of_block};
    // A tile beyond the last path runs that path again, without counting it.
    const bool is_path = first + lane / tile < launch.n_paths;
    const std::int64_t path = is_path ? first + lane / tile : launch.n_paths - 1;
    const bool counted = is_network && is_path;
    const LaunchWords words(launch, path);
    const auto table_at_start = column<NetworkTable<float>, tile>(table_quads, network);
    Paths<float, 1> paths;
    start_networks(group, &table_at_start, paths);
    shared_events.store(no_events<float>(launch.sector.hold_steps));
    shared_signals.store({});

    const SectorOfStep* sector_of_step = launch.sector_of_step + path;
    const Quad* network_steps = launch.network_steps;
    for (int k = 0; k < launch.n_steps; ++k, sector_of_step += launch.n_paths) {
        asm volatile("" ::: "memory");  // The tables do not fit into the registers: read them again in each step.
        const auto table = column<NetworkTable<float>, tile>(table_quads, network);
        const auto step = column<NetworkStep<float>, tile>(network_steps, network);
        const SectorStep<float> sector_step = launch.sector_steps[k];
        const SectorOfStep sector_words = *sector_of_step;
        network_steps += network_step_quads * tile;
        const StepTables<float> tables = {launch.sector, sector_step, &table, &step};
        paths.sector = sector_of(sector_words);

        step_networks<Keep::settlements>(
            group, tables, k, words, price_fall_of(sector_words), paths, [&](int, const Conditions<float>& seen) {
                NetworkEvents<float> events = shared_events.load();
                record(events, launch.sector.hold_steps, seen, paths.networks[0].subsidy_share);
                shared_events.store(events);
                count_conditions<tile>(conditions + k * condition_words<tile>, seen, counted);
            });

        const int date = launch.date_of_step[k];
        const bool decides = k == launch.sector.decision_step;
        if (date < 0 && !decides) {
            continue;
        }
        const float utilization = sector_utilization(group, &table, paths);
        if (date >= 0 && counted) {
            report_network<tile>(
                launch, date, path, network,
                {launch.sector, sector_step, table, paths.networks[0], paths.offers[0], paths.settlements[0]});
            if (network == 0) {
                SectorOutputs::write(NetworksReport<float>{utilization},
                                     launch.sector_values + date * n_sector_outputs * launch.n_paths + path,
                                     launch.n_paths);
            }
        }
        if (decides) {
            shared_signals.store(read_signals(table, paths.networks[0], paths.offers[0], shared_events.load().low,
                                              paths.adopted[0], sector_signals_of(sector_words), utilization));
        }
    }
    const auto table = column<NetworkTable<float>, tile>(table_quads, network);
    count_ending<tile>(launch, path, network, counted, shared_signals.load(), tail_revenue(table, paths.settlements[0]),
                       shared_events.load());
}

}  // namespace killshot::cuda
