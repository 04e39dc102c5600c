/// The sectors of a warp's paths, one a lane, through all steps.
#pragma once

#include "counts.cuh"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "killshot/random/path_words.hpp"

namespace killshot::cuda {

/// What networks read of the sector, from lane to lane by way of memory.
__device__ __forceinline__ SectorOfStep handed_over(const Sector<float>& sector, const PriceFall<float>& price_fall) {
    return {sector.open_log,      sector.frontier_log,  sector.central_cost_log, sector.demand_log,
            sector.crypto_return, sector.trailing_pace, price_fall.effective,    0U};
}

__device__ __forceinline__ Sector<float> taken_over(const SectorOfStep& words) {
    Sector<float> sector{};
    sector.open_log = words.open_log;
    sector.frontier_log = words.frontier_log;
    sector.central_cost_log = words.central_cost_log;
    sector.demand_log = words.demand_log;
    sector.crypto_return = words.crypto_return;
    sector.trailing_pace = words.trailing_pace;
    return sector;
}

/// Writes the outputs that the sector determines by itself at a report date; run_networks writes the others.
__device__ __forceinline__ void report_sector(const Launch& launch, const SectorStep<float>& step, int date,
                                              const Sector<float>& sector, std::int64_t path) {
    SectorOutputs::write(SectorReport<float, float>{launch.sector, step, sector, central_cost_tallied(step, sector)},
                         launch.sector_values + date * n_sector_outputs * launch.n_paths + path, launch.n_paths);
}

/// Paths first .. first + launch.paths_per_warp - 1 of the launch; lanes beyond the last path run along.
__device__ __forceinline__ void run_sectors(const Launch& launch, std::int64_t first, SectorOfStep* of_step) {
    const int lane = lane_of_warp();
    const std::int64_t path = first + lane;
    const bool counted = lane < launch.paths_per_warp && path < launch.n_paths;
    const PathWords<float> words(launch.first_path + path, launch.seed);
    Sector<float> sector;
    Watch<float> price_fall;
    start_sector(launch.sector, sector, price_fall);
    for (int k = 0; k < launch.n_steps; ++k) {
        const SectorStep<float> step = launch.sector_steps[k];
        const PriceFall<float> k1 = step_sector_and_watch(launch.sector, step, k, words, sector, price_fall);
        of_step[k * warp_lanes + lane] = handed_over(sector, k1);
        add_lanes(launch, Row::n_K1, k, k1.effective && counted);
        add_lanes(launch, Row::n_K1_list, k, k1.lists && counted);
        add_lanes(launch, Row::n_K1_any, k, k1.any_list && counted);
        const int date = launch.date_of_step[k];
        if (date >= 0 && counted) {
            report_sector(launch, step, date, sector, path);
        }
    }
    add_lanes(launch, Row::paths, 0, counted);
    add_lanes(launch, Row::n_K1_held, 0, has_happened<float>(price_fall, price_fall_slot) && counted);
}

}  // namespace killshot::cuda
