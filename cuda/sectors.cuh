/// Simulates sectors through all steps, one path per thread.
#pragma once

#include "counts.cuh"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "killshot/tally/signals.hpp"
#include "words.cuh"

namespace killshot::cuda {

/// Bits of SectorOfStep::flags: K1 under each reading, whether the centralised cost still falls, and whether new
/// hardware has been released. The bits above them hold the bin of the effective price.
inline constexpr std::uint32_t effective_flag = 1U, lists_flag = 2U, any_list_flag = 4U, compute_flag = 8U,
                               cost_falls_flag = 16U, released_flag = 32U;
inline constexpr int effective_price_shift = 6;

/// Packs what a path's networks read of its sector.
__device__ __forceinline__ SectorOfStep packed(const Sector<float>& sector, const PriceFall<float>& price_fall) {
    const SectorSignals<float> signals = read_sector_signals(sector);
    const auto flag = [](bool holds, std::uint32_t bit) { return holds ? bit : 0U; };
    const std::uint32_t flags = flag(price_fall.effective, effective_flag) | flag(price_fall.lists, lists_flag) |
                                flag(price_fall.any_list, any_list_flag) | flag(price_fall.compute, compute_flag) |
                                flag(sector.trailing_pace < 0.0F, cost_falls_flag) |
                                flag(signals.released, released_flag) |
                                static_cast<std::uint32_t>(signals.effective_price_bin) << effective_price_shift;
    return {sector.open_log,
            sector.central_cost_log,
            sector.demand_log,
            sector.software_frontier_log,
            sector.hardware.frontier_log,
            sector.crypto_return,
            sector.z_tokens,
            flags};
}

__device__ __forceinline__ Sector<float> sector_of(const SectorOfStep& step) {
    Sector<float> sector{};
    sector.open_log = step.open_log;
    sector.central_cost_log = step.central_cost_log;
    sector.demand_log = step.demand_log;
    sector.software_frontier_log = step.software_frontier_log;
    sector.hardware.frontier_log = step.hardware_frontier_log;
    sector.crypto_return = step.crypto_return;
    sector.z_tokens = step.z_tokens;
    sector.trailing_pace = (step.flags & cost_falls_flag) != 0U ? -1.0F : 0.0F;  // Networks read only its sign.
    return sector;
}

__device__ __forceinline__ PriceFall<float> price_fall_of(const SectorOfStep& step) {
    return {(step.flags & effective_flag) != 0U, (step.flags & lists_flag) != 0U, (step.flags & any_list_flag) != 0U,
            (step.flags & compute_flag) != 0U};
}

__device__ __forceinline__ SectorSignals<float> sector_signals_of(const SectorOfStep& step) {
    return {static_cast<std::int32_t>(step.flags >> effective_price_shift), (step.flags & released_flag) != 0U};
}

/// Writes the outputs of a report date that depend on the sector alone; run_networks writes the others.
__device__ __forceinline__ void report_sector(const Launch& launch, const SectorStep<float>& step, int date,
                                              const Sector<float>& sector, std::int64_t path) {
    SectorOutputs::write(SectorReport<float, float>{launch.sector, step, sector},
                         launch.sector_values + date * n_sector_outputs * launch.n_paths + path, launch.n_paths);
}

/// Runs the sector of a path of the launch. All lanes of a warp must call this together; those beyond the last path run
/// too, but are not counted.
__device__ __forceinline__ void run_sector(const Launch& launch, std::int64_t path) {
    const bool counted = path < launch.n_paths;
    const LaunchWords words(launch, path);
    Sector<float> sector;
    Watch<float> price_fall;
    start_sector(launch.sector, words, sector, price_fall);
    SectorOfStep* sector_of_step = launch.sector_of_step + path;
    for (int k = 0; k < launch.n_steps; ++k, sector_of_step += launch.n_paths) {
        const SectorStep<float> step = launch.sector_steps[k];
        const bool released = sector.hardware.has_released;
        const PriceFall<float> k1 = step_sector_and_watch(launch.sector, step, k, words, sector, price_fall);
        if (counted) {
            *sector_of_step = packed(sector, k1);
        }
        const bool by_reading[] = {k1.effective, k1.lists, k1.any_list, k1.compute};
        for (int reading = 0; reading < n_watched; ++reading) {
            add_lanes(launch, Row::n_K1, reading * launch.n_steps + k, by_reading[reading] && counted);
        }
        add_lanes(launch, Row::n_release, k, sector.hardware.has_released && !released && counted);
        const int date = launch.date_of_step[k];
        if (date >= 0 && counted) {
            report_sector(launch, step, date, sector, path);
        }
    }
    add_lanes(launch, Row::paths, 0, counted);
    add_lanes(launch, Row::n_K1_held, 0, has_happened<float>(price_fall, price_fall_slot) && counted);
}

}  // namespace killshot::cuda
