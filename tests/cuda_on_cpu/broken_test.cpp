// The emulation detects faulty kernels: by a fault, by NaN in their results, or by results that depend on the order.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include <gmock/gmock.h>

#include <cuda_runtime_api.h>

#include "broken.hpp"
#include "cudart.hpp"

namespace cuda_on_cpu::test {
namespace {

using testing::HasSubstr;

struct Outcome {
    std::vector<float> out;
    std::string fault;
};

/// Runs a kernel in one order of its threads, on numbers whose sum depends on the order of addition.
Outcome run(const std::string& name, Order order, bool checks = false) {
    reset();
    machine().order = order;
    machine().checks.on = checks;
    constexpr std::size_t n_bytes = broken::n_threads * sizeof(float);
    std::vector<float> numbers(broken::n_threads);
    for (int i = 0; i < broken::n_threads; ++i) {
        numbers[static_cast<std::size_t>(i)] = 1.0F + 0.37F * static_cast<float>(i * i);
    }
    void *in = nullptr, *out = nullptr;
    EXPECT_EQ(cudaMalloc(&in, n_bytes), cudaSuccess);
    EXPECT_EQ(cudaMalloc(&out, n_bytes), cudaSuccess);
    std::memcpy(in, numbers.data(), n_bytes);
    std::memset(out, 0, n_bytes);
    broken::launch(name, static_cast<const float*>(in), static_cast<float*>(out));
    const cudaError_t error = cudaDeviceSynchronize();
    EXPECT_EQ(error != cudaSuccess, !last_fault().empty());
    Outcome outcome = {std::vector<float>(broken::n_threads), last_fault()};
    std::memcpy(outcome.out.data(), out, n_bytes);
    cudaFree(in);
    cudaFree(out);
    return outcome;
}

std::string fault_of(const std::string& name, bool checks = false) { return run(name, Order::forward, checks).fault; }

bool orders_agree(const std::string& name) {
    const Outcome forward = run(name, Order::forward), backward = run(name, Order::backward),
                  shuffled = run(name, Order::shuffled);
    return forward.out == backward.out && forward.out == shuffled.out;
}

TEST(BrokenKernels, TheRightOneIsLeftAlone) {
    EXPECT_TRUE(orders_agree("right"));
    const Outcome outcome = run("right", Order::shuffled, true);
    EXPECT_EQ(outcome.fault, "");
    for (int t = 0; t < broken::n_threads; ++t) {
        const int from = (t + 37) % broken::n_threads;
        EXPECT_EQ(outcome.out[static_cast<std::size_t>(t)], 1.0F + 0.37F * static_cast<float>(from * from));
    }
}

TEST(BrokenKernels, AMissingBarrierIsARace) {
    EXPECT_FALSE(orders_agree("no_barrier"));
    EXPECT_THAT(fault_of("no_barrier", true), HasSubstr("a race in shared memory"));
    EXPECT_THAT(fault_of("no_warp_barrier", true), HasSubstr("a race in shared memory"));
    EXPECT_THAT(fault_of("count_without_atomics", true), HasSubstr("a race in shared memory"));
}

TEST(BrokenKernels, ABarrierThatSomeNeverReachIsAFault) {
    EXPECT_THAT(fault_of("divergent_barrier"), HasSubstr("some threads have ended, but others wait for them"));
}

TEST(BrokenKernels, AShuffleThatSomeNeverReachIsAFault) {
    EXPECT_THAT(fault_of("divergent_shuffle"), HasSubstr("waits for a lane that has ended"));
}

TEST(BrokenKernels, AShuffleFromBeyondItsMaskIsAFault) {
    EXPECT_THAT(fault_of("shuffle_without_its_partner"), HasSubstr("reads a lane that its mask leaves out"));
}

TEST(BrokenKernels, SleepingForWhatNeverComesIsAFault) {
    EXPECT_THAT(fault_of("sleep_until_nobody_comes"), HasSubstr("wait for each other forever"));
}

TEST(BrokenKernels, SharedMemoryThatNobodySetIsNaN) {
    const Outcome outcome = run("unset_shared_memory", Order::forward);
    EXPECT_EQ(std::count_if(outcome.out.begin(), outcome.out.end(), [](float x) { return std::isnan(x); }), 28);
}

TEST(BrokenKernels, AnAddressBeyondMemoryIsAFault) {
    EXPECT_THAT(fault_of("beyond_global_memory", true), HasSubstr("global memory that is not allocated"));
    EXPECT_THAT(fault_of("beyond_shared_memory"), HasSubstr("shared memory ends at 512"));
}

TEST(BrokenKernels, AFloatingPointSumInAnyOrderDisagreesWithItself) { EXPECT_FALSE(orders_agree("sum_in_any_order")); }

TEST(BrokenKernels, EachOfThemIsTested) { EXPECT_EQ(broken::names().size(), 12U); }

}  // namespace
}  // namespace cuda_on_cpu::test
