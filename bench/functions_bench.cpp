// exp, log and normal pairs in one lane, as the scalar kernels compute them. Items are function values.
#include <vector>

#include <benchmark/benchmark.h>

#include "killshot/lanes/math.hpp"
#include "killshot/random/draws.hpp"

namespace killshot::bench {
namespace {

constexpr int n_values = 1024;

/// Times a function on the numbers 1/1024, 2/1024, ..., 1.
template <class Function>
void apply(benchmark::State& state, const Function& function) {
    std::vector<float> values;
    for (int i = 1; i <= n_values; ++i) values.push_back(static_cast<float>(i) / n_values);
    for (auto _ : state) {
        for (float& value : values) benchmark::DoNotOptimize(function(value));
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * n_values);
}

void exponential(benchmark::State& state) {
    apply(state, [](float x) { return exp(x); });
}
BENCHMARK(exponential);

void logarithm(benchmark::State& state) {
    apply(state, [](float x) { return log(x); });
}
BENCHMARK(logarithm);

void normals(benchmark::State& state) {
    apply(state, [](float x) {
        float z0 = 0, z1 = 0;
        const std::uint32_t word = bits_of(x) * philox_m0;
        normal_pair(word, ~word, z0, z1);
        return z0 + z1;
    });
}
BENCHMARK(normals);

}  // namespace
}  // namespace killshot::bench
