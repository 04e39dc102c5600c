// Summarises histograms, with one warp each. The lanes load bins side by side, but every lane adds all of them, in
// order: the sums are then the host's, bit for bit. Lane i looks out for rank i.
#include "summarize.hpp"

#include "check.hpp"
#include "killshot/tally/digest.hpp"
#include "used_bins.cuh"

namespace killshot::cuda {

static_assert(n_summary_ranks <= warp_lanes);

namespace {

__device__ __forceinline__ long long from_lane(long long value, int lane) {
    return __shfl_sync(all_lanes, value, lane);
}
__device__ __forceinline__ double from_lane(double value, int lane) { return __shfl_sync(all_lanes, value, lane); }

/// Calls visit(bin, count, middle) for every bin of the range, in order, in all lanes.
template <class Visit>
__device__ __forceinline__ void for_each_bin(const unsigned long long* bins, const double* middles, UsedRange range,
                                             const Visit& visit) {
    const int end = range.first + range.n;
    for (int begin = range.first; begin < end; begin += warp_lanes) {
        const int mine = min(begin + lane_of_warp(), end - 1);
        const auto count = static_cast<long long>(bins[mine]);
        const double middle = middles[mine];
        const int n = min(warp_lanes, end - begin);
        for (int lane = 0; lane < n; ++lane) {
            visit(begin + lane, from_lane(count, lane), from_lane(middle, lane));
        }
    }
}

__device__ __forceinline__ std::uint64_t digest_of_lane(const Summarizing& summarizing, const unsigned long long* bins,
                                                        int histogram, UsedRange range) {
    const std::uint64_t first = static_cast<std::uint64_t>(histogram) * histogram::n_bins;
    std::uint64_t sum = 0;
    for (int bin = range.first + lane_of_warp(); bin < range.first + range.n; bin += warp_lanes) {
        sum += digest_of_integer(summarizing.name_hash, first + static_cast<std::uint64_t>(bin), bins[bin]);
    }
    return sum;
}

}  // namespace

__global__ void __launch_bounds__(threads_per_block)
    summarize_histograms(const __grid_constant__ Summarizing summarizing) {
    const int histogram = histogram_of_warp();
    if (histogram >= summarizing.n_histograms) {
        return;
    }
    const int lane = lane_of_warp();
    const unsigned long long* bins = summarizing.histograms + std::int64_t{histogram} * histogram::n_bins;
    const int output = histogram / summarizing.n_dates % summarizing.n_outputs;
    const double* middles = summarizing.middles + std::int64_t{output} * histogram::n_bins;
    const UsedRange range = used_bins(bins);

    const bool has_rank = lane < static_cast<int>(n_summary_ranks);
    const std::int64_t rank = has_rank ? summarizing.ranks.rank[lane] : 0;
    int bin_of_rank = -1;
    HistogramSpread spread;
    for_each_bin(bins, middles, range, [&](int bin, std::int64_t count, double middle) {
        spread.add(count, middle);
        if (bin_of_rank < 0 && rank >= 1 && spread.n() >= rank) {
            bin_of_rank = bin;
        }
    });
    spread.center();
    for_each_bin(bins, middles, range,
                 [&](int, std::int64_t count, double middle) { spread.add_square(count, middle); });

    HistogramSummary& summary = summarizing.summaries_on_host[histogram];
    if (has_rank) {
        summary.bin[lane] = bin_of_rank;
    }
    if (lane == 0) {
        summary.sd = spread.sd();
        summary.n_outside = static_cast<std::int64_t>(bins[histogram::below_bin] + bins[histogram::above_bin]);
    }
    const std::uint64_t part = digest_of_lane(summarizing, bins, histogram, range);
    if (part != 0) {
        atomicAdd(summarizing.digest, static_cast<unsigned long long>(part));
    }
}

void summarize(const Summarizing& summarizing, cudaStream_t stream) {
    const int n_blocks = (summarizing.n_histograms + warps_per_block - 1) / warps_per_block;
    summarize_histograms<<<n_blocks, threads_per_block, 0, stream>>>(summarizing);
    check(cudaGetLastError(), "summarising the tally");
}

}  // namespace killshot::cuda
