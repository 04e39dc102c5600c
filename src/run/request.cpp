#include "run/request.hpp"

#include <array>
#include <bit>

#include <fmt/format.h>

#include "code_digest.hpp"
#include "files/sha256.hpp"
#include "inputs/calendar.hpp"
#include "inputs/changed_inputs.hpp"
#include "inputs/json.hpp"
#include "results/schema/schema.hpp"

namespace killshot {
namespace {

/// What the row of the scenario says about its numbers.
std::string known_about(const std::vector<Parameter>& parameters) {
    std::string text;
    const auto add = [&](double end) {
        const auto bytes = std::bit_cast<std::array<char, sizeof end>>(end);
        text.append(bytes.data(), bytes.size());
    };
    for (const Parameter& parameter : parameters) {
        text += parameter.path;
        text += static_cast<char>(parameter.status);
        add(parameter.low.value_or(0));
        add(parameter.high.value_or(0));
    }
    return text;
}

}  // namespace

std::string key_of(const Scenario& scenario, const Request& request) {
    std::string text = fmt::format("{} {} {} {} {} {}\n", build::code_digest, schema::version, text_of(scenario.start),
                                   scenario.seed, scenario.paths, request.target_se.value_or(0.0));
    for (const NetworkInputs& network : scenario.inputs.networks) {
        text += fmt::format("{} {}\n", network.key, static_cast<int>(network.stance));
    }
    return sha256(text + text_of(scenario.changed) + to_json(scenario).dump() + known_about(scenario.parameters));
}

std::string rows_key_of(const ResultFrame& frame) {
    const bool few = frame.scenarios.size() <= schema::most_scenarios_with_quantile_intervals;
    std::string text =
        fmt::format("{} {} {} {}\n", frame.base.confidence, few, frame.most_paths, name_of(frame.outputs));
    for (const auto* names : {&frame.parameters.shared, &frame.parameters.network})
        for (const std::string& name : *names) text += name + '\n';
    return sha256(text);
}

}  // namespace killshot
