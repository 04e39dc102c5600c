#include "cli/implausible_starts.hpp"

#include <fmt/format.h>

#include "report/text.hpp"
#include "tables/plausibility.hpp"

namespace killshot::cli {

void print_implausible_starts(const Scenario& scenario) {
    std::string text;
    for (const NetworkInputs& network : scenario.inputs.networks)
        for (const std::string& warning : implausible_start(network, start_of(scenario.inputs.sector, network)))
            text += wrapped(fmt::format("{}: {}", network.name, warning), "  ", 4, 80);
    if (!text.empty()) fmt::print("\nImplausible at the start (allowed, but worth a look):\n{}", text);
}

}  // namespace killshot::cli
