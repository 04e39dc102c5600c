/// Counts the outputs of report dates in their histograms and sums.
///
/// The values of several blocks are collected first and then counted histogram by histogram. A histogram that stays in
/// the L1 cache for hundreds of increments costs half as much as one that is fetched for every block.
#pragma once

#include "kernels/counts.hpp"
#include "kernels/lane_arrays.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "killshot/tally/histogram.hpp"

namespace killshot::kernels {
namespace {

/// The values of up to blocks_per_flush blocks: [row][block], rows as in the histograms, the sector's after the
/// networks'.
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
    for (int i = 0; i < table.n_networks; ++i) {
        NetworkOutputs::write(NetworkReport<R, float>{table.sector, step, table.networks[i], paths.networks[i],
                                                      paths.offers[i], paths.settlements[i]},
                              to, stride);
        to += n_network_outputs * stride;
    }
    SectorOutputs::write(SectorReport<R, float>{table.sector, step, paths.sector}, to, stride);
    SectorOutputs::write(NetworksReport<R>{sector_utilization(table, paths)}, to, stride);
}

/// Values in few bins often fall into the same one, where each increment must wait for the one before it. Rows that use
/// at most this many bins are therefore counted in four partial histograms, which are added up at the end.
inline constexpr int narrow_bins = 64, n_partials = 4;

/// The bins of one row's values.
template <class R>
struct RowBins {
    alignas(64) std::int32_t bin[blocks_per_flush * Lanes<R>::width];
    int lowest, highest;
};

/// Adds a row's first n_values bins to its histogram.
template <class R>
KS_INLINE void count_bins(const RowBins<R>& bins, int n_values, std::uint32_t* histogram) {
    if (bins.lowest == bins.highest) {
        histogram[bins.lowest] += static_cast<std::uint32_t>(n_values);
        return;
    }
    if (bins.highest - bins.lowest >= narrow_bins) {
#pragma GCC unroll 8
        for (int value = 0; value < n_values; ++value) {
            ++histogram[bins.bin[value]];
        }
        return;
    }
    std::uint32_t partial[n_partials][narrow_bins] = {};
#pragma GCC unroll 8
    for (int value = 0; value < n_values; ++value) {
        ++partial[value % n_partials][bins.bin[value] - bins.lowest];
    }
    for (int bin = 0; bin <= bins.highest - bins.lowest; ++bin) {
        histogram[bins.lowest + bin] += (partial[0][bin] + partial[1][bin]) + (partial[2][bin] + partial[3][bin]);
    }
}

/// Finds the bins of a row's values, adds the values to `sum`, and prefetches the bins. They are incremented one row
/// later, when they have arrived from the outer caches.
template <class R>
KS_INLINE void bin_row(const R* values, int n_blocks, MaskOf<R> active, const std::uint32_t* histogram,
                       std::int64_t* sum, RowBins<R>& bins) {
    using I = IntOf<R>;
    constexpr int width = Lanes<R>::width;
    FixedPointSum<R> added;
    I lowest = I(histogram::above_bin), highest = I(histogram::zero_bin);
    for (int block = 0; block < n_blocks; ++block) {
        const bool whole = block < n_blocks - 1;
        const I bin = histogram::bin_of(values[block]);
        lowest = min(lowest, whole ? bin : select(active, bin, lowest));
        highest = max(highest, whole ? bin : select(active, bin, highest));
        store(bins.bin + block * width, bin);
        const R clipped = min(values[block], R(histogram::fixed_point_limit));
        added.add(whole ? clipped : select(active, clipped, R(0.0F)));
    }
    for (int lane = 0; lane < width; ++lane) {
        __builtin_prefetch(histogram + bins.bin[lane], 1);
    }
    *sum += added.total();
    Ints<R> low, high;
    store(low.lane, lowest);
    store(high.lane, highest);
    bins.lowest = low.lane[0];
    bins.highest = high.lane[0];
    for (int lane = 1; lane < width; ++lane) {
        bins.lowest = min(bins.lowest, low.lane[lane]);
        bins.highest = max(bins.highest, high.lane[lane]);
    }
}

/// Counts the collected values. All lanes hold paths, except in the last block, where the first n_active do.
template <class R>
KS_INLINE void flush(const Job& job, MaskOf<R> active, int n_active, StatisticsBuffer<R>& buffer) {
    const int n_values = (buffer.n_blocks - 1) * Lanes<R>::width + n_active;
    const int n_network_rows = buffer.n_rows - n_sector_outputs * job.n_dates;
    const auto histogram_of = [&](int row) {
        return row < n_network_rows
                   ? job.counts.histogram + static_cast<std::int64_t>(row) * histogram::n_bins
                   : job.counts.sector_histogram + static_cast<std::int64_t>(row - n_network_rows) * histogram::n_bins;
    };
    const auto bins_in_use = [&](int row) -> BinsInUse& {
        return row < n_network_rows ? job.counts.bins_in_use[row] : job.counts.sector_bins_in_use[row - n_network_rows];
    };
    RowBins<R> bins[2];
    for (int row = 0; row <= buffer.n_rows; ++row) {
        if (row < buffer.n_rows) {
            std::int64_t* sum = row < n_network_rows ? job.counts[Row::sum] + row
                                                     : job.counts[Row::sector_sum] + (row - n_network_rows);
            bin_row(buffer.values + static_cast<std::int64_t>(row) * blocks_per_flush, buffer.n_blocks, active,
                    histogram_of(row), sum, bins[row % 2]);
        }
        if (row > 0) {
            const RowBins<R>& counted = bins[(row - 1) % 2];
            count_bins(counted, n_values, histogram_of(row - 1));
            BinsInUse& in_use = bins_in_use(row - 1);
            in_use = {min(in_use.lowest, counted.lowest), max(in_use.highest, counted.highest)};
        }
    }
    buffer.n_blocks = 0;
}

}  // namespace
}  // namespace killshot::kernels
