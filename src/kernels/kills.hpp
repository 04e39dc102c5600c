/// Counts only kills. It simulates the sector of every path first, and networks only on paths on which K1 held for the
/// whole hold, since no other path can be killed. Those paths are collected into full blocks before their networks run.
/// The counts equal those of a full run of the same paths (tests/backend/kills_test.cpp).
#pragma once

#include "kernels/blocks.hpp"
#include "kernels/counts.hpp"
#include "kernels/history.hpp"
#include "killshot/model/step.hpp"
#include "killshot/random/pack_words.hpp"

namespace killshot::kernels {
namespace {

/// What networks read of the sector in one step.
template <class R>
struct SectorOfStep {
    R open_log, central_cost_log, demand_log, software_frontier_log, hardware_frontier_log, trailing_pace,
        crypto_return, z_tokens;
};

template <class R>
KS_INLINE SectorOfStep<R> read_by_networks(const Sector<R>& sector) {
    return {sector.open_log,
            sector.central_cost_log,
            sector.demand_log,
            sector.software_frontier_log,
            sector.hardware.frontier_log,
            sector.trailing_pace,
            sector.crypto_return,
            sector.z_tokens};
}

template <class R>
KS_INLINE void restore(const SectorOfStep<R>& step, Sector<R>& sector) {
    sector.open_log = step.open_log;
    sector.central_cost_log = step.central_cost_log;
    sector.demand_log = step.demand_log;
    sector.software_frontier_log = step.software_frontier_log;
    sector.hardware.frontier_log = step.hardware_frontier_log;
    sector.trailing_pace = step.trailing_pace;
    sector.crypto_return = step.crypto_return;
    sector.z_tokens = step.z_tokens;
}

/// The sectors of a block's paths through all steps.
template <class R>
struct SectorHistory {
    SectorOfStep<R>* steps;
    std::uint32_t k1[max_steps];  // the effective price has fallen far enough, a bit a path

    /// Copies a path into a lane of `to`, whose bits of K1 must be 0 there.
    KS_INLINE void copy(int lane, int n_steps, SectorHistory& to, int to_lane) const {
        constexpr int width = Lanes<R>::width, n_fields = sizeof(SectorOfStep<R>) / sizeof(R);
        const float* from = reinterpret_cast<const float*>(steps) + lane;
        float* into = reinterpret_cast<float*>(to.steps) + to_lane;
        for (int row = 0; row < n_steps * n_fields; ++row) {
            __builtin_memcpy(into + row * width, from + row * width, sizeof(float));
        }
        for (int k = 0; k < n_steps; ++k) {
            to.k1[k] |= (k1[k] >> lane & 1U) << to_lane;
        }
    }
};

/// Simulates the sectors of a block. Returns the paths on which K1 held for the whole hold.
template <class R>
KS_INLINE std::uint32_t simulate_sectors(const KillJob& job, std::int64_t first_path, SectorHistory<R>& history) {
    const ScenarioTable<float>& table = *job.table;
    const PathWords<R> words = path_words<R>(first_path, job.seed);
    Sector<R> sector;
    Watch<R> price_fall;
    start_sector(table.sector, words, sector, price_fall);
    for (int k = 0; k < table.n_steps; ++k) {
        const PriceFall<R> k1 =
            step_sector_and_watch(table.sector, table.sector_steps[k], k, words, sector, price_fall);
        history.steps[k] = read_by_networks(sector);
        history.k1[k] = word_of(k1.effective);
    }
    return word_of(has_happened<R>(price_fall, price_fall_slot));
}

/// Paths on which K1 held, collected from several blocks. The high words of their numbers are equal.
template <class R>
struct HeldPaths {
    alignas(64) std::uint32_t path_low[Lanes<R>::width];
    std::uint32_t path_high;
    int n;
    SectorHistory<R> sectors;

    KS_INLINE void clear(int n_steps) {
        n = 0;
        for (int k = 0; k < n_steps; ++k) {
            sectors.k1[k] = 0U;
        }
    }

