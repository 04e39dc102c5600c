// The CUDA backend as built by nvcc, with its kernels translated from PTX and run on this CPU, gives the integers of
// the CPU backend in three orders of the threads. This does not test ptxas, the driver or the hardware.
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "cudart.hpp"
#include "every_order.hpp"
#include "killshot/backend.hpp"
#include "killshot/error.hpp"
#include "support/cuda_cases.hpp"

namespace killshot::test {
namespace {

using cuda_on_cpu::Order;
using testing::HasSubstr;

class EmulatedCuda : public testing::Test {
  protected:
    void SetUp() override { cuda_on_cpu::reset(); }
    void TearDown() override { EXPECT_EQ(cuda_on_cpu::last_fault(), ""); }
};

class EmulatedCudaInOrder : public EmulatedCuda, public testing::WithParamInterface<Order> {};

TEST_P(EmulatedCudaInOrder, KeepsTheContract) {
    cuda_on_cpu::machine().order = GetParam();
    expect_the_contract_kept(*make_cuda_backend(), cuda_contender());
}

INSTANTIATE_TEST_SUITE_P(, EmulatedCudaInOrder, cuda_on_cpu::test::every_order(), cuda_on_cpu::test::name_of);

TEST_F(EmulatedCuda, WarpsTakeMorePathsAtOnceWhereThereAreEnough) {
    cuda_on_cpu::card().n_multiprocessors = 1;
    cuda_on_cpu::card().blocks_per_multiprocessor = 1;
    for (const std::int64_t n_paths : {60, 200, 499}) {
        expect_the_integers_of_the_cpu(*make_cuda_backend(), resized(5, 7), {0, n_paths},
                                       std::to_string(n_paths) + " paths on a small card");
    }
}

TEST_F(EmulatedCuda, RunsAtOnceKeepToThemselves) { expect_runs_at_once_to_keep_to_themselves(41); }

TEST_F(EmulatedCuda, RacesNowhereAndStaysInItsMemory) {
    cuda_on_cpu::machine().checks.on = true;
    const auto cuda = make_cuda_backend();
    expect_the_integers_of_the_cpu(*cuda, resized(14, 13), {0, 21}, "14 networks, checked");
    expect_the_integers_of_the_cpu(*cuda, resized(19, 7), {0, 5}, "19 networks, checked");
}

TEST_F(EmulatedCuda, LaunchesGetSmallerWhereTheCardHasLittleMemory) {
    const Inputs inputs = resized(14, 6);
    const auto fits_with = [&](std::size_t memory_bytes) {
        cuda_on_cpu::card().memory_bytes = memory_bytes;
        std::int64_t n_reports = 0, n_paths = 0;
        const auto cuda = make_cuda_backend();
        const Simulation simulation(inputs);
        const Tally got = run_on(*cuda, simulation, {0, 700}, [&](std::int64_t paths) {
            ++n_reports;
            n_paths += paths;
        });
        EXPECT_EQ(n_paths, 700);
        EXPECT_EQ(digest(got), digest(run_on(*make_cpu_backend(1, "auto"), simulation, {0, 700})));
        return n_reports;
    };
    EXPECT_EQ(fits_with(std::size_t{1} << 30), 1);
    EXPECT_GT(fits_with(std::size_t{7} << 19), 1);
}

TEST_F(EmulatedCuda, StreamsWaitForEachOtherAndNotByChance) {
    cuda_on_cpu::card().other_streams_first = true;
    cuda_on_cpu::card().memory_bytes = std::size_t{7} << 19;
    expect_the_summaries_of_the_cpu(*make_cuda_backend(), resized(14, 6), {0, 700});
    expect_the_integers_of_the_cpu(*make_cuda_backend(), resized(14, 6), {0, 700}, "several launches in two streams");
}

TEST_F(EmulatedCuda, TooLittleMemoryIsAnErrorAndNoResult) {
    cuda_on_cpu::card().memory_bytes = 1 << 20;
    const auto cuda = make_cuda_backend();
    const Simulation simulation(resized(14, 36));
    try {
        run_on(*cuda, simulation, {0, 100});
        FAIL() << "a run without memory did not fail";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("the card's memory is full"));
        EXPECT_THAT(error.what(), HasSubstr("use --backend cpu"));
    }
    cuda_on_cpu::card().memory_bytes = std::size_t{1} << 30;
    expect_the_integers_of_the_cpu(*cuda, resized(3, 6), {0, 20}, "after the memory was full");
}

TEST_F(EmulatedCuda, TheHostGetsTheBinsInUseAndNoOthers) {
    const Simulation simulation(resized(3, 12));
    const Tally got = run_on(*make_cuda_backend(), simulation, {0, 50});
    const Tally wanted = run_on(*make_cpu_backend(1, "auto"), simulation, {0, 50});
    for (std::size_t i = 0; i < wanted.layout().n_histograms(); ++i) {
        EXPECT_EQ(got.used_bins(i).first, wanted.used_bins(i).first) << i;
        EXPECT_EQ(got.used_bins(i).counts.size(), wanted.used_bins(i).counts.size()) << i;
    }
}

TEST_F(EmulatedCuda, OfAWholeScenarioTheHostGetsNoHistograms) {
    cuda_on_cpu::machine().checks.on = true;  // it counts what kernels write to the host
    const Simulation base(draft());           // with the tally of scenarios/base.toml
    constexpr PathSlice few{0, 3};            // the number of bytes depends only on the paths that the tally is for
    const auto bytes_for = [&](std::int64_t n_paths) {
        cuda_on_cpu::card().bytes_copied_to_host = cuda_on_cpu::machine().checks.bytes_written_to_host = 0;
        Tally tally = base.empty(n_paths);
        static_cast<void>(make_cuda_backend()->summarize_run(base.storage.view(), base.stances, base_seed, few,
                                                             QuantileRanks(few.n_paths, 0.95).ranks, tally, {}));
        for (std::size_t i = 0; i < tally.layout().n_histograms(); ++i)
            EXPECT_TRUE(std::as_const(tally).used_bins(i).counts.empty()) << "histogram " << i;
        return cuda_on_cpu::card().bytes_copied_to_host + cuda_on_cpu::machine().checks.bytes_written_to_host;
    };
    // docs/gpu.md has these figures.
    EXPECT_EQ(bytes_for(4096), 286'076U);
    EXPECT_EQ(bytes_for(65536), 393'596U);
}

TEST_F(EmulatedCuda, ALostCardIsAnError) {
    const auto cuda = make_cuda_backend();
    const Simulation simulation(resized(2, 3));
    for (const char* call : {"cudaMemcpyAsync", "cudaMemsetAsync", "__cudaLaunchKernel",
                             "cudaDeviceGetAttribute" /* by CUB */, "cudaEventRecord", "cudaEventSynchronize"}) {
        cuda_on_cpu::fail_next(call, cudaErrorECCUncorrectable);
        Tally tally = simulation.empty(100);
        EXPECT_THROW(cuda->run(simulation.storage.view(), simulation.stances, 1, {0, 8}, tally, {}), Error) << call;
        EXPECT_EQ(tally.row(Row::paths)[0], 0) << call;
    }
    for (const char* call : {"cudaMemcpyAsync", "cudaMemsetAsync", "__cudaLaunchKernel", "cudaEventSynchronize"}) {
        cuda_on_cpu::fail_next(call, cudaErrorECCUncorrectable);
        Tally tally = simulation.empty(100);
        EXPECT_THROW(static_cast<void>(
                         cuda->summarize_run(simulation.storage.view(), simulation.stances, 1, {0, 8}, {}, tally, {})),
                     Error)
            << call;
        EXPECT_EQ(tally.row(Row::paths)[0], 0) << call;
    }
    expect_the_integers_of_the_cpu(*cuda, resized(2, 3), {0, 8}, "after errors");
    expect_the_summaries_of_the_cpu(*cuda, resized(2, 3), {0, 8});
    std::int64_t n_paths = 0;
    cuda_on_cpu::fail_next("cudaEventSynchronize", cudaErrorECCUncorrectable);
    EXPECT_THROW(run_on(*cuda, simulation, {0, 8}), Error);
    run_on(*cuda, simulation, {0, 8}, [&](std::int64_t paths) { n_paths += paths; });
    EXPECT_EQ(n_paths, 8) << "the next run must not report paths of the failed one";
}

TEST_F(EmulatedCuda, IsChosenWhereThereIsACardAndNotElse) {
    EXPECT_EQ(make_backend("auto", 1, "auto").backend->name(), "cuda");
    // 1.52 M network-path-steps take one thread of the scalar kernel a second.
    EXPECT_EQ(make_backend("auto", 1, "scalar", 1.6e6).backend->name(), "cuda");
    EXPECT_EQ(make_backend("auto", 1, "scalar", 1.4e6).backend->name(), "cpu");
    EXPECT_EQ(make_backend("auto", 2, "scalar", 1.6e6).backend->name(), "cpu");
    ASSERT_EQ(survey_cuda().devices.size(), 1U);
    EXPECT_TRUE(survey_cuda().devices[0].has_code);
    cuda_on_cpu::card().present = false;
    const BackendChoice choice = make_backend("auto", 1, "auto");
    EXPECT_EQ(choice.backend->name(), "cpu");
    EXPECT_THAT(choice.why_not_cuda, HasSubstr("no NVIDIA card was found"));
    EXPECT_THROW(make_backend("cuda", 1, "auto"), Error);
}

TEST_F(EmulatedCuda, TheProcessesOfAMachineShareItsCards) {
    cuda_on_cpu::card().n_cards = 2;
    for (const auto& [rank, card] : {std::pair("0", 0), std::pair("1", 1), std::pair("2", 0)}) {
        setenv("SLURM_LOCALID", rank, 1);
        static_cast<void>(make_cuda_backend());
        EXPECT_EQ(cuda_on_cpu::card().chosen, card) << rank;
    }
    unsetenv("SLURM_LOCALID");
}

TEST_F(EmulatedCuda, CardsThatAreNotReadyAreNamed) {
    for (const auto& [error, words] : {std::pair(cudaErrorSystemNotReady, "its fabric manager is not running"),
                                       std::pair(cudaErrorSystemDriverMismatch, "is not the one of the libraries")}) {
        cuda_on_cpu::fail_next("cudaGetDeviceCount", error);
        EXPECT_THAT(survey_cuda().problem, HasSubstr(words));
    }
}

TEST_F(EmulatedCuda, ACardThatTheBuildHasNoCodeForIsToldSo) {
    cuda_on_cpu::fail_next("cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags", cudaErrorNoKernelImageForDevice);
    EXPECT_FALSE(survey_cuda().devices.at(0).has_code);
}

}  // namespace
}  // namespace killshot::test
