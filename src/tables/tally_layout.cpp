#include "tables/tally_layout.hpp"

#include "inputs/calendar.hpp"

namespace killshot {

std::vector<Stance> stances_of(const Inputs& inputs) {
    std::vector<Stance> stances;
    for (const NetworkInputs& network : inputs.networks) stances.push_back(network.stance);
    return stances;
}

TallyLayout layout_of(const Scenario& scenario, std::int64_t n_paths) {
    return {static_cast<int>(scenario.inputs.networks.size()), scenario.inputs.months,
            report_steps(scenario.start, scenario.inputs.months, scenario.report_every_months), n_paths};
}

}  // namespace killshot
