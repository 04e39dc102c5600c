/// The measurements of `killshot bench --backend cuda`: the kernels and transfers of a run (by events in its streams),
/// several runs at once, and a run from the scenario to the file. Figures are medians over rounds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/cuda.hpp"
#include "bench/measure.hpp"
#include "bench/operations.hpp"
#include "killshot/scenario.hpp"

namespace killshot::bench {

/// A run that fits in one launch, until the host has its tally.
struct CardRun {
    std::int64_t paths{};
    CudaTimes card;
    double seconds{};  // wall clock
};

struct CardFigures {
    std::string device, isa;
    double ready_seconds{};                // wall clock, until the card is ready for its first run
    CardRun first;                         // the first in the process, which allocates memory
    CardRun large, small;                  // later runs: a full launch, and a typical scenario of a large batch
    std::vector<ThreadRate> small_runs;    // several at once, each in its own host thread
    EndToEnd end_to_end;                   // of a full launch; the cold time includes ready_seconds
    double bytes_per_network_path_step{};  // stored in the card's memory or loaded from it, but for counts
    StepOperations operations;
};

/// most_runs: the largest number of runs at once. Throws Error if this build cannot use any card.
[[nodiscard]] CardFigures measure_card(const Scenario& scenario, int most_runs, const Effort& effort);

}  // namespace killshot::bench
