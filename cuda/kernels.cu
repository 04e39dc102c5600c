// The kernels of a launch: the sectors, the networks, and the counts of the outputs at report dates.
#include "kernels.hpp"

#include "killshot/lanes/fixed_point.hpp"
#include "killshot/tally/histogram.hpp"
#include "networks.cuh"

namespace killshot::cuda {

inline constexpr int blocks_per_sm = 4;  // of networks: limits a thread to 128 registers
inline constexpr int counting_threads = 256;
inline constexpr int counted_columns = 4;  // histograms that fit into a block's shared memory
inline constexpr std::int64_t paths_per_counting_block = 16384;

__global__ void __launch_bounds__(threads_per_block) simulate_sectors(const __grid_constant__ Launch launch) {
    run_sector(launch, std::int64_t{blockIdx.x} * threads_per_block + threadIdx.x);
}

/// Warps take groups of paths in turn. Shared memory holds the networks' constants, the events and signals of each
/// thread, and the block's counts of conditions by month, in this order.
template <int tile>
__global__ void __launch_bounds__(threads_per_block, blocks_per_sm)
    simulate_networks(const __grid_constant__ Launch launch) {
    extern __shared__ Quad shared[];
    Quad* table = shared;
    Quad* quads_of_threads = table + network_quads * tile;
    auto* conditions = reinterpret_cast<std::uint32_t*>(quads_of_threads + thread_quads);
    const int n_conditions = launch.n_steps * condition_words<tile>;
#pragma unroll 1
    for (int i = static_cast<int>(threadIdx.x); i < network_quads * tile; i += threads_per_block) {
        table[i] = launch.network_table[i];
    }
#pragma unroll 1
    for (int i = static_cast<int>(threadIdx.x); i < n_conditions; i += threads_per_block) {
        conditions[i] = 0U;
    }
    __syncthreads();

    constexpr int paths_at_once = warp_lanes / tile;
    const std::int64_t warp = std::int64_t{blockIdx.x} * warps_per_block + threadIdx.x / warp_lanes;
    const std::int64_t n_warps = std::int64_t{gridDim.x} * warps_per_block;
    for (std::int64_t first = warp * paths_at_once; first < launch.n_paths; first += n_warps * paths_at_once) {
        run_networks<tile>(launch, first, table, conditions, quads_of_threads);
    }

    __syncthreads();
#pragma unroll 1
    for (int i = static_cast<int>(threadIdx.x); i < n_conditions; i += threads_per_block) {
        const int word = i % condition_words<tile>, month = i / condition_words<tile>;
        const int at = word % tile * launch.n_steps + month;
        if (conditions[i] == 0U) {
            continue;
        }
        if (word < tile) {
            add(launch, Row::n_K2, at, conditions[i] & 0xFFFFU);
            add(launch, Row::n_K3, at, conditions[i] >> 16U);
        } else {
            add(launch, Row::n_K2_prices, at, conditions[i]);
        }
    }
}

/// The row of a histogram or a sum: [column][output][date].
__device__ __forceinline__ std::int64_t row_of(const Counting& counting, int column, int output, int date) {
    return (std::int64_t{column} * counting.n_outputs + output) * counting.n_dates + date;
}

/// Counts one output at one date (y) on some of the paths (x) for up to columns_at_once columns (z), one column per
/// thread.
template <int columns_at_once>
__global__ void __launch_bounds__(counting_threads, 4) count_values(const __grid_constant__ Counting counting) {
    constexpr int quads_of_column = (histogram::n_bins + 3) / 4, n_quads = columns_at_once * quads_of_column;
    __shared__ alignas(16) std::uint32_t bins[columns_at_once][4 * quads_of_column];
    auto* quads = reinterpret_cast<uint4*>(bins);
#pragma unroll 1
    for (int i = static_cast<int>(threadIdx.x); i < n_quads; i += counting_threads) {
        quads[i] = {};
    }
    __syncthreads();

    constexpr int paths_at_once = counting_threads / columns_at_once;
    const int column_of_block = static_cast<int>(threadIdx.x) % columns_at_once;
    const int column = static_cast<int>(blockIdx.z) * columns_at_once + column_of_block;
    const int date = static_cast<int>(blockIdx.y) / counting.n_outputs;
    const int output = static_cast<int>(blockIdx.y) % counting.n_outputs;
    const float* values = counting.values + std::int64_t{blockIdx.y} * counting.n_paths * counting.n_lanes + column;
    std::int64_t sum = 0;
    if (column < counting.n_columns) {
        const int first_path = static_cast<int>(blockIdx.x * paths_at_once + threadIdx.x / columns_at_once);
        const int stride = static_cast<int>(gridDim.x) * paths_at_once;
        const float* value = values + std::int64_t{first_path} * counting.n_lanes;
#pragma unroll 4
        for (int left = (static_cast<int>(counting.n_paths) - first_path + stride - 1) / stride; left > 0; --left) {
            atomicAdd(&bins[column_of_block][histogram::bin_of(*value)], 1U);
            sum += fixed_point(min(*value, histogram::fixed_point_limit));
            value += stride * counting.n_lanes;
        }
    }
    for (int distance = warp_lanes / 2; distance >= columns_at_once; distance /= 2) {
        sum += __shfl_xor_sync(all_lanes, sum, distance);
    }
    if (lane_of_warp() < columns_at_once && column < counting.n_columns) {
        atomicAdd(counting.sum + row_of(counting, column, output, date), static_cast<unsigned long long>(sum));
    }

    __syncthreads();
#pragma unroll 1
    for (int i = static_cast<int>(threadIdx.x); i < n_quads; i += counting_threads) {
        const uint4 four = quads[i];
        if ((four.x | four.y | four.z | four.w) == 0U) {
            continue;
        }
        const int of_block = i / quads_of_column, first_bin = i % quads_of_column * 4;
        const int of_column = static_cast<int>(blockIdx.z) * columns_at_once + of_block;
        unsigned long long* row =
            counting.histogram + row_of(counting, of_column, output, date) * histogram::n_bins + first_bin;
        for (int bin = 0; bin < 4; ++bin) {
            if (const std::uint32_t n = bins[of_block][first_bin + bin]; n != 0U) {
                atomicAdd(row + bin, n);
            }
        }
    }
}

namespace {

/// The kernel for a number of networks, and the shared memory that each of its blocks needs.
struct NetworksKernel {
    void (*kernel)(Launch);
    std::size_t shared_bytes;
};

template <int tile>
NetworksKernel kernel_for_tile(int n_steps) {
    const std::size_t n_conditions = static_cast<std::size_t>(n_steps) * condition_words<tile>;
    return {simulate_networks<tile>,
            (network_quads * tile + thread_quads) * sizeof(Quad) + n_conditions * sizeof(std::uint32_t)};
}

NetworksKernel kernel_for(int n_networks, int n_steps) {
    return tile_of(n_networks) == small_tile ? kernel_for_tile<small_tile>(n_steps)
                                             : kernel_for_tile<large_tile>(n_steps);
}

/// Allows the kernel more than the 48 KiB of shared memory that every launch may have.
cudaError_t allow_shared_bytes(const NetworksKernel& networks) {
    constexpr std::size_t always_allowed = 48 * 1024;
    if (networks.shared_bytes <= always_allowed) {
        return cudaSuccess;
    }
    return cudaFuncSetAttribute(networks.kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                static_cast<int>(networks.shared_bytes));
}

template <int columns_at_once>
void start_counting(const Counting& counting, cudaStream_t stream) {
    const auto n_slices =
        static_cast<unsigned>((counting.n_paths + paths_per_counting_block - 1) / paths_per_counting_block);
    const auto n_values = static_cast<unsigned>(counting.n_outputs * counting.n_dates);
    const auto n_groups = static_cast<unsigned>((counting.n_columns + columns_at_once - 1) / columns_at_once);
    count_values<columns_at_once><<<dim3(n_slices, n_values, n_groups), counting_threads, 0, stream>>>(counting);
}

}  // namespace

cudaError_t launch_sectors(const Launch& launch, cudaStream_t stream) {
    const auto n_blocks = static_cast<unsigned>((launch.n_paths + threads_per_block - 1) / threads_per_block);
    simulate_sectors<<<n_blocks, threads_per_block, 0, stream>>>(launch);
    return cudaGetLastError();
}

cudaError_t launch_networks(const Launch& launch, int n_blocks, cudaStream_t stream) {
    const NetworksKernel networks = kernel_for(launch.n_networks, launch.n_steps);
    if (const cudaError_t error = allow_shared_bytes(networks); error != cudaSuccess) {
        return error;
    }
    networks.kernel<<<n_blocks, threads_per_block, networks.shared_bytes, stream>>>(launch);
    return cudaGetLastError();
}

cudaError_t networks_blocks_per_sm(int& n_blocks, int n_networks, int n_steps) {
    const NetworksKernel networks = kernel_for(n_networks, n_steps);
    if (const cudaError_t error = allow_shared_bytes(networks); error != cudaSuccess) {
        return error;
    }
    return cudaOccupancyMaxActiveBlocksPerMultiprocessor(&n_blocks, networks.kernel, threads_per_block,
                                                         networks.shared_bytes);
}

cudaError_t launch_count_values(const Counting& counting, cudaStream_t stream) {
    counting.n_lanes == 1 ? start_counting<1>(counting, stream) : start_counting<counted_columns>(counting, stream);
    return cudaGetLastError();
}

}  // namespace killshot::cuda
