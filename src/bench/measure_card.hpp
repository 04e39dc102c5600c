/// What `killshot bench` measures on an NVIDIA card: the kernels and transfers of a run by events in its streams, runs
/// at once, and a run from the scenario to the file. What is given is the median of the rounds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/cuda.hpp"
#include "bench/measure.hpp"
#include "killshot/scenario.hpp"

namespace killshot::bench {

/// One run of one launch, until its tally is in the host's hands.
struct CardRun {
    std::int64_t paths{};
    CudaTimes card;
    double seconds{};  // wall clock
};

struct CardFigures {
    std::string device, isa;
    double ready_seconds{};              // wall clock, until the card is ready for its first run
    CardRun first;                       // in the process: memory is made
    CardRun large, small;                // later ones: of a whole launch, and of a scenario of a large batch
    std::vector<ThreadRate> small_runs;  // at once, a thread of the host each
    EndToEnd end_to_end;                 // of a whole launch; cold: with ready_seconds
};

/// most_runs: at once. Throws Error where there is no card that this build can use.
[[nodiscard]] CardFigures measure_card(const Scenario& scenario, int most_runs, const Effort& effort);

}  // namespace killshot::bench
