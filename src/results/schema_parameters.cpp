#include <limits>
#include <set>
#include <string_view>
#include <unordered_map>

#include "killshot/error.hpp"
#include "schema_tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Places of a scenario's parameters in rows of one value a name (shared ones) or a network and name.
class ParameterPlaces {
  public:
    explicit ParameterPlaces(const ResultFrame& frame)
        : n_networks_(frame.base.inputs.networks.size()), n_shared_(frame.parameters.shared.size()),
          n_network_(frame.parameters.network.size()) {
        for (std::size_t i = 0; i < n_shared_; ++i) shared_.emplace(frame.parameters.shared[i], i);
        for (std::size_t i = 0; i < n_network_; ++i) network_.emplace(frame.parameters.network[i], i);
    }

    /// One value a shared parameter (Dimension::parameter), from the scenario's own.
    template <class Value, class Read>
    std::vector<Value> shared(const Scenario& of, Value missing, Read read) const {
        std::vector<Value> values(n_shared_, missing);
        for (const Parameter& parameter : of.parameters) {
            if (parameter.network < 0) values[place(shared_, parameter.path)] = read(parameter);
        }
        return values;
    }

    /// One value a network and parameter.
    template <class Value, class Read>
    std::vector<Value> by_network(const Scenario& of, Value missing, Read read) const {
        std::vector<Value> values(n_networks_ * n_network_, missing);
        for (const Parameter& parameter : of.parameters) {
            if (parameter.network < 0) continue;
            values[static_cast<std::size_t>(parameter.network) * n_network_ + place(network_, parameter.name)] =
                read(parameter);
        }
        return values;
    }

    /// One value a network parameter, from the first network that has it.
    template <class Read>
    std::vector<std::string> of_any_network(const Scenario& of, Read read) const {
        std::vector<std::string> values(n_network_);
        for (const Parameter& parameter : of.parameters) {
            if (parameter.network < 0) continue;
            std::string& value = values[place(network_, parameter.name)];
            if (value.empty()) value = read(parameter);
        }
        return values;
    }

  private:
    using Places = std::unordered_map<std::string_view, std::size_t>;

    static std::size_t place(const Places& places, const std::string& name) {
        const auto found = places.find(name);
        if (found == places.end()) {
            throw Error("parameter " + name +
                        " has no place in the result (the file was made without it); "
                        "add the scenario's parameters to the frame");
        }
        return found->second;
    }

    std::size_t n_networks_, n_shared_, n_network_;
    Places shared_, network_;
};

double value_of(const Parameter& parameter) { return parameter.value; }
double low_of(const Parameter& parameter) { return parameter.low.value_or(nan); }
double high_of(const Parameter& parameter) { return parameter.high.value_or(nan); }
std::int8_t status_of(const Parameter& parameter) { return static_cast<std::int8_t>(parameter.status); }
const std::string& unit_of(const Parameter& parameter) { return parameter.unit; }
const std::string& source_of(const Parameter& parameter) { return parameter.source; }
const std::string& as_of_of(const Parameter& parameter) { return parameter.as_of; }

template <class Value, class Read>
FromScenario shared(Value missing, Read read) {
    return [=](const ScenarioFacts& facts) {
        return Values(ParameterPlaces(facts.frame).shared<Value>(facts.scenario, missing, read));
    };
}

template <class Value, class Read>
FromScenario by_network(Value missing, Read read) {
    return [=](const ScenarioFacts& facts) {
        return Values(ParameterPlaces(facts.frame).by_network<Value>(facts.scenario, missing, read));
    };
}

template <class Read>
FromFile shared_text(Read read) {
    return [=](const FileFacts& facts) {
        return Values(ParameterPlaces(facts.frame).shared<std::string>(facts.frame.base, "", read));
    };
}

template <class Read>
FromFile network_text(Read read) {
    return [=](const FileFacts& facts) {
        return Values(ParameterPlaces(facts.frame).by_network<std::string>(facts.frame.base, "", read));
    };
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
         {ancillary("status"), comment("truth as 0 and 1")}});
    add({group,
         "low",
         {scenario, parameter},
         Type::float64,
         "see unit",
         "5% point of the belief about the value; missing where it is known",
         shared(nan, low_of)});
    add({group,
         "high",
         {scenario, parameter},
         Type::float64,
         "see unit",
         "95% point of the belief about the value; missing where it is known",
         shared(nan, high_of)});
    add({group,
         "status",
         {scenario, parameter},
         Type::int8,
         "1",
         "how the value is known",
         shared(missing_int8, status_of),
         status_flags()});
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
         {ancillary("network_status"), comment("truth as 0 and 1; missing where the network has no such parameter")}});
    add({group,
         "network_low",
         {scenario, project, network_parameter},
         Type::float64,
         "see network_unit",
         "5% point of the belief about the value; missing where it is known",
         by_network(nan, low_of)});
    add({group,
         "network_high",
         {scenario, project, network_parameter},
         Type::float64,
         "see network_unit",
         "95% point of the belief about the value; missing where it is known",
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
         [](const FileFacts& facts) {
             return Values(ParameterPlaces(facts.frame).of_any_network(facts.frame.base, unit_of));
         }});
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
    std::set<std::string, std::less<>> known(shared.begin(), shared.end()),
        known_network(network.begin(), network.end());
    for (const Parameter& parameter : scenario.parameters) {
        if (parameter.network < 0) {
            if (known.insert(parameter.path).second) shared.push_back(parameter.path);
        } else if (known_network.insert(parameter.name).second) {
            network.push_back(parameter.name);
        }
    }
}

}  // namespace killshot
