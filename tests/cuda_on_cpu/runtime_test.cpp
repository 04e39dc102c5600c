// The replaced CUDA runtime does work only when something waits for it, in the order of streams and events, for any
// number of host threads.
#include <thread>
#include <vector>

#include <gmock/gmock.h>

#include <cuda_runtime_api.h>

#include "cudart.hpp"

namespace cuda_on_cpu::test {
namespace {

/// Two streams that write to a byte of the card, and an event in the first.
class Runtime : public testing::Test {
  protected:
    void SetUp() override {
        reset();
        void* at = nullptr;
        ASSERT_EQ(cudaMalloc(&at, 1), cudaSuccess);
        byte = static_cast<std::uint8_t*>(at);
        set_now(0);
        ASSERT_EQ(cudaStreamCreateWithFlags(&first, cudaStreamNonBlocking), cudaSuccess);
        ASSERT_EQ(cudaStreamCreateWithFlags(&second, cudaStreamNonBlocking), cudaSuccess);
        ASSERT_EQ(cudaEventCreate(&event), cudaSuccess);
        ASSERT_EQ(cudaEventCreate(&later), cudaSuccess);
    }
    void TearDown() override {
        cudaEventDestroy(event);
        cudaEventDestroy(later);
        cudaStreamDestroy(first);
        cudaStreamDestroy(second);
        cudaFree(byte);
    }
    void set_now(int value) const { *byte = static_cast<std::uint8_t>(value); }
    void set(int value, cudaStream_t stream) const { EXPECT_EQ(cudaMemsetAsync(byte, value, 1, stream), cudaSuccess); }

    std::uint8_t* byte = nullptr;
    cudaStream_t first = nullptr, second = nullptr;
    cudaEvent_t event = nullptr, later = nullptr;
};

TEST_F(Runtime, AnEventIsWaitedForAndWhatCameAfterItIsNot) {
    set(1, first);
    EXPECT_EQ(cudaEventRecord(event, first), cudaSuccess);
    set(2, first);
    EXPECT_EQ(*byte, 0);
    EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
    EXPECT_EQ(*byte, 1);
    EXPECT_EQ(cudaStreamSynchronize(first), cudaSuccess);
    EXPECT_EQ(*byte, 2);
}

TEST_F(Runtime, AStreamWaitsForAnEventOfAnother) {
    set(1, first);
    EXPECT_EQ(cudaEventRecord(event, first), cudaSuccess);
    EXPECT_EQ(cudaStreamWaitEvent(second, event, 0), cudaSuccess);
    EXPECT_EQ(cudaEventRecord(later, second), cudaSuccess);
    EXPECT_EQ(cudaEventSynchronize(later), cudaSuccess);
    EXPECT_EQ(*byte, 1);
}

TEST_F(Runtime, AnotherStreamDoesNotWaitUnasked) {
    set(1, first);
    EXPECT_EQ(cudaStreamSynchronize(second), cudaSuccess);
    EXPECT_EQ(*byte, 0);
    EXPECT_EQ(cudaStreamWaitEvent(second, event, 0), cudaSuccess)
        << "an event that was never recorded is not waited for";
    EXPECT_EQ(cudaStreamSynchronize(second), cudaSuccess);
    EXPECT_EQ(*byte, 0);
}

TEST_F(Runtime, OtherStreamsGoFirstWhereTheyMay) {
    card().other_streams_first = true;
    set(1, first);
    EXPECT_EQ(cudaEventRecord(event, first), cudaSuccess);
    set(2, second);
    EXPECT_EQ(cudaStreamSynchronize(first), cudaSuccess);
    EXPECT_EQ(*byte, 1) << "the second stream must write its 2 first";
    EXPECT_EQ(cudaStreamSynchronize(second), cudaSuccess);
    EXPECT_EQ(*byte, 1);
    EXPECT_EQ(cudaEventRecord(event, first), cudaSuccess);
    EXPECT_EQ(cudaStreamWaitEvent(second, event, 0), cudaSuccess);
    set(3, second);
    EXPECT_EQ(cudaStreamSynchronize(first), cudaSuccess);
    EXPECT_EQ(*byte, 3) << "the second stream waits for the first one's event";
}

TEST_F(Runtime, TimesAreThereOnceTheCardHasComeToTheEvents) {
    float milliseconds = -1;
    EXPECT_EQ(cudaEventElapsedTime(&milliseconds, event, later), cudaErrorInvalidResourceHandle);
    EXPECT_EQ(cudaEventRecord(event, first), cudaSuccess);
    EXPECT_EQ(cudaEventRecord(later, first), cudaSuccess);
    EXPECT_EQ(cudaEventElapsedTime(&milliseconds, event, later), cudaErrorNotReady);
    EXPECT_EQ(cudaEventSynchronize(later), cudaSuccess);
    EXPECT_EQ(cudaEventElapsedTime(&milliseconds, event, later), cudaSuccess);
    EXPECT_GE(milliseconds, 0);
    static_cast<void>(cudaGetLastError());
}

TEST_F(Runtime, AnErrorIsTheHostThreadsOwn) {
    EXPECT_EQ(cudaFree(this), cudaErrorInvalidValue);
    std::thread([] { EXPECT_EQ(cudaGetLastError(), cudaSuccess); }).join();
    EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidValue);
    EXPECT_EQ(cudaGetLastError(), cudaSuccess);
}

}  // namespace
}  // namespace cuda_on_cpu::test
