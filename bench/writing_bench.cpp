// Writing one scenario to a synced HDF5 file.
#include <benchmark/benchmark.h>

#include "backend/cpu.hpp"
#include "bench/base_scenario.hpp"
#include "bench/one_thread.hpp"
#include "files/temporary_folder.hpp"
#include "killshot/backend.hpp"
#include "results/writer.hpp"

namespace killshot::bench {
namespace {

void write(benchmark::State& state) {
    const Scenario& scenario = base_scenario();
    const std::int64_t n_paths = state.range(0);
    const TableStorage<float> tables(scenario.inputs);
    Tally tally(layout_of(scenario, n_paths));
    make_cpu_backend(0, "auto")->run(tables.view(), stances_of(scenario.inputs), scenario.seed, {0, n_paths}, tally,
                                     {});
    const TemporaryFolder folder("killshot-bench");
    for (auto _ : state) {
        ResultWriter writer(folder.file("bench.h5"), {}, ResultFrame::of(scenario, n_paths), Existing::replace);
        writer.write_scenario(0, scenario, tables.starts(), tally);
        writer.finish({});
    }
}
BENCHMARK(write)->ArgName("paths")->Arg(4096)->Arg(65536)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace killshot::bench
