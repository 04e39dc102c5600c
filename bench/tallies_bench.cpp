// Everything done with a scenario's counts: adding a thread's, merging, encoding and decoding tallies, digests,
// estimates.
#include <benchmark/benchmark.h>

#include "analysis/estimates.hpp"
#include "backend/isa.hpp"
#include "bench/base_scenario.hpp"
#include "bench/one_thread.hpp"
#include "run/tally_code.hpp"

namespace killshot::bench {
namespace {

constexpr std::int64_t n_paths = 4096;

/// The tally of a run of the base scenario.
const Tally& filled() {
    static const Tally tally = [] {
        OneThread thread(base_scenario(), n_paths);
        Tally all(layout_of(base_scenario(), n_paths));
        thread.run(find_isa("auto").kernels.run, n_paths);
        thread.add_to(all);
        return all;
    }();
    return tally;
}

void add_thread_counts(benchmark::State& state) {
    OneThread thread(base_scenario(), n_paths);
    Tally all(layout_of(base_scenario(), n_paths));
    for (auto _ : state) {
        state.PauseTiming();
        thread.run(find_isa("auto").kernels.run, n_paths);
        state.ResumeTiming();
        thread.add_to(all);
    }
}
BENCHMARK(add_thread_counts)->Unit(benchmark::kMillisecond);

void merge(benchmark::State& state) {
    Tally all(layout_of(base_scenario(), n_paths));
    for (auto _ : state) all.merge(filled());
}
BENCHMARK(merge)->Unit(benchmark::kMillisecond);

void encode_tally(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(encode(filled()));
}
BENCHMARK(encode_tally)->Unit(benchmark::kMillisecond);

void add_encoded_tally(benchmark::State& state) {
    const std::string encoded = encode(filled());
    Tally all(layout_of(base_scenario(), n_paths));
    for (auto _ : state) add_encoded(encoded, all);
    state.counters["bytes"] = static_cast<double>(encoded.size());
}
BENCHMARK(add_encoded_tally)->Unit(benchmark::kMillisecond);

SummaryRanks ranks() { return summary_ranks(base_scenario(), n_paths, QuantileIntervals::yes); }

/// With the digest.
void summaries_of_tally(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(summarize(filled(), ranks()));
}
BENCHMARK(summaries_of_tally)->Unit(benchmark::kMillisecond);

void estimates(benchmark::State& state) {
    const TableStorage<float> tables(base_scenario().inputs);
    const Summaries summaries = summarize(filled(), ranks());
    for (auto _ : state)
        benchmark::DoNotOptimize(
            estimate(base_scenario(), tables.starts(), filled(), summaries.histograms, QuantileIntervals::yes));
}
BENCHMARK(estimates)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace killshot::bench
