/// The CPU measurements of `killshot bench`: the kernels of every instruction set against their floors, the speedup
/// over threads, and a run from the scenario to the file. A card is measured in src/bench/measure_card.hpp.
///
/// Kernels are timed in rounds by their thread's CPU time. Each round runs every kernel once, so that a machine that
/// slows down slows all of them; ratios are taken within a round, and the medians over rounds are reported. Threads and
/// whole runs are timed by the wall clock.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/traffic.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/summaries.hpp"
#include "tables/tables.hpp"

namespace killshot::bench {

/// How much is measured.
struct Effort {
    double seconds_per_kernel = 0.1;  // per round, approximately
    int rounds = 7;
    std::int64_t end_to_end_paths = 65536;
    std::int64_t small_paths = 4096;  // paths of a typical scenario of a large batch
};

/// The kernels of one instruction set on one core. Rates are in network-path-steps per second of CPU time.
struct KernelRates {
    std::string isa;
    std::int64_t paths{};          // per kernel and round
    StepBytes bytes;               // of a network-path-step
    double draws{};                // the random-number floor: the run's draws alone
    double draws_and_functions{};  // the draws and as many exp and log as a step calls
    double model{};                // the run without report dates
    double run{};                  // the whole run
    double kills{};                // the same paths counted for kills alone
    double normals{};              // normal variates per second of the random-number floor
    /// The rates of each round that draws, draws_and_functions, model, run and kills are the medians of.
    std::vector<std::pair<std::string, std::vector<double>>> samples;
    // Ratios of times: medians over rounds of the ratio within a round.
    double model_over_draws{}, run_over_draws{}, run_over_draws_and_functions{}, kills_over_run{};
    double statistics_share{};  // the share of the run's time spent on report dates
};
[[nodiscard]] KernelRates measure_kernels(const Scenario& scenario, std::string_view isa, const Effort& effort);

/// The rate of a number of threads (or of runs at once on a card).
struct ThreadRate {
    int threads{};
    double network_path_steps_per_second{};  // wall clock
    double speedup{};                        // over one thread
};
/// Measures 1, 2, 4, ... threads below most_threads, and most_threads.
[[nodiscard]] std::vector<ThreadRate> measure_threads(const Scenario& scenario, std::string_view isa, int most_threads,
                                                      const Effort& effort);

/// A whole run as in `killshot run`, from the tables to the synced file. Times are wall-clock seconds.
struct EndToEnd {
    std::int64_t paths{};
    std::vector<std::pair<std::string, double>> stages;  // "plan", "simulate", "write"
    double seconds{};
    double cold_seconds{};  // of the first run in the process
    std::int64_t file_bytes{};
};
/// Simulates and summarises as many of the scenario's paths as the tally has room for, from path 0.
using Simulate = std::function<Summaries(const TableStorage<float>& tables, const SummaryRanks& ranks, Tally& tally)>;
/// Writes the file to a temporary folder and removes it.
[[nodiscard]] EndToEnd measure_end_to_end(const Scenario& scenario, std::int64_t n_paths, int rounds,
                                          const Simulate& simulate);

/// 1, 2, 4, ... below `most`, and `most`.
[[nodiscard]] std::vector<int> powers_of_two_to(int most);

/// The peak resident memory of the process, in bytes.
[[nodiscard]] std::int64_t peak_memory_bytes();

}  // namespace killshot::bench
