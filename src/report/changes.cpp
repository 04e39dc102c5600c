#include "report/changes.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "report/inputs.hpp"
#include "report/text.hpp"

namespace killshot {
namespace {

std::string value_text(const ResultInput& input) {
    const ParameterSpec* const spec = spec_of(input.key);
    return spec != nullptr && is_bool(*spec) ? fmt::format("{}", input.value != 0) : fmt::format("{}", input.value);
}

std::string belief_text(const ResultInput& input) {
    return std::isnan(input.low) ? value_text(input) + " (no interval)"
                                 : fmt::format("{} ({} to {})", value_text(input), input.low, input.high);
}

std::string network_list(const ResultHeader& header) {
    std::vector<std::string> keys;
    for (const ResultProject& project : header.projects) keys.push_back(project.key);
    return fmt::format("{}", fmt::join(keys, ", "));
}

/// NaN, which says that there is none, equals itself.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// The inputs of the scenario, without those of networks that `other` lacks.
std::vector<ResultInput> inputs_of(const ResultFile& file, int scenario, const ResultHeader& other) {
    std::vector<ResultInput> inputs = file.inputs(scenario);
    std::erase_if(inputs, [&](const ResultInput& input) {
        if (input.network < 0) return false;
        const std::string& key = file.header().projects.at(static_cast<std::size_t>(input.network)).key;
        return std::ranges::find(other.projects, key, &ResultProject::key) == other.projects.end();
    });
    return inputs;
}

}  // namespace

std::vector<ChangedInput> changes_between(const ResultFile& there, int scenario_there, const ResultFile& here,
                                          int scenario_here) {
    constexpr const char* absent = "none";
    const std::vector<ResultInput> before = inputs_of(there, scenario_there, here.header());
    const std::vector<ResultInput> now = inputs_of(here, scenario_here, there.header());
    std::unordered_map<std::string_view, const ResultInput*> only_before;
    for (const ResultInput& input : before) only_before.emplace(input.key, &input);
    std::vector<ChangedInput> changes;
    if (const std::string a = network_list(there.header()), b = network_list(here.header()); a != b)
        changes.push_back({"run.networks", a, b});
    for (const ResultInput& input : now) {
        const auto found = only_before.find(input.key);
        if (found == only_before.end()) {
            changes.push_back({input.key, absent, value_text(input)});
            continue;
        }
        const ResultInput& old = *found->second;
        only_before.erase(found);
        if (!same(old.value, input.value))
            changes.push_back({input.key, value_text(old), value_text(input)});
        else if (!same(old.low, input.low) || !same(old.high, input.high))
            changes.push_back({input.key, belief_text(old), belief_text(input)});
    }
    for (const ResultInput& input : before)
        if (only_before.contains(input.key)) changes.push_back({input.key, value_text(input), absent});
    return changes;
}

std::vector<ChangedInput> changes_between(const std::vector<ChangedInput>& there,
                                          const std::vector<ChangedInput>& here) {
    std::vector<ChangedInput> changes;
    for (const ChangedInput& change : here) {
        const auto other = std::ranges::find(there, change.key, &ChangedInput::key);
        const std::string& before = other == there.end() ? change.old_value : other->new_value;
        if (before != change.new_value) changes.push_back({change.key, before, change.new_value});
    }
    for (const ChangedInput& change : there)
        if (std::ranges::find(here, change.key, &ChangedInput::key) == here.end())
            changes.push_back({change.key, change.new_value, change.old_value});
    return changes;
}

std::string changed_inputs_to_text(const std::vector<ChangedInput>& changes, bool all) {
    constexpr std::size_t few = 4;
    if (changes.empty()) return "";
    const std::size_t shown = all || changes.size() <= few + 1 ? changes.size() : few;
    std::string words;
    for (std::size_t i = 0; i < shown; ++i)
        words += fmt::format("{}{} = {} -> {}", i == 0 ? "" : "; ", changes[i].key, changes[i].old_value,
                             changes[i].new_value);
    if (shown < changes.size()) words += fmt::format("; and {} more", changes.size() - shown);
    return wrapped(words, "Changed: ", 2, 79);
}

nlohmann::ordered_json changed_inputs_to_json(const std::vector<ChangedInput>& changes) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const ChangedInput& change : changes)
        json.push_back({{"key", change.key}, {"old", change.old_value}, {"new", change.new_value}});
    return json;
}

}  // namespace killshot
