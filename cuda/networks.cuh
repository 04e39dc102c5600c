/// The networks of a warp's paths: a network a lane, a path a tile.
#pragma once

#include "endings.cuh"
#include "killshot/model/network.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/random/draws.hpp"
#include "killshot/random/path_words.hpp"
#include "killshot/tally/signals.hpp"
#include "sectors.cuh"

namespace killshot::cuda {

/// One lane's struct out of a table that is stored quad by quad, with n_lanes lanes side by side.
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

/// Signal 01 of the tile's path.
template <int tile>
__device__ __forceinline__ float utilization_of_sector(const NetworkTable<float>& table, const Network<float>& n,
                                                       const Settlement<float>& settlement, bool is_network) {
    return tile_sum<tile>(is_network ? served_gpu_hours(table, n, settlement) : 0.0F) /
           tile_sum<tile>(is_network ? capacity(table, settlement) : 0.0F);
}

/// Writes the outputs of a network at a report date.
template <int tile>
__device__ __forceinline__ void report_network(const Launch& launch, int date, std::int64_t path, int network,
                                               const NetworkReport<float, float>& report) {
    const std::int64_t stride = launch.n_paths * tile;
    NetworkOutputs::write(report, launch.network_values + date * n_network_outputs * stride + path * tile + network,
                          stride);
}

/// Paths first .. first + launch.paths_per_warp - 1 of the launch. `table_quads`: [quad][lane of a tile], shared.
/// `conditions`: [step][lane], shared by the block: K2 counts in the low half of a word, K3 in the high half.
template <int tile>
__device__ __forceinline__ void run_networks(const Launch& launch, std::int64_t first, const SectorOfStep* of_step,
                                             const Quad* table_quads, std::uint32_t* conditions) {
    constexpr int paths_at_once = warp_lanes / tile;
    const int lane = lane_of_warp(), network = lane % tile;
    const bool is_network = network < launch.n_networks;
    for (int done = 0; done < launch.paths_per_warp && first + done < launch.n_paths; done += paths_at_once) {
        const int path_of_warp = done + lane / tile;
        const std::int64_t path = first + path_of_warp;
        const bool counted = is_network && path < launch.n_paths;
        const PathWords<float> words(launch.first_path + path, launch.seed);
        Network<float> n = network_at_start<float>(column<NetworkTable<float>, tile>(table_quads, network));
        NetworkEvents<float> events = no_events<float>(launch.sector.hold_steps);
        Settlement<float> settlement{};
        SignalBins signals{};

        for (int k = 0; k < launch.n_steps; ++k) {
            asm volatile("" ::: "memory");  // the tables are read anew in each step: in registers they would not fit
            const auto table = column<NetworkTable<float>, tile>(table_quads, network);
            const auto step = column<NetworkStep<float>, tile>(
                launch.network_steps + static_cast<std::int64_t>(k) * network_step_quads * tile, network);
            const SectorStep<float> sector_step = launch.sector_steps[k];
            const SectorOfStep sector_words = of_step[k * warp_lanes + path_of_warp];
            const Sector<float> sector = taken_over(sector_words);

            NetworkDraws<float> draws;
            draw(draws, words, static_cast<std::uint32_t>(k), network);
            Offer<float> offered = offer(launch.sector, table, sector_step, sector, draws.z_local, n);
            offered.weight = weight(table, offered, has_happened<float>(events.milestones, adoption_slot));
            const float unit_share = share_per_weight(tile_sum<tile>(is_network ? offered.weight : 0.0F));
            settle(launch.sector, table, step, offered, unit_share, sector.crypto_return, draws, n, settlement);
            const Conditions<float> held = observe_network(launch.sector, table, step, sector.trailing_pace,
                                                           sector_words.price_fell != 0U, n, offered, settlement);
            record(events, launch.sector.hold_steps, held, n.subsidy_share);
            if (counted) {
                atomicAdd(conditions + k * warp_lanes + lane, (held.k2 ? 1U : 0U) + (held.k3 ? 0x10000U : 0U));
            }

            const int date = launch.date_of_step[k];
            const bool decides = k == launch.sector.decision_step;
            if (date < 0 && !decides) {
                continue;
            }
            const float sector_utilization = utilization_of_sector<tile>(table, n, settlement, is_network);
            if (date >= 0 && counted) {
                report_network<tile>(launch, date, path, network,
                                     {table, n, offered, settlement, central_cost_tallied(sector_step, sector)});
                if (network == 0) {
                    SectorOutputs::write(NetworksReport<float>{sector_utilization},
                                         launch.sector_values + date * n_sector_outputs * launch.n_paths + path,
                                         launch.n_paths);
                }
            }
            if (decides) {
                signals = read_signals(n, events, sector_utilization);
            }
        }
        const auto table = column<NetworkTable<float>, tile>(table_quads, network);
        count_ending<tile>(launch, path, network, counted, signals, tail_revenue(table, settlement), events);
    }
}

}  // namespace killshot::cuda
