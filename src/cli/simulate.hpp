/// Runs one scenario on one backend and takes the time.
#pragma once

#include <cstdint>

#include "killshot/backend.hpp"
#include "killshot/scenario.hpp"
#include "killshot/tally/tally.hpp"
#include "tables/tables.hpp"

namespace killshot::cli {

struct Simulation {
    Tally tally;
    double seconds{};  // wall clock
};

/// Runs paths 0 to n_paths - 1. `tables` must be the scenario's.
[[nodiscard]] Simulation simulate(const Scenario& scenario, const TableStorage<float>& tables, Backend& backend,
                                  std::int64_t n_paths, const Progress& progress);

/// The amount of work, in units of one step of one network on one path. Throughput is measured in these.
[[nodiscard]] double network_path_steps(const Scenario& scenario, std::int64_t n_paths);

}  // namespace killshot::cli
