/// One scenario on one backend, timed.
#pragma once

#include <cstdint>

#include "killshot/backend.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "tables/tables.hpp"

namespace killshot::cli {

struct Simulation {
    Tally tally;
    double seconds{};  // of the backend's run, wall clock
};

/// Paths 0 to n_paths - 1. `tables` are the scenario's.
[[nodiscard]] Simulation simulate(const Scenario& scenario, const TableStorage<float>& tables, Backend& backend,
                                  std::int64_t n_paths, const Progress& progress);

/// What throughput is counted in: a network of a path taking a step.
[[nodiscard]] double network_path_steps(const Scenario& scenario, std::int64_t n_paths);

}  // namespace killshot::cli
