#include <algorithm>
#include <bit>
#include <limits>

#include "inputs/parameters.hpp"
#include "killshot/error.hpp"
#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::size_t network_of(const Parameter& parameter) { return static_cast<std::size_t>(parameter.id.network); }

/// One value a shared parameter (Dimension::parameter), from the scenario's own.
template <class Value, class Read>
Values shared_values(const ResultFrame& frame, const Scenario& scenario, Value missing, Read read) {
    std::vector<Value> values(frame.parameters.shared.size(), missing);
    for (const Parameter& parameter : scenario.parameters)
        if (parameter.id.network < 0) values[frame.parameters.place(parameter)] = read(parameter);
    return values;
}

/// One value a network and parameter.
template <class Value, class Read>
Values network_values(const ResultFrame& frame, const Scenario& scenario, Value missing, Read read) {
    const std::size_t n = frame.parameters.network.size();
    std::vector<Value> values(frame.base.inputs.networks.size() * n, missing);
    for (const Parameter& parameter : scenario.parameters)
        if (parameter.id.network >= 0)
            values[network_of(parameter) * n + frame.parameters.place(parameter)] = read(parameter);
    return values;
}

/// One text a network parameter, from the first network that has it.
template <class Read>
Values texts_of_any_network(const ResultFrame& frame, Read read) {
    std::vector<std::string> values(frame.parameters.network.size());
    for (const Parameter& parameter : frame.base.parameters) {
        if (parameter.id.network < 0) continue;
        std::string& value = values[frame.parameters.place(parameter)];
        if (value.empty()) value = read(parameter);
    }
    return values;
}

/// To the nearest number with 17 binary digits, which compresses to a quarter; its relative error is below 8e-6.
double rounded(double value) {
    constexpr std::uint64_t dropped = 52 - 16, half = std::uint64_t{1} << (dropped - 1);
    return std::bit_cast<double>((std::bit_cast<std::uint64_t>(value) + half) >> dropped << dropped);
}

double number_of(const ScenarioFacts& facts, const Parameter& parameter) {
    const double value = value_of(facts.scenario, parameter);
    // The kill shot's own numbers stay exact: they define what was counted.
    const bool is_exact = facts.frame.outputs == Outputs::all || section_of(*parameter.id.spec) == Section::kill_shot;
    return is_exact ? value : rounded(value);
}
double low_of(const ScenarioFacts&, const Parameter& parameter) { return parameter.low.value_or(nan); }
double high_of(const ScenarioFacts&, const Parameter& parameter) { return parameter.high.value_or(nan); }
std::int8_t status_of(const ScenarioFacts&, const Parameter& parameter) {
    return static_cast<std::int8_t>(parameter.status);
}
std::string_view unit_of(const Parameter& parameter) { return parameter.unit; }
const std::string& source_of(const Parameter& parameter) { return parameter.source; }
const std::string& as_of_of(const Parameter& parameter) { return parameter.as_of; }

template <class Value, class Read>
FromScenario shared(Value missing, Read read) {
    return [=](const ScenarioFacts& facts) {
        return shared_values<Value>(facts.frame, facts.scenario, missing,
                                    [&](const Parameter& each) { return read(facts, each); });
    };
}

template <class Value, class Read>
FromScenario by_network(Value missing, Read read) {
    return [=](const ScenarioFacts& facts) {
        return network_values<Value>(facts.frame, facts.scenario, missing,
                                     [&](const Parameter& each) { return read(facts, each); });
    };
}

template <class Read>
FromFile shared_text(Read read) {
    return [=](const FileFacts& facts) { return shared_values<std::string>(facts.frame, facts.frame.base, "", read); };
}

template <class Read>
FromFile network_text(Read read) {
    return [=](const FileFacts& facts) { return network_values<std::string>(facts.frame, facts.frame.base, "", read); };
}

double n_of(const Parameter& parameter) { return parameter.n ? static_cast<double>(*parameter.n) : nan; }

Values observations(const FileFacts& facts) { return shared_values<double>(facts.frame, facts.frame.base, nan, n_of); }

Values network_observations(const FileFacts& facts) {
    return network_values<double>(facts.frame, facts.frame.base, nan, n_of);
}

Values network_units(const FileFacts& facts) { return texts_of_any_network(facts.frame, unit_of); }

Values redraws(const ScenarioFacts& facts) { return std::vector<std::int64_t>{facts.scenario.drawn.redraws}; }

