#include "scenario/argument.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "inputs/names.hpp"

namespace killshot {
namespace {

constexpr std::string_view form = "write --set sector.cut_rate=0.3";

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Length of the longest project name that `rest` begins with, followed by a dot; 0 if there is none.
std::size_t project_length(std::string_view rest, const std::vector<std::string>& projects) {
    std::size_t longest = 0;
    for (const std::string& project : projects)
        if (rest.size() > project.size() && rest[project.size()] == '.' && project.size() > longest &&
            equal_in_any_case(rest.substr(0, project.size()), project))
            longest = project.size();
    return longest;
}

/// The number, text or list after "="; nothing if it is something else, which is reported.
std::optional<toml::table> parse_value(std::string_view text, const Place& place, Problems& problems) {
    try {
        toml::table table = toml::parse(fmt::format("value = {}", text));
        if (table.size() == 1) return table;
        problems.add(place,
                     fmt::format("has more than one value (\"{}\"); give each one an argument of its own", text));
    } catch (const toml::parse_error& error) {
        problems.add(place, fmt::format("\"{}\" is not a TOML value ({}); write 0.3, true, [1, 0, 0] or \"text\"", text,
                                        error.description()));
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> split_key(std::string_view key, const std::vector<std::string>& projects) {
    std::vector<std::string> parts;
    while (true) {
        std::size_t end = std::string_view::npos;
        if (!key.empty() && (key[0] == '"' || key[0] == '\'')) {
            const std::size_t closing = key.find(key[0], 1);
            if (closing == std::string_view::npos) return {};
            parts.emplace_back(key.substr(1, closing - 1));
            end = closing + 1;
            if (end < key.size() && key[end] != '.') return {};
        } else {
            const std::size_t project = parts.size() == 1 && parts[0] == "networks" ? project_length(key, projects) : 0;
            end = project > 0 ? project : std::min(key.find('.'), key.size());
            parts.emplace_back(trimmed(key.substr(0, end)));
        }
        if (parts.back().empty()) return {};
        if (end >= key.size()) return parts;
        key.remove_prefix(end + 1);
    }
}

bool is_key(const std::vector<std::string>& parts) {
    constexpr std::size_t deepest = 8;  // networks.KEY.emission.NAME is four
    return parts.size() >= 2 && parts.size() <= deepest;
}

ScenarioLayer read_assignment(const std::vector<std::string>& parts, const toml::node& value, const Source& source,
                              Problems& problems) {
    toml::table root;
    toml::table* table = &root;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i)
        table = table->insert(parts[i], toml::table{}).first->second.as_table();
    value.visit([&](const auto& number) { table->insert(parts.back(), number); });
    return read_scenario_layer(root, source, {}, problems);
}

bool sets_run(const std::string& argument) {
    const std::vector<std::string> parts =
        split_key(trimmed(std::string_view(argument).substr(0, argument.find('='))), {});
    return !parts.empty() && parts.front() == "run";
}

ScenarioLayer read_argument(const std::string& argument, const std::vector<std::string>& projects, Problems& problems) {
    const Source source{.file = "--set " + argument,
                        .provenance = "--set",
                        .origin = {.layer = Origin::Layer::command_line},
                        .is_argument = true};
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos) {
        problems.add(source.place(0, ""), fmt::format("has no value (KEY=VALUE is expected); {}", form));
        return {};
    }
    const std::string_view key = trimmed(std::string_view(argument).substr(0, equals));
    const std::vector<std::string> parts = split_key(key, projects);
    const Place place = source.place(0, std::string(key));
    if (!is_key(parts)) {
        problems.add(place, fmt::format("is not a dotted key (a table and a name in it are expected); {}", form));
        return {};
    }
    std::optional<toml::table> parsed =
        parse_value(trimmed(std::string_view(argument).substr(equals + 1)), place, problems);
    if (!parsed) return {};

    return read_assignment(parts, *parsed->get("value"), source, problems);
}

}  // namespace killshot
