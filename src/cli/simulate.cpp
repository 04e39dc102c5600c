#include "cli/simulate.hpp"

#include <chrono>

namespace killshot::cli {

Simulation simulate(const Scenario& scenario, const TableStorage<float>& tables, Backend& backend, std::int64_t n_paths,
                    const Progress& progress) {
    const Inputs& inputs = scenario.inputs;
    std::vector<Stance> stances;
    for (const NetworkInputs& network : inputs.networks) stances.push_back(network.stance);

    Simulation simulation = {Tally(TallyLayout(static_cast<int>(inputs.networks.size()), inputs.months,
                                               report_steps(scenario.start, inputs.months), n_paths))};
    const auto start = std::chrono::steady_clock::now();
    backend.run(tables.view(), stances, scenario.seed, {0, n_paths}, simulation.tally, progress);
    simulation.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return simulation;
}

double network_path_steps(const Scenario& scenario, std::int64_t n_paths) {
    return static_cast<double>(scenario.inputs.networks.size()) * static_cast<double>(scenario.inputs.months) *
           static_cast<double>(n_paths);
}

}  // namespace killshot::cli