    KS_INLINE PathWords<R> words(std::uint64_t seed) const {
        UIntOf<R> low;
        __builtin_memcpy(&low, path_low, sizeof low);
        return path_words<R>(low, path_high, seed);
    }
};

/// Counts the kills of the paths from the words in which the kill shot's conditions held, [step][network].
template <class R>
KS_INLINE void count_kills(const KillJob& job, std::uint32_t paths, std::uint32_t* words) {
    constexpr int width = Lanes<R>::width;
    const int n = job.table->n_networks, n_steps = job.table->n_steps;
    apply_hold(words, n, n_steps, job.table->sector.hold_steps, std::uint32_t{0});
    std::int32_t killed[n_kill_dates][width] = {};
    for (int i = 0; i < n; ++i) {
        std::uint32_t so_far = 0U;
        const auto count_at = [&](KillDate date) {
            const int d = static_cast<int>(date);
            job.n_kill[d * n + i] += __builtin_popcount(so_far);
            for_each_path(so_far, [&](int lane) { ++killed[d][lane]; });
        };
        for (int k = 0; k < n_steps; ++k) {
            so_far |= words[k * n + i] & paths;
            if (k == job.step_2027) {
                count_at(KillDate::end_2027);
            }
        }
        count_at(KillDate::horizon);
    }
    for (int date = 0; date < n_kill_dates; ++date) {
        for (int lane = 0; lane < width; ++lane) {
            job.n_killed_squared[date] += std::int64_t{killed[date][lane]} * killed[date][lane];
        }
    }
}

/// Simulates the networks of the collected paths, counts their kills and empties the collection. It is not inlined,
/// since it has three callers and makes up most of the object file.
template <class R>
[[gnu::noinline]] void simulate_networks(const KillJob& job, HeldPaths<R>& held, Paths<R>& paths) {
    const ScenarioTable<float>& table = *job.table;
    const AllNetworks group{table.n_networks};
    const std::uint32_t not_required = table.sector.require_long_tail != 0 ? 0U : ~0U;
    const PathWords<R> words = held.words(job.seed);
    const MaskOf<R> nowhere = R(0.0F) < R(0.0F);
    const PriceFall<R> read_from_words{nowhere, nowhere, nowhere, nowhere};
    start_networks(group, table.networks, paths);
    for (int k = 0; k < table.n_steps; ++k) {
        restore(held.sectors.steps[k], paths.sector);
        std::uint32_t* kills = job.words + k * table.n_networks;
        step_networks<Keep::nothing>(group, tables_of_step(table, k), k, words, read_from_words, paths,
                                     [&](int i, const Conditions<R>& seen) {
                                         const std::uint32_t k1 = held.sectors.k1[k];
                                         RecordedReadings unused;
                                         kills[i] = kill_shots<std::uint32_t>({k1, k1, k1, k1}, word_of(seen.k2), 0U,
                                                                              word_of(seen.k3), not_required, unused);
                                     });
    }
    count_kills<R>(job, static_cast<std::uint32_t>((std::uint64_t{1} << held.n) - 1U), job.words);
    held.clear(table.n_steps);
}

/// Runs all paths of a job. Lanes beyond the last path run too, but are not counted.
template <class R>
KS_INLINE void count_kills(const KillJob& job) {
    constexpr int width = Lanes<R>::width;
    const int n_steps = job.table->n_steps;
    alignas(64) Paths<R> paths;
    SectorHistory<R> block;
    HeldPaths<R> held;
    block.steps = reinterpret_cast<SectorOfStep<R>*>(job.sectors);
    held.sectors.steps = block.steps + n_steps;
    held.path_high = 0U;
    for (std::uint32_t& low : held.path_low) {
        low = 0U;
    }
    held.clear(n_steps);
    int n_active = 0;
    for (std::int64_t done = 0; done < job.n_paths; done += n_active) {
        const std::int64_t first_path = job.first_path + done;
        n_active = block_size<R>(first_path, job.n_paths - done);
        const auto active = static_cast<std::uint32_t>((std::uint64_t{1} << n_active) - 1U);
        const std::uint32_t k1_held = simulate_sectors(job, first_path, block) & active;
        *job.n_K1_held += __builtin_popcount(k1_held);

        const auto path_high = static_cast<std::uint32_t>(static_cast<std::uint64_t>(first_path) >> 32U);
        if (held.n > 0 && held.path_high != path_high) {
            simulate_networks(job, held, paths);
        }
        held.path_high = path_high;
        for_each_path(k1_held, [&](int lane) {
            held.path_low[held.n] = static_cast<std::uint32_t>(first_path) + static_cast<std::uint32_t>(lane);
            block.copy(lane, n_steps, held.sectors, held.n);
            if (++held.n == width) {
                simulate_networks(job, held, paths);
            }
        });
    }
    if (held.n > 0) {
        simulate_networks(job, held, paths);
    }
}

}  // namespace
}  // namespace killshot::kernels
