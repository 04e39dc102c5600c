// Packs a tally in two kernels, with one warp per histogram: the first finds the bins in use, and the second copies
// them to the offsets that a scan between the two has computed.
#include "pack.hpp"

#include <thrust/execution_policy.h>
#include <thrust/scan.h>
#include <thrust/system_error.h>

#include "killshot/tally/histogram.hpp"
#include "used_bins.cuh"

namespace killshot::cuda {

namespace {

constexpr const char* doing = "packing the tally";

}  // namespace

__global__ void __launch_bounds__(threads_per_block) find_used_bins(const __grid_constant__ Packing packing) {
    const int histogram = histogram_of_warp();
    if (histogram >= packing.n_histograms) {
        return;
    }
    const UsedRange range = used_bins(packing.histograms + std::int64_t{histogram} * histogram::n_bins);
    if (lane_of_warp() == 0) {
        packing.first[histogram] = range.first;
        packing.n[histogram] = range.n;
    }
}

__global__ void __launch_bounds__(threads_per_block) copy_used_bins(const __grid_constant__ Packing packing) {
    const int histogram = histogram_of_warp();
    if (histogram >= packing.n_histograms) {
        return;
    }
    const int first = packing.first[histogram], n = packing.n[histogram];
    const unsigned long long* from = packing.histograms + std::int64_t{histogram} * histogram::n_bins + first;
    unsigned long long* to = packing.bins_on_host + packing.offset[histogram];
    for (int bin = lane_of_warp(); bin < n; bin += warp_lanes) {
        to[bin] = from[bin];
    }
    if (lane_of_warp() == 0) {
        packing.ranges_on_host[histogram] = {first, n};
    }
}

namespace {

/// Computes where each histogram's bins begin in the packed array.
void scan_widths(const Packing& packing, Scratch& scratch, cudaStream_t stream) {
    const auto policy = cccl::thrust::cuda::par_nosync(scratch).on(stream);
    try {
        cccl::thrust::exclusive_scan(policy, packing.n, packing.n + packing.n_histograms, packing.offset);
    } catch (const cccl::thrust::system_error& failed) {
        check(static_cast<cudaError_t>(failed.code().value()), doing);
        throw;
    }
}

}  // namespace

void pack(const Packing& packing, Scratch& scratch, cudaStream_t stream) {
    const int n_blocks = (packing.n_histograms + warps_per_block - 1) / warps_per_block;
    find_used_bins<<<n_blocks, threads_per_block, 0, stream>>>(packing);
    check(cudaGetLastError(), doing);
    scan_widths(packing, scratch, stream);
    copy_used_bins<<<n_blocks, threads_per_block, 0, stream>>>(packing);
    check(cudaGetLastError(), doing);
}

}  // namespace killshot::cuda
