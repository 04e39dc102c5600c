// The kernels of every instruction set on one core. Items are network-path-steps.
#include <string>

#include <benchmark/benchmark.h>

#include "backend/cpu.hpp"
#include "backend/isa.hpp"
#include "bench/base_scenario.hpp"
#include "bench/one_thread.hpp"
#include "killshot/backend.hpp"

namespace killshot::bench {
namespace {

constexpr std::int64_t n_paths = 1024;

void run_kernel(benchmark::State& state, kernels::Kernel kernel) {
    OneThread thread(base_scenario(), n_paths);
    for (auto _ : state) thread.run(kernel, n_paths);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(thread.network_path_steps(n_paths)));
}

const bool registered = [] {
    for (const std::string_view isa : usable_isas()) {
        const kernels::KernelSet& set = find_isa(isa).kernels;
        const std::string prefix = std::string(isa) + '/';
        benchmark::RegisterBenchmark((prefix + "draws").c_str(), run_kernel, set.draw_only);
        benchmark::RegisterBenchmark((prefix + "draws_and_functions").c_str(), run_kernel, set.draw_and_call);
        benchmark::RegisterBenchmark((prefix + "model").c_str(), run_kernel, set.run_without_statistics);
        benchmark::RegisterBenchmark((prefix + "run").c_str(), run_kernel, set.run);
    }
    return true;
}();

}  // namespace
}  // namespace killshot::bench
