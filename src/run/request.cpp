#include "run/request.hpp"

#include <fmt/format.h>

#include "code_digest.hpp"
#include "files/sha256.hpp"
#include "inputs/calendar.hpp"
#include "inputs/json.hpp"
#include "results/schema/schema.hpp"

namespace killshot {

std::string key_of(const Scenario& scenario, const Request& request) {
    std::string text = fmt::format("{} {} {} {} {} {}\n", build::code_digest, schema::version, text_of(scenario.start),
                                   scenario.seed, scenario.paths, request.target_se.value_or(0.0));
    for (const NetworkInputs& network : scenario.inputs.networks) {
        text += fmt::format("{} {}\n", network.key, static_cast<int>(network.stance));
    }
    return sha256(text + to_json(scenario).dump());
}

}  // namespace killshot
