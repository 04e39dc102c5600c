#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "backend/cuda.hpp"
#include "backend/local_rank.hpp"
#include "device_tally.hpp"
#include "kernels.hpp"
#include "killshot/error.hpp"
#include "killshot/model/outputs.hpp"
#include "memory.hpp"
#include "tables.hpp"

namespace killshot {
namespace cuda {
namespace {

static_assert(cuda_paths_per_launch == max_paths_per_launch);

/// Launches alternate between two streams: while one counts its report dates, the other simulates.
constexpr int n_streams = 2;

/// A stream and the memory that its launches use.
struct Queue {
    Stream stream;
    Event begun, simulated, counted;  // of the last launch
    DeviceArray<SectorOfStep> sector_of_step;
    DeviceArray<float> network_values, sector_values;
    std::int64_t paths_in_flight = 0;
};
using Queues = std::array<Queue, n_streams>;

/// Waits for the streams when a run ends, even with an error, so that none of its work overlaps with the next run.
class WaitAtEnd {
  public:
    explicit WaitAtEnd(Queues& queues) : queues_(queues) {}
    ~WaitAtEnd() {
        for (Queue& queue : queues_) {
            static_cast<void>(cudaStreamSynchronize(queue.stream.get()));
            queue.paths_in_flight = 0;
        }
    }
    WaitAtEnd(const WaitAtEnd&) = delete;
    WaitAtEnd& operator=(const WaitAtEnd&) = delete;

  private:
    Queues& queues_;
};

class OneCard final : public CudaBackend {
  public:
    OneCard() {
        check(cudaGetDevice(&device_), "choosing a card");
        check(cudaGetDeviceProperties(&properties_, device_), "asking for the card's properties");
        int n_blocks = 0;
        check(networks_blocks_per_sm(n_blocks, 1, 1), "looking for code for the card");
        isa_ = fmt::format("sm_{}{}", properties_.major, properties_.minor);
    }

    [[nodiscard]] std::string_view name() const override { return "cuda"; }
    [[nodiscard]] std::string_view isa() const override { return isa_; }
    [[nodiscard]] std::string device() const override {
        return fmt::format("{}, {} multiprocessors", static_cast<const char*>(properties_.name),
                           properties_.multiProcessorCount);
    }
    [[nodiscard]] CudaTimes times() const override { return times_; }
    [[nodiscard]] std::int64_t bytes_per_path() const override { return bytes_per_path_; }

    void run(const ScenarioTable<float>& table, const std::vector<Stance>& stances, std::uint64_t seed, PathSlice slice,
             Tally& tally, const Progress& progress) override {
        simulate(table, stances, seed, slice, tally.layout(), progress,
                 [&](const Stream& stream) { counts_.fetch(tally.layout(), stream); });
        counts_.add_to(tally);
    }

    [[nodiscard]] Summaries summarize_run(const ScenarioTable<float>& table, const std::vector<Stance>& stances,
                                          std::uint64_t seed, PathSlice slice, const SummaryRanks& ranks, Tally& tally,
                                          const Progress& progress) override {
        simulate(table, stances, seed, slice, tally.layout(), progress,
                 [&](const Stream& stream) { counts_.fetch_summaries(tally.layout(), ranks, stream); });
        return counts_.summarize_to(tally);
    }

  private:
    /// fetch: puts the copy of the counts to the host into the stream.
    template <class Fetch>
    void simulate(const ScenarioTable<float>& table, const std::vector<Stance>& stances, std::uint64_t seed,
                  PathSlice slice, const TallyLayout& layout, const Progress& progress, const Fetch& fetch);
    [[nodiscard]] int resident_blocks(const ScenarioTable<float>& table) const;
    [[nodiscard]] std::int64_t reserve(const ScenarioTable<float>& table, int n_dates, std::int64_t n_paths);
    void start(Queue& queue, Launch launch, const TallyLayout& layout, int resident_blocks);
    void finish(Queue& queue, const Progress& progress);

