// A batch on the emulated card with several runs in flight at once gives the digests of the CPU.
#include <atomic>
#include <chrono>
#include <thread>

#include "backend/cuda.hpp"
#include "backend/pool.hpp"
#include "cudart.hpp"
#include "results/reader.hpp"
#include "run/run_test_support.hpp"

namespace killshot::test {
namespace {

class EmulatedBatch : public EnsembleTest {
  protected:
    void SetUp() override {
        EnsembleTest::SetUp();
        cuda_on_cpu::reset();
    }
    void TearDown() override { EXPECT_EQ(cuda_on_cpu::last_fault(), ""); }

    /// Makes this many runs at once: none begins before all have their backend.
    RunOptions on_card(const std::string& name, int runs) {
        RunOptions cuda = options(name, runs);
        cuda.threads_share_runs = false;
        cuda.make_backend = [this, runs](int) {
            auto backend = make_cuda_backend();
            ++n_backends;
            const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
            while (n_backends < runs && std::chrono::steady_clock::now() < give_up) std::this_thread::yield();
            return backend;
        };
        return cuda;
    }

    std::atomic<int> n_backends = 0;
};

TEST_F(EmulatedBatch, RunsAtOnceGiveTheDigestsOfTheCpu) {
    const Ensemble five = ensemble(203);
    const RunOutcome cpu = run_ensemble(five, options("cpu"), {}, {});
    const RunOutcome cuda = run_ensemble(five, on_card("cuda", 4), {}, {});
    EXPECT_EQ(n_backends, 4);
    EXPECT_EQ(cuda.digest, cpu.digest);
    const ResultFile wanted((folder / "cpu.h5").string()), got((folder / "cuda.h5").string());
    for (int n = 0; n < 5; ++n) EXPECT_EQ(got.scenario(n).digest, wanted.scenario(n).digest) << five.name(n);
}

TEST_F(EmulatedBatch, MoreThreadsThanRunsAtOnceShareTheBackends) {
    const Ensemble five = ensemble(203);
    const BackendPool pool([] { return make_cuda_backend(); }, 2);
    RunOptions cuda = options("cuda", 5);
    cuda.threads_share_runs = false;
    cuda.make_backend = [&](int) { return pool.lend(); };
    EXPECT_EQ(run_ensemble(five, cuda, {}, {}).digest, run_ensemble(five, options("cpu"), {}, {}).digest);
}

TEST_F(EmulatedBatch, ThereAreNoMoreRunsThanPieces) {
    const Ensemble five = ensemble(40);
    RunOptions cuda = on_card("cuda", 5);
    cuda.threads = 8;
    EXPECT_EQ(run_ensemble(five, cuda, {}, {}).digest, run_ensemble(five, options("cpu"), {}, {}).digest);
    EXPECT_EQ(n_backends, 5);
}

TEST_F(EmulatedBatch, ACardThatIsLostEndsAllRunsWithAnError) {
    const Ensemble five = ensemble(40);
    RunOptions cuda = on_card("cuda", 3);
    cuda_on_cpu::fail_next("cudaEventSynchronize", cudaErrorECCUncorrectable);
    EXPECT_THAT(message_of([&] { run_ensemble(five, cuda, {}, {}); }), testing::HasSubstr("the card was lost"));
}

}  // namespace
}  // namespace killshot::test
