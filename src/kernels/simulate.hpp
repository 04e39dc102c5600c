/// The kernel: blocks of paths through all steps, counted at report dates and when they are over. Included by one
/// source file per instruction set, each with its own Real; everything is inlined or local to that file.
#pragma once

#include "kernels/blocks.hpp"
#include "kernels/counts.hpp"
#include "kernels/draw_only.hpp"
#include "kernels/endings.hpp"
#include "kernels/kills.hpp"
#include "kernels/statistics.hpp"
#include "killshot/model/step.hpp"
#include "killshot/random/pack_words.hpp"

namespace killshot::kernels {
namespace {

/// Runs one step of a block, counts the conditions of its paths by month and records them.
template <Keep keep, class R>
KS_INLINE void count_step(const Job& job, int k, const PathWords<R>& words, MaskOf<R> active, Paths<R>& paths,
                          History& history, LowMonths<R>* low) {
    const Counts& counts = job.counts;
    const MaskOf<R> released = paths.sector.hardware.has_released;
    step<keep>(
        *job.table, k, words, paths,
        [&](const PriceFall<R>& k1) {
            history.k1[k] = {word_of(k1.effective), word_of(k1.lists), word_of(k1.any_list), word_of(k1.compute)};
            const MaskOf<R> by_reading[] = {k1.effective, k1.lists, k1.any_list, k1.compute};
            for (int reading = 0; reading < n_watched; ++reading) {
                counts[Row::n_K1][reading * job.table->n_steps + k] += count(by_reading[reading] & active);
            }
        },
        [&](int i, const Conditions<R>& conditions) {
            record(history, k, i, conditions);
            record(low[i], conditions, paths.networks[i].subsidy_share);
        });
    counts[Row::n_release][k] += count((paths.sector.hardware.has_released ^ released) & active);
}

/// Runs all paths of a job in blocks of Lanes<R>::width. Lanes beyond the last path run too, but are not counted.
/// Without statistics, report dates are skipped; only the model, the events and their counts remain.
template <class R, bool with_statistics>
KS_INLINE void simulate(const Job& job) {
    constexpr int width = Lanes<R>::width;
    const ScenarioTable<float>& table = *job.table;
    alignas(64) Paths<R> paths;
    LowMonths<R> low[tree_slots];
    BlockSignals<R> signals;
    History history = history_of(job);
    StatisticsBuffer<R> buffer = empty_buffer<R>(job);
    int n_active = 0;
    for (std::int64_t done = 0; done < job.n_paths; done += n_active) {
        const std::int64_t first_path = job.first_path + done;
        n_active = block_size<R>(first_path, job.n_paths - done);
        const MaskOf<R> active = as_int(LaneNumbers<R>::from(0)) < IntOf<R>(n_active);
        const PathWords<R> words = path_words<R>(first_path, job.seed);
        start(table, words, paths);
        for (int i = 0; i < table.n_networks; ++i) {
            low[i] = no_low_months<R>();
        }
        for (int k = 0; k < table.n_steps; ++k) {
            const bool reports = with_statistics && job.date_of_step[k] >= 0;
            const bool decides = k == table.sector.decision_step, ends = k == table.n_steps - 1;
            if (!reports && !decides && !ends) {
                count_step<Keep::nothing>(job, k, words, active, paths, history, low);
                continue;
            }
            count_step<Keep::settlements>(job, k, words, active, paths, history, low);
            if (reports) {
                collect(job, paths, k, buffer);
            }
            if (decides) {
                read_block_signals(table, paths, low, signals);
            }
        }
        count_paths(job, paths, history, low, signals, active, first_path);
        if (with_statistics &&
            (++buffer.n_blocks == blocks_per_flush || n_active < width || done + n_active == job.n_paths)) {
            flush<R>(job, active, n_active, buffer);
        }
    }
}

/// The kernels of an object file, for its Real.
template <class R>
constexpr KernelSet kernels_for() {
    return {[](const Job& job) { simulate<R, true>(job); },   [](const Job& job) { simulate<R, false>(job); },
            [](const Job& job) { draw_only<R, false>(job); }, [](const Job& job) { draw_only<R, true>(job); },
            [](const KillJob& job) { count_kills<R>(job); },  Lanes<R>::width};
}

}  // namespace
}  // namespace killshot::kernels