    int device_ = 0;
    cudaDeviceProp properties_{};
    std::string isa_;
    DeviceTables tables_;
    DeviceTally counts_;
    Queues queues_;
    Event begun_, ready_, simulated_, fetched_;  // of a run
    CudaTimes times_;
    std::int64_t bytes_per_path_ = 0;
};

int OneCard::resident_blocks(const ScenarioTable<float>& table) const {
    int n_blocks = 0;
    check(networks_blocks_per_sm(n_blocks, table.n_networks, table.n_steps), "asking what the card can hold");
    return n_blocks * properties_.multiProcessorCount;
}

/// Divides the paths into as few launches as possible, of about equal size: a short last one would leave most of the
/// card idle.
std::int64_t even_launches(std::int64_t n_paths, std::int64_t most) {
    const std::int64_t n_launches = (n_paths + most - 1) / most;
    return (n_paths + n_launches - 1) / n_launches;
}

/// Makes room for launches of n_paths paths in all. Launches are smaller where the device has too little memory for
/// them and for other runs. Returns the number of paths per launch.
std::int64_t OneCard::reserve(const ScenarioTable<float>& table, int n_dates, std::int64_t n_paths) {
    const auto values_per_path = static_cast<std::size_t>(n_dates) * n_network_outputs * tile_of(table.n_networks);
    const auto sector_values_per_path = static_cast<std::size_t>(n_dates) * n_sector_outputs;
    const auto steps_per_path = static_cast<std::size_t>(table.n_steps);
    constexpr std::int64_t fewest_paths = 2 * warp_lanes;
    const std::size_t bytes_per_path =
        (values_per_path + sector_values_per_path) * sizeof(float) + steps_per_path * sizeof(SectorOfStep);
    bytes_per_path_ = static_cast<std::int64_t>(bytes_per_path);
    const std::size_t fair_bytes = properties_.totalGlobalMem / 2 / cuda_runs_at_once / n_streams;
    const auto fair_paths = static_cast<std::int64_t>(fair_bytes / bytes_per_path);
    const std::int64_t most = std::clamp(fair_paths, fewest_paths, max_paths_per_launch);
    for (std::int64_t n = even_launches(n_paths, most);; n /= 2) {
        const auto paths = static_cast<std::size_t>(n);
        const auto fits = [&](Queue& queue) {
            return queue.sector_of_step.try_reserve(paths * steps_per_path) &&
                   queue.network_values.try_reserve(paths * values_per_path) &&
                   queue.sector_values.try_reserve(paths * sector_values_per_path);
        };
        if (std::all_of(queues_.begin(), queues_.end(), fits)) {
            return n;
        }
        for (Queue& queue : queues_) {
            queue.sector_of_step.release();
            queue.network_values.release();
            queue.sector_values.release();
        }
        if (n < fewest_paths) {
            check(cudaErrorMemoryAllocation, "making room for a launch");
        }
    }
}

/// As many blocks of networks as have work, at most as many as the card holds at once, and enough for every block's
/// counters.
int blocks_of_networks(const Launch& launch, int resident_blocks) {
    const std::int64_t paths_per_round = std::int64_t{threads_per_block} / tile_of(launch.n_networks);
    const std::int64_t busy = (launch.n_paths + paths_per_round - 1) / paths_per_round;
    const std::int64_t fewest = (launch.n_paths + max_paths_per_block - 1) / max_paths_per_block;
    return static_cast<int>(std::max(fewest, std::min<std::int64_t>(busy, resident_blocks)));
}

void OneCard::start(Queue& queue, Launch launch, const TallyLayout& layout, int resident_blocks) {
    launch.sector_of_step = queue.sector_of_step.data();
    launch.network_values = queue.network_values.data();
    launch.sector_values = queue.sector_values.data();
    queue.begun.record(queue.stream);
    check(launch_sectors(launch, queue.stream.get()), "starting the simulation of the sectors");
    check(launch_networks(launch, blocks_of_networks(launch, resident_blocks), queue.stream.get()),
          "starting the simulation of the networks");
    queue.simulated.record(queue.stream);
    check(launch_count_values(
              {launch.network_values, launch.n_paths, n_network_outputs, layout.n_dates(), launch.n_networks,
               tile_of(launch.n_networks), counts_.row(layout, Row::histogram), counts_.row(layout, Row::sum)},
              queue.stream.get()),
          "starting the count of the networks' outputs");
    check(launch_count_values({launch.sector_values, launch.n_paths, n_sector_outputs, layout.n_dates(), 1, 1,
                               counts_.row(layout, Row::sector_histogram), counts_.row(layout, Row::sector_sum)},
                              queue.stream.get()),
          "starting the count of the sector's outputs");
    queue.counted.record(queue.stream);
    queue.paths_in_flight = launch.n_paths;
}

/// Waits for the queue's launch if one is running.
void OneCard::finish(Queue& queue, const Progress& progress) {
    const std::int64_t finished = std::exchange(queue.paths_in_flight, 0);
    if (finished == 0) {
        return;
    }
    queue.counted.wait();
    times_.simulate += seconds_between(queue.begun, queue.simulated);
    times_.count += seconds_between(queue.simulated, queue.counted);
    if (progress) {
        progress(finished);
    }
}

template <class Fetch>
void OneCard::simulate(const ScenarioTable<float>& table, const std::vector<Stance>& stances, std::uint64_t seed,
                       PathSlice slice, const TallyLayout& layout, const Progress& progress, const Fetch& fetch) {
    check(cudaSetDevice(device_), "choosing a card");  // the thread may be another than that of the latest run
    const WaitAtEnd wait_at_end(queues_);
    const Stream& stream = queues_.front().stream;  // for everything that happens once per run
    const int n_resident = resident_blocks(table);
    tables_.stage(table, layout);
    counts_.reserve(layout);
    const std::int64_t paths_per_launch = reserve(table, layout.n_dates(), slice.n_paths);
    times_ = {};
    begun_.record(stream);
    tables_.copy(stream);
    counts_.clear(layout, stream);
    ready_.record(stream);

    Launch launch{};
    tables_.set(launch, table, stances);
    counts_.set(launch, layout);
    launch.keys = round_keys(static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U));
    for (const Queue& queue : queues_) {
        queue.stream.wait_for(ready_);
    }
    std::size_t turn = 0;
    for (std::int64_t done = 0; done < slice.n_paths; done += launch.n_paths) {
        Queue& queue = queues_[turn++ % n_streams];
        finish(queue, progress);
        launch.first_path = slice.first_path + done;
        launch.n_paths = std::min(paths_per_launch, slice.n_paths - done);
        start(queue, launch, layout, n_resident);
    }
    for (const Queue& queue : queues_) {
        stream.wait_for(queue.counted);
    }
    simulated_.record(stream);
    fetch(stream);
    fetched_.record(stream);
    fetched_.wait();
    for (std::size_t i = 0; i < n_streams; ++i) {
        finish(queues_[turn++ % n_streams], progress);
    }
    times_.tables = seconds_between(begun_, ready_);
    times_.tally = seconds_between(simulated_, fetched_);
    times_.all = seconds_between(begun_, fetched_);
}

CudaDevice describe(int device) {
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, device), "asking for a card's properties");
    check(cudaSetDevice(device), "choosing a card");
    int n_blocks = 0;
    const bool has_code = networks_blocks_per_sm(n_blocks, 1, 1) == cudaSuccess;
    static_cast<void>(cudaGetLastError());
    return {properties.name,
            properties.major,
            properties.minor,
            properties.multiProcessorCount,
            static_cast<std::int64_t>(properties.totalGlobalMem),
            has_code};
}

}  // namespace
}  // namespace cuda

bool has_cuda() { return true; }

CudaSurvey survey_cuda() {
    CudaSurvey survey;
    int version = 0;
    if (cudaDriverGetVersion(&version) == cudaSuccess && version > 0) {
        survey.driver = fmt::format("{}.{}", version / 1000, version % 1000 / 10);
    }
    int n_devices = 0;
    const cudaError_t error = cudaGetDeviceCount(&n_devices);
    if (error != cudaSuccess) {
        static_cast<void>(cudaGetLastError());
        survey.problem = cuda::problem_of(error, "looking for cards");
        return survey;
    }
    for (int device = 0; device < n_devices; ++device) {
        survey.devices.push_back(cuda::describe(device));
    }
    return survey;
}

std::unique_ptr<CudaBackend> make_cuda_backend() {
    int n_devices = 0;
    cuda::check(cudaGetDeviceCount(&n_devices), "looking for cards");
    cuda::check(cudaSetDevice(local_rank() % n_devices), "choosing a card");
    return std::make_unique<cuda::OneCard>();
}

}  // namespace killshot
