// Threads that share a few backends.
#include "backend/pool.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace killshot {
namespace {

using namespace std::chrono_literals;

struct Seen {
    std::atomic<int> n_made = 0, n_running = 0, most_running = 0, n_runs = 0;
};

/// Counts how many of its kind run at once.
class Counting final : public Backend {
  public:
    explicit Counting(Seen& seen) : seen_(seen) { ++seen_.n_made; }
    [[nodiscard]] std::string_view name() const override { return "counting"; }
    [[nodiscard]] std::string_view isa() const override { return "none"; }
    [[nodiscard]] std::string device() const override { return "a test"; }
    void run(const ScenarioTable<float>&, const std::vector<Stance>&, std::uint64_t seed, PathSlice, Tally&,
             const Progress&) override {
        EXPECT_FALSE(is_running_.exchange(true)) << "two threads use one backend";
        const int now = ++seen_.n_running;
        for (int most = seen_.most_running; now > most && !seen_.most_running.compare_exchange_weak(most, now);) {
        }
        std::this_thread::sleep_for(1ms);
        --seen_.n_running;
        ++seen_.n_runs;
        is_running_ = false;
        if (seed == 13) throw std::runtime_error("unlucky");
    }

    [[nodiscard]] Summaries summarize_run(const ScenarioTable<float>&, const std::vector<Stance>&, std::uint64_t seed,
                                          PathSlice, const SummaryRanks&, Tally&, const Progress&) override {
        return {{}, seed};
    }

  private:
    Seen& seen_;
    std::atomic<bool> is_running_ = false;
};

class Pool : public testing::Test {
  protected:
    static void run(Backend& backend, std::uint64_t seed = 1) {
        Tally* none = nullptr;  // it is not used
        backend.run({}, {}, seed, {}, *none, {});
    }
    Seen seen;
    BackendPool pool{[this] { return std::make_unique<Counting>(seen); }, 3};
};

TEST_F(Pool, ThreadsWaitForOneOfItsBackends) {
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                const auto backend = pool.lend();
                EXPECT_EQ(backend->name(), "counting");
                EXPECT_EQ(backend->device(), "a test");
                for (int n = 0; n < 20; ++n) run(*backend);
            });
    }
    EXPECT_EQ(seen.n_runs, 160);
    EXPECT_LE(seen.n_made, 3);
    EXPECT_EQ(seen.most_running, seen.n_made);
}

TEST_F(Pool, ABackendThatThrowsIsPutBack) {
    const auto backend = pool.lend();
    for (int n = 0; n < 10; ++n) EXPECT_THROW(run(*backend, 13), std::runtime_error);
    EXPECT_EQ(seen.n_made, 1);
    run(*backend);
    EXPECT_EQ(seen.n_runs, 11);
}

TEST_F(Pool, SummariesComeFromTheBackendThatIsLent) {
    Tally* none = nullptr;  // it is not used
    EXPECT_EQ(pool.lend()->summarize_run({}, {}, 5, {}, {}, *none, {}).digest, 5U);
}

TEST(PoolThatCannotBeFilled, SaysWhyEachTime) {
    const BackendPool pool([]() -> std::unique_ptr<Backend> { throw std::runtime_error("no card"); }, 1);
    for (int n = 0; n < 3; ++n) EXPECT_THROW(static_cast<void>(pool.lend()), std::runtime_error);
}

}  // namespace
}  // namespace killshot
