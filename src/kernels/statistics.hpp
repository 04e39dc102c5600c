/// Report dates: every output of a block to its histogram and its sum.
///
/// Values of several blocks are collected first and then counted histogram by histogram: a histogram that stays in the first
/// cache for hundreds of increments costs half of one that is fetched for every block.
#pragma once

#include "counts.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "killshot/tally/histogram.hpp"
#include "lane_arrays.hpp"

namespace killshot::kernels {
namespace {

/// The values of up to blocks_per_flush blocks: [row][block], rows as in the histograms, the sector's after the networks'.
template <class R>
struct StatisticsBuffer {
    R* values;
    int n_rows, n_blocks;
};

template <class R>
KS_INLINE StatisticsBuffer<R> empty_buffer(const Job& job) {
    const int n_rows = (job.table->n_networks * n_network_outputs + n_sector_outputs) * job.n_dates;
    return {reinterpret_cast<R*>(job.buffer), n_rows, 0};
}

/// Collects the outputs of a block at a report date.
template <class R>
KS_INLINE void collect(const Job& job, const Paths<R>& paths, int k, StatisticsBuffer<R>& buffer) {
    const ScenarioTable<float>& table = *job.table;
    const SectorStep<float>& step = table.sector_steps[k];
    R* to = buffer.values + static_cast<std::int64_t>(job.date_of_step[k]) * blocks_per_flush + buffer.n_blocks;
    const std::int64_t stride = static_cast<std::int64_t>(job.n_dates) * blocks_per_flush;
    const R central_cost = central_cost_tallied(step, paths.sector);
    for (int i = 0; i < table.n_networks; ++i) {
        R values[n_network_outputs];
        network_output_values(table.networks[i], central_cost, paths.networks[i], paths.offers[i], paths.settlements[i],
                              values);
        for (int output = 0; output < n_network_outputs; ++output) {
            *to = values[output];
            to += stride;
        }
    }
    R values[n_sector_outputs];
    sector_output_values(table.sector, step, central_cost, paths.sector, sector_utilization(table, paths), values);
    for (int output = 0; output < n_sector_outputs; ++output) {
        *to = values[output];
        to += stride;
    }
}

/// Values that fall into few bins fall into the same one often, and an increment must wait for the one before it at its
/// address: such rows are counted in four partial histograms of this many bins, added up at the end.
inline constexpr int narrow_bins = 64, n_partials = 4;

/// Adds n_values bins, all between lowest and highest, to a histogram.
KS_INLINE void count_bins(const std::int32_t* bins, int n_values, int lowest, int highest, std::uint32_t* histogram) {
    if (lowest == highest) {
        histogram[lowest] += static_cast<std::uint32_t>(n_values);
        return;
    }
    if (highest - lowest >= narrow_bins) {
        for (int value = 0; value < n_values; ++value) {
            ++histogram[bins[value]];
        }
        return;
    }
    std::uint32_t partials[n_partials][narrow_bins] = {};
    for (int value = 0; value < n_values; ++value) {
        ++partials[value % n_partials][bins[value] - lowest];
    }
    for (int bin = 0; bin <= highest - lowest; ++bin) {
        for (const auto& partial : partials) {
            histogram[lowest + bin] += partial[bin];
        }
    }
}

/// Counts what was collected; n_active of the last block's lanes are paths, all lanes of the blocks before it.
template <class R>
KS_INLINE void flush(const Job& job, MaskOf<R> active, int n_active, StatisticsBuffer<R>& buffer) {
    using I = IntOf<R>;
    constexpr int width = Lanes<R>::width;
    const int n_values = (buffer.n_blocks - 1) * width + n_active;
    const int n_network_rows = buffer.n_rows - n_sector_outputs * job.n_dates;
    for (int row = 0; row < buffer.n_rows; ++row) {
        const bool of_network = row < n_network_rows;
        const int at = of_network ? row : row - n_network_rows;
        std::uint32_t* histogram = (of_network ? job.counts.histogram : job.counts.sector_histogram) +
                                   static_cast<std::int64_t>(at) * histogram::n_bins;
        const R* values = buffer.values + static_cast<std::int64_t>(row) * blocks_per_flush;
        alignas(64) std::int32_t bins[blocks_per_flush * width];
        FixedPointSum<R> sum;
        I lowest = I(histogram::above_bin), highest = I(histogram::zero_bin);
        for (int block = 0; block < buffer.n_blocks; ++block) {
            const bool whole = block < buffer.n_blocks - 1;
            const I bin = histogram::bin_of(values[block]);
            lowest = min(lowest, whole ? bin : select(active, bin, lowest));
            highest = max(highest, whole ? bin : select(active, bin, highest));
            store(bins + block * width, bin);
            const R clipped = min(values[block], R(histogram::fixed_point_limit));
            sum.add(whole ? clipped : select(active, clipped, R(0.0F)));
        }
        Ints<R> low, high;
        store(low.lane, lowest);
        store(high.lane, highest);
        for (int lane = 1; lane < width; ++lane) {
            low.lane[0] = min(low.lane[0], low.lane[lane]);
            high.lane[0] = max(high.lane[0], high.lane[lane]);
        }
        count_bins(bins, n_values, low.lane[0], high.lane[0], histogram);
        (of_network ? job.counts.sum : job.counts.sector_sum)[at] += sum.total();
    }
    buffer.n_blocks = 0;
}

}  // namespace
}  // namespace killshot::kernels
