#include "cli/implausible_starts.hpp"

#include <fmt/format.h>

#include "files/printable.hpp"
#include "tables/plausibility.hpp"

namespace killshot::cli {

void print_implausible_starts(const Scenario& scenario) {
    std::string text;
    for (const NetworkInputs& network : scenario.inputs.networks)
        for (const std::string& warning : implausible_start(network, start_of(scenario.inputs.sector, network)))
            text += fmt::format("  {}: {}\n", printable(network.name), warning);
    if (!text.empty()) fmt::print("\nImplausible at the start (allowed, but worth a look):\n{}", text);
}

}  // namespace killshot::cli
