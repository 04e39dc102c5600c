/// What `killshot bench` measures on the CPU: the kernels of every instruction set against their floors, threads, and a
/// run from the scenario to the file. Of a card: bench/measure_card.hpp.
///
/// Kernels are timed by the CPU time of their thread, in rounds: each round runs every kernel once, one after another,
/// so that a machine that slows down slows all of them; ratios are taken within a round, and what is given is the
/// median of the rounds. Threads and whole runs are timed by the wall clock.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "tables/tables.hpp"

namespace killshot::bench {

/// How long and how often.
struct Effort {
    double seconds_per_kernel = 0.1;  // of a round, about
    int rounds = 7;
    std::int64_t end_to_end_paths = 65536;
    std::int64_t small_paths = 4096;  // of a scenario of a large batch
};

/// Kernels of one instruction set on one core, in network-path-steps a second of CPU time.
struct KernelRates {
    std::string isa;
    std::int64_t paths{};          // of a kernel in a round
    double draws{};                // the random-number floor: every draw of the run, nothing else
    double draws_and_functions{};  // and as many exp and log as a step calls
    double model{};                // the run without report dates
    double run{};                  // the run
    double normals{};              // of the floor, normal variates a second
    // How many times longer than a floor; medians of the rounds' own ratios.
    double model_over_draws{}, run_over_draws{}, run_over_draws_and_functions{};
    double statistics_share{};  // of the run: what report dates cost
};
[[nodiscard]] KernelRates measure_kernels(const Scenario& scenario, std::string_view isa, const Effort& effort);

/// The backend on several threads.
struct ThreadRate {
    int threads{};
    double network_path_steps_per_second{};  // wall clock
    double speedup{};                        // over one thread, within a round
};
/// On 1, 2, 4, ... threads and as many as asked for.
[[nodiscard]] std::vector<ThreadRate> measure_threads(const Scenario& scenario, std::string_view isa, int most_threads,
                                                      const Effort& effort);

/// A whole run as `killshot run` does it, from the tables to the synced file: seconds by the wall clock.
struct EndToEnd {
    std::int64_t paths{};
    std::vector<std::pair<std::string, double>> stages;  // "plan", "simulate", "write"
    double seconds{};
    double cold_seconds{};  // the same, first time in the process
    std::int64_t file_bytes{};
};
/// Runs the scenario's first paths, as many as the tally is for.
using Simulate = std::function<void(const TableStorage<float>& tables, Tally& tally)>;
/// Writes to a temporary folder, which is removed.
[[nodiscard]] EndToEnd measure_end_to_end(const Scenario& scenario, std::int64_t n_paths, int rounds,
                                          const Simulate& simulate);

/// 1, 2, 4, ... below `most`, and `most`.
[[nodiscard]] std::vector<int> powers_of_two_to(int most);

/// Most memory that the process has had, in bytes.
[[nodiscard]] std::int64_t peak_memory_bytes();

}  // namespace killshot::bench