Values clipped(const ScenarioFacts& facts) { return std::vector<std::int64_t>{facts.scenario.drawn.clipped}; }

std::vector<Attribute> status_flags() {
    return {{"flag_values", std::vector<std::int8_t>{0, 1, 2, 3}}, {"flag_meanings", "quoted derived fitted assumed"}};
}

}  // namespace

void add_parameters(std::vector<Variable>& table) {
    const Adder add(table, Group::parameters);
    const std::string value_units = "see unit", network_value_units = "see network_unit";
    const std::string low_name = "5% point of the belief about the value; missing where it is known";
    const std::string high_name = "95% point of the belief about the value; missing where it is known";

    const std::string as_rounded = "; with outputs kills, rounded to five digits but for the kill shot's";
    Variable& value = add("value", {scenario, parameter}, Type::float64,
                          "value of a parameter of the sector, the kill shot or the correlation",
                          shared(nan, number_of), {ancillary("status"), comment("truth as 0 and 1" + as_rounded)});
    value.units = value_units;
    value.with_kills = true;
    add("low", {scenario, parameter}, Type::float64, low_name, shared(nan, low_of)).units = value_units;
    add("high", {scenario, parameter}, Type::float64, high_name, shared(nan, high_of)).units = value_units;
    add("status", {scenario, parameter}, Type::int8, "how the value is known", shared(missing_int8, status_of),
        status_flags())
        .with_kills = true;
    add("n_redraws", {scenario}, Type::int64,
        "draws of the beliefs before this one whose start contradicted itself (Eq. 19)", redraws)
        .with_kills = true;
    add("n_clipped", {scenario}, Type::int64,
        "numbers that were drawn outside their physical range and stand at its end", clipped)
        .with_kills = true;
    add("unit", {parameter}, Type::text, "unit of value, low and high", shared_text(unit_of));
    add("source", {parameter}, Type::text, "where the first scenario's value comes from", shared_text(source_of));
    add("as_of", {parameter}, Type::text, "day of the source", shared_text(as_of_of));
    add("n", {parameter}, Type::float64, "observations behind the first scenario's value", observations,
        {comment("missing where they are not recorded")});

    Variable& network_value =
        add("network_value", {scenario, project, network_parameter}, Type::float64, "value of a parameter of a network",
            by_network(nan, number_of),
            {ancillary("network_status"),
             comment("truth as 0 and 1; missing where the network has no such parameter; rounded as value")});
    network_value.units = network_value_units;
    network_value.with_kills = true;
    add("network_low", {scenario, project, network_parameter}, Type::float64, low_name, by_network(nan, low_of)).units =
        network_value_units;
    add("network_high", {scenario, project, network_parameter}, Type::float64, high_name, by_network(nan, high_of))
        .units = network_value_units;
    add("network_status", {scenario, project, network_parameter}, Type::int8, "how the value is known",
        by_network(missing_int8, status_of), status_flags())
        .with_kills = true;
    add("network_unit", {network_parameter}, Type::text, "unit of network_value, network_low and network_high",
        network_units);
    add("network_source", {project, network_parameter}, Type::text, "where the first scenario's value comes from",
        network_text(source_of));
    add("network_as_of", {project, network_parameter}, Type::text, "day of the source", network_text(as_of_of));
    add("network_n", {project, network_parameter}, Type::float64, "observations behind the first scenario's value",
        network_observations, {comment("missing where they are not recorded")});
}

}  // namespace killshot::schema

namespace killshot {

void ParameterNames::add(const Scenario& scenario) {
    for (const Parameter& parameter : scenario.parameters) {
        const bool is_shared = parameter.id.network < 0;
        const std::string& name = is_shared ? parameter.path : parameter.name;
        std::vector<std::string>& names = is_shared ? shared : network;
        if ((is_shared ? shared_places_ : network_places_).emplace(name, names.size()).second) names.push_back(name);
    }
}

std::size_t ParameterNames::place(const Parameter& parameter) const {
    const bool is_shared = parameter.id.network < 0;
    const auto& places = is_shared ? shared_places_ : network_places_;
    const auto found = places.find(is_shared ? parameter.path : parameter.name);
    if (found == places.end())
        throw Error("parameter " + parameter.path +
                    " has no place in the result (the file was made without it); "
                    "add the scenario's parameters to the frame");
    return found->second;
}

}  // namespace killshot
