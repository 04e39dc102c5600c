#include <algorithm>
#include <limits>

#include "killshot/error.hpp"
#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::size_t network_of(const Parameter& parameter) { return static_cast<std::size_t>(parameter.network); }

/// One value a shared parameter (Dimension::parameter), from the scenario's own.
template <class Value, class Read>
Values shared_values(const ResultFrame& frame, const Scenario& of, Value missing, Read read) {
    std::vector<Value> values(frame.parameters.shared.size(), missing);
    for (const Parameter& parameter : of.parameters)
        if (parameter.network < 0) values[frame.parameters.place(parameter)] = read(parameter);
    return values;
}

/// One value a network and parameter.
template <class Value, class Read>
Values network_values(const ResultFrame& frame, const Scenario& of, Value missing, Read read) {
    const std::size_t n = frame.parameters.network.size();
    std::vector<Value> values(frame.base.inputs.networks.size() * n, missing);
    for (const Parameter& parameter : of.parameters)
        if (parameter.network >= 0)
            values[network_of(parameter) * n + frame.parameters.place(parameter)] = read(parameter);
    return values;
}

/// One text a network parameter, from the first network that has it.
template <class Read>
Values texts_of_any_network(const ResultFrame& frame, Read read) {
    std::vector<std::string> values(frame.parameters.network.size());
    for (const Parameter& parameter : frame.base.parameters) {
        if (parameter.network < 0) continue;
        std::string& value = values[frame.parameters.place(parameter)];
        if (value.empty()) value = read(parameter);
    }
    return values;
}

double value_of(const Parameter& parameter) { return parameter.value; }
double low_of(const Parameter& parameter) { return parameter.low.value_or(nan); }
double high_of(const Parameter& parameter) { return parameter.high.value_or(nan); }
std::int8_t status_of(const Parameter& parameter) { return static_cast<std::int8_t>(parameter.status); }
const std::string& unit_of(const Parameter& parameter) { return parameter.unit; }
const std::string& source_of(const Parameter& parameter) { return parameter.source; }
const std::string& as_of_of(const Parameter& parameter) { return parameter.as_of; }

template <class Value, class Read>
FromScenario shared(Value missing, Read read) {
    return [=](const ScenarioFacts& facts) { return shared_values<Value>(facts.frame, facts.scenario, missing, read); };
}

template <class Value, class Read>
FromScenario by_network(Value missing, Read read) {
    return
        [=](const ScenarioFacts& facts) { return network_values<Value>(facts.frame, facts.scenario, missing, read); };
}

template <class Read>
FromFile shared_text(Read read) {
    return [=](const FileFacts& facts) { return shared_values<std::string>(facts.frame, facts.frame.base, "", read); };
}

template <class Read>
FromFile network_text(Read read) {
    return [=](const FileFacts& facts) { return network_values<std::string>(facts.frame, facts.frame.base, "", read); };
}

std::vector<Attribute> status_flags() {
    return {{"flag_values", std::vector<std::int8_t>{0, 1, 2, 3}}, {"flag_meanings", "quoted derived fitted assumed"}};
}

}  // namespace

void add_parameters(std::vector<Variable>& table) {
    constexpr Group group = Group::parameters;
    const auto add = [&](Variable variable) { table.push_back(std::move(variable)); };

    add({group,
         "value",
         {scenario, parameter},
         Type::float64,
         "see unit",
         "value of a parameter of the sector, the kill shot or the correlation",
         shared(nan, value_of),
         {ancillary("status"), comment("booleans as 0 and 1")}});
    add({group,
         "low",
         {scenario, parameter},
         Type::float64,
         "see unit",
         "5% point of the belief about the value; missing if the value is known",
         shared(nan, low_of)});
    add({group,
         "high",
         {scenario, parameter},
         Type::float64,
         "see unit",
         "95% point of the belief about the value; missing if the value is known",
         shared(nan, high_of)});
    add({group,
         "status",
         {scenario, parameter},
         Type::int8,
         "1",
         "how the value is known",
         shared(missing_int8, status_of),
         status_flags()});
    add({group,
         "n_redraws",
         {scenario},
         Type::int64,
         "1",
         "earlier draws of the beliefs that were rejected because their start is contradictory (Eq. 19)",
         [](const ScenarioFacts& facts) { return Values(std::vector<std::int64_t>{facts.scenario.drawn.redraws}); }});
    add({group,
         "n_clipped",
         {scenario},
         Type::int64,
         "1",
         "numbers that were drawn outside their physical range and clipped to it",
         [](const ScenarioFacts& facts) { return Values(std::vector<std::int64_t>{facts.scenario.drawn.clipped}); }});
    add({group, "unit", {parameter}, Type::text, "1", "unit of value, low and high", shared_text(unit_of)});
    add({group,
         "source",
         {parameter},
         Type::text,
         "1",
         "where the first scenario's value comes from",
         shared_text(source_of)});
    add({group, "as_of", {parameter}, Type::text, "1", "day of the source", shared_text(as_of_of)});

    add({group,
         "network_value",
         {scenario, project, network_parameter},
         Type::float64,
         "see network_unit",
         "value of a parameter of a network",
         by_network(nan, value_of),
         {ancillary("network_status"), comment("booleans as 0 and 1; missing if the network has no such parameter")}});
    add({group,
         "network_low",
         {scenario, project, network_parameter},
         Type::float64,
         "see network_unit",
         "5% point of the belief about the value; missing if the value is known",
         by_network(nan, low_of)});
    add({group,
         "network_high",
         {scenario, project, network_parameter},
         Type::float64,
         "see network_unit",
         "95% point of the belief about the value; missing if the value is known",
         by_network(nan, high_of)});
    add({group,
         "network_status",
         {scenario, project, network_parameter},
         Type::int8,
         "1",
         "how the value is known",
         by_network(missing_int8, status_of),
         status_flags()});
    add({group,
         "network_unit",
         {network_parameter},
         Type::text,
         "1",
         "unit of network_value, network_low and network_high",
         [](const FileFacts& facts) { return texts_of_any_network(facts.frame, unit_of); }});
    add({group,
         "network_source",
         {project, network_parameter},
         Type::text,
         "1",
         "where the first scenario's value comes from",
         network_text(source_of)});
    add({group,
         "network_as_of",
         {project, network_parameter},
         Type::text,
         "1",
         "day of the source",
         network_text(as_of_of)});
}

}  // namespace killshot::schema

namespace killshot {

void ParameterNames::add(const Scenario& scenario) {
    for (const Parameter& parameter : scenario.parameters) {
        const bool is_shared = parameter.network < 0;
        const std::string& name = is_shared ? parameter.path : parameter.name;
        std::vector<std::string>& names = is_shared ? shared : network;
        if ((is_shared ? shared_places_ : network_places_).emplace(name, names.size()).second) names.push_back(name);
    }
}

std::size_t ParameterNames::place(const Parameter& parameter) const {
    const bool is_shared = parameter.network < 0;
    const auto& places = is_shared ? shared_places_ : network_places_;
    const auto found = places.find(is_shared ? parameter.path : parameter.name);
    if (found == places.end())
        throw Error("parameter " + parameter.path +
                    " has no place in the result (the file was made without it); "
                    "add the scenario's parameters to the frame");
    return found->second;
}

}  // namespace killshot
