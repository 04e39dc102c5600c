// The CPU backend on one thread and on two. Items are network-path-steps.
#include <benchmark/benchmark.h>

#include "backend/cpu.hpp"
#include "bench/base_scenario.hpp"
#include "bench/one_thread.hpp"
#include "killshot/backend.hpp"

namespace killshot::bench {
namespace {

void run(benchmark::State& state) {
    const Scenario& scenario = base_scenario();
    const std::int64_t n_paths = state.range(0);
    const TableStorage<float> tables(scenario.inputs);
    const auto backend = make_cpu_backend(static_cast<int>(state.range(1)), "auto");
    for (auto _ : state) {
        Tally tally(layout_of(scenario, n_paths));
        backend->run(tables.view(), stances_of(scenario.inputs), scenario.seed, {0, n_paths}, tally, {});
        benchmark::DoNotOptimize(tally);
    }
    state.SetItemsProcessed(state.iterations() * n_paths * static_cast<std::int64_t>(scenario.inputs.networks.size()) *
                            scenario.inputs.months);
}
BENCHMARK(run)
    ->ArgNames({"paths", "threads"})
    ->ArgsProduct({{4096, 65536}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace killshot::bench
