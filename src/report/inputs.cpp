#include "report/inputs.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "inputs/names.hpp"
#include "report/json.hpp"

namespace killshot {
namespace {

/// Removes "first." from the front; returns false if it is not there.
bool remove_front(std::string_view& key, std::string_view first) {
    if (!key.starts_with(first) || key.size() <= first.size() || key[first.size()] != '.') return false;
    key.remove_prefix(first.size() + 1);
    return true;
}

std::string_view up_to_dot(std::string_view text) { return text.substr(0, text.find('.')); }

/// The section of a key, which is left with what follows.
Section section_of_key(std::string_view& key) {
    if (remove_front(key, "networks")) {
        remove_front(key, up_to_dot(key));
        for (const Section section : {Section::emission, Section::unlock, Section::emission_cut}) {
            if (!remove_front(key, section_name(section))) continue;
            if (is_schedule(section)) remove_front(key, up_to_dot(key));
            return section;
        }
        return Section::network;
    }
    for (const Section section : {Section::sector, Section::correlation, Section::kill_shot})
        if (remove_front(key, section_name(section))) return section;
    return Section::network;
}

}  // namespace

const ParameterSpec* spec_of(std::string_view key) {
    const Section section = section_of_key(key);
    return find_spec(section, up_to_dot(key));
}

std::string_view meaning_of(std::string_view key) {
    const ParameterSpec* const spec = spec_of(key);
    return spec == nullptr ? std::string_view() : spec->meaning;
}

std::optional<double> influence_of(const ResultInput& input, const BeliefSummary& beliefs) {
    if (std::isnan(input.low)) return std::nullopt;
    const auto share_of = [&](const std::string& key) -> std::optional<double> {
        for (const Driver& driver : beliefs.average_drivers.single)
            if (beliefs.draws->drawn[driver.drawn.front()].key == key) return driver.share;
        return std::nullopt;
    };
    if (const auto own = share_of(input.key); own || input.network < 0) return own;
    std::string_view name = input.key;
    remove_front(name, "networks");
    remove_front(name, up_to_dot(name));
    return share_of("networks.*." + std::string(name));
}

nlohmann::ordered_json inputs_to_json(const std::vector<ResultInput>& inputs, const ResultHeader& header,
                                      const BeliefSummary* beliefs) {
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (const ResultInput& input : inputs) {
        const auto influence = beliefs == nullptr ? std::nullopt : influence_of(input, *beliefs);
        list.push_back(
            {{"project",
              input.network < 0 ? Json(nullptr) : Json(header.projects[static_cast<std::size_t>(input.network)].name)},
             {"key", input.key},
             {"meaning", meaning_of(input.key)},
             {"value", number_or_null(input.value)},
             {"low", number_or_null(input.low)},
             {"high", number_or_null(input.high)},
             {"unit", input.unit},
             {"status", status_name(input.status)},
             {"n", input.n ? Json(*input.n) : Json(nullptr)},
             {"source", input.source},
             {"as_of", input.as_of.empty() ? Json(nullptr) : Json(input.as_of)},
             {"influence", influence ? Json(*influence) : Json(nullptr)}});
    }
    return list;
}

}  // namespace killshot
