#include "cli/simulate.hpp"

#include <chrono>

#include "tables/tally_layout.hpp"

namespace killshot::cli {

Simulation simulate(const Scenario& scenario, const TableStorage<float>& tables, Backend& backend, std::int64_t n_paths,
                    const Progress& progress) {
    Simulation simulation = {Tally(layout_of(scenario, n_paths))};
    const auto start = std::chrono::steady_clock::now();
    backend.run(tables.view(), stances_of(scenario.inputs), scenario.seed, {0, n_paths}, simulation.tally, progress);
    simulation.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return simulation;
}

double network_path_steps(const Scenario& scenario, std::int64_t n_paths) {
    return static_cast<double>(scenario.inputs.networks.size()) * static_cast<double>(scenario.inputs.months) *
           static_cast<double>(n_paths);
}

}  // namespace killshot::cli
