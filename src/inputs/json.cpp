#include "inputs/json.hpp"

#include "inputs/parameters.hpp"
#include "inputs/values.hpp"
#include "killshot/emission/archetypes.hpp"

namespace killshot {
namespace {

using Json = nlohmann::ordered_json;

/// The section's parameters that are `wanted`.
template <class Wanted>
Json section_json(Section section, const Inputs& inputs, const NetworkInputs& network, std::size_t element,
                  Wanted wanted) {
    Json json = Json::object();
    for (const ParameterSpec& spec : parameter_table())
        if (section_of(spec) == section && wanted(spec))
            visit_field(spec, inputs, network, element,
                        [&](const auto& field) { json[std::string(spec.name)] = field; });
    return json;
}

constexpr auto all = [](const ParameterSpec&) { return true; };

Json network_json(const Inputs& inputs, const NetworkInputs& network) {
    Json json = section_json(Section::network, inputs, network, 0, all);
    json["has_token"] = network.has_token;

    json["unlocks"] = Json::array();
    for (std::size_t i = 0; i < network.unlocks.size(); ++i)
        json["unlocks"].push_back(section_json(Section::unlock, inputs, network, i, [&](const ParameterSpec& spec) {
            return spec.requirement != Requirement::nothing || network.unlocks[i].cliff_tokens != 0;
        }));

    json["emission"] = section_json(Section::emission, inputs, network, 0, [&](const ParameterSpec& spec) {
        return spec.archetypes.contains(network.archetype);
    });
    if (uses_supply_cap(network.archetype)) json["emission"]["max_supply"] = network.max_supply;

    json["name"] = network.name;
    json["archetype"] = archetype_name(network.archetype);
    for (std::size_t i = 0; i < network.emission_cuts.size(); ++i)
        json["emission_cuts"].push_back(section_json(Section::emission_cut, inputs, network, i, all));
    return json;
}

}  // namespace

Json to_json(const Scenario& scenario) {
    const Inputs& inputs = scenario.inputs;
    Json json;
    json["seed"] = scenario.seed;
    json["steps"] = inputs.months;
    json["dt"] = dt_years;

    json["sector"]["hyperscalers"] = inputs.sector.hyperscalers;
    json["sector"].update(section_json(Section::sector, inputs, NetworkInputs{}, 0, all));

    for (int row = 0; row < n_sector_factors; ++row) {
        const auto begin = inputs.correlation.begin() + std::ptrdiff_t{row} * n_sector_factors;
        json["correlation"].push_back(Json(std::vector<double>(begin, begin + n_sector_factors)));
    }
    json["kill_shot"] = section_json(Section::kill_shot, inputs, NetworkInputs{}, 0, all);
    json["networks"] = Json::array();
    for (const NetworkInputs& network : inputs.networks) json["networks"].push_back(network_json(inputs, network));
    return json;
}

}  // namespace killshot
