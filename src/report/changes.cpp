#include "report/changes.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/text.hpp"

namespace killshot {

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
