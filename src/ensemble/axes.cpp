#include "ensemble/axes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "files/printable.hpp"
#include "inputs/spelling.hpp"
#include "scenario/argument.hpp"
#include "scenario/document.hpp"

namespace killshot {
namespace {

constexpr std::array<std::string_view, 3> axis_keys{"key", "values", "group"};
constexpr std::string_view form = "write [[axis]], key = \"sector.cut_rate\" and values = [0.1, 0.3]";

/// Nothing if there is no such network.
std::optional<Axis::Scope> scope_of(const Reading& reading, const NetworkLayer& layer) {
    if (layer.is_of_all) return Axis::Scope{.is_of_all_networks = true};
    const std::optional<int> network = reading.network_named(layer.selector);
    return network ? std::optional(Axis::Scope{.network = *network}) : std::nullopt;
}

std::optional<Axis::Scope> scope_of(const Reading& reading, const ScenarioLayer& layer) {
    return layer.networks.empty() ? Axis::Scope{} : scope_of(reading, layer.networks.front());
}

}  // namespace

std::optional<VariedValue> read_varied(Reading& reading, const std::string& key, const toml::node& value,
                                       const VariedPlace& place, bool is_first) {
    Problems& problems = reading.problems();
    const std::vector<std::string> parts = split_key(key, reading.projects());
    if (!is_key(parts) || parts.front() == "run") {
        problems.add(place.of_key, fmt::format("\"{}\" is not the path of a parameter; write one as in "
                                               "sector.cut_rate or networks.akash.margin0",
                                               key));
        return std::nullopt;
    }
    const Source source{.file = place.of_value.file,
                        .provenance = fmt::format("{} in {}", place.what, reading.file().path.filename().string()),
                        .origin = {.layer = Origin::Layer::scenario_file},
                        .is_argument = true,
                        .line = place.of_value.line};
    const ScenarioLayer layer = read_assignment(parts, value, source, problems);
    if (is_first) reading.check(layer);
    const auto& entries = layer.networks.empty() ? layer.entries : layer.networks.front().entries;
    const bool is_schedule = !layer.networks.empty() &&
                             (layer.networks.front().replaces_unlocks || layer.networks.front().replaces_emission_cuts);
    const bool is_matrix = !entries.empty() && section_of(*entries.front().key.spec) == Section::correlation;
    if (is_schedule || is_matrix || layer.hyperscalers) {
        problems.add(place.of_key,
                     fmt::format("\"{}\" is a schedule, a matrix or a list of names (only numbers can be varied); vary "
                                 "it with [[scenario]]",
                                 key));
        return std::nullopt;
    }
    if (entries.size() != 1 || !entries.front().valid) return std::nullopt;  // reported where it was read
    const std::optional<Axis::Scope> scope = scope_of(reading, layer);
    if (!scope) return std::nullopt;  // reported by check
    return VariedValue{*scope, entries.front()};
}

namespace {

class AxisReader {
  public:
    AxisReader(Reading& reading, const toml::table& table)
        : reading_(reading), problems_(reading.problems()), table_(table) {}

    /// Nothing if there is a problem, which is reported.
    std::optional<Axis> read() {
        for (auto&& [key, node] : table_)
            if (std::ranges::find(axis_keys, key.str()) == axis_keys.end())
                problems_.add(place(key.str()),
                              fmt::format("unknown key; {}", did_you_mean(key.str(), axis_keys, form)));
        const auto key = read_text("key"), group = read_text("group");
        if (!key) return std::nullopt;
        axis_.key = *key;
        axis_.group = group.value_or("");
        const toml::array* values = read_values();
        if (values == nullptr) return std::nullopt;
        for (const toml::node& value : *values)
            if (!read_value(value)) return std::nullopt;
        return check() ? std::optional(std::move(axis_)) : std::nullopt;
    }

  private:
    [[nodiscard]] Place place(std::string_view key) const {
        return {.file = reading_.file().file, .line = line_of_key(table_, key), .key = fmt::format("axis.{}", key)};
    }

    std::optional<std::string> read_text(std::string_view key) {
        const toml::node* node = table_.get(key);
        if (node == nullptr && key == "group") return std::nullopt;
        const auto* text = node == nullptr ? nullptr : node->as_string();
        if (text != nullptr && printable(text->get()) != text->get()) {
            problems_.add(place(key),
                          "contains control or invisible characters (results are printed with it); remove them");
            return std::nullopt;
        }
        if (text != nullptr && !text->get().empty()) return text->get();
        problems_.add(place(key), fmt::format("is {} (text is expected); {}",
                                              node == nullptr   ? "missing"
                                              : text == nullptr ? kind_of(*node)
                                                                : "empty",
                                              form));
        return std::nullopt;
    }

    const toml::array* read_values() {
        const toml::node* node = table_.get("values");
        const toml::array* values = node == nullptr ? nullptr : node->as_array();
        if (values != nullptr && !values->empty()) return values;
        problems_.add(place("values"), fmt::format("is {} (a list of values is expected); {}",
                                                   node == nullptr     ? "missing"
                                                   : values == nullptr ? kind_of(*node)
                                                                       : "an empty list",
                                                   form));
        return nullptr;
    }

    bool read_value(const toml::node& value) {
        const Place place_of_value{
            .file = reading_.file().file, .line = line_of_key(table_, "values"), .key = axis_.key};
        const auto read =
            read_varied(reading_, axis_.key, value, {place("key"), place_of_value, "axis"}, axis_.values.empty());
        if (!read) return false;
        axis_.place = place_of_value;
        axis_.scope = read->scope;
        axis_.values.push_back(read->entry);
        return true;
    }

    bool check() {
        std::set<std::vector<double>> seen;
        for (std::size_t i = 0; i < axis_.values.size(); ++i) {
            if (seen.insert(axis_.values[i].value).second) continue;
            problems_.add(place("values"),
                          fmt::format("contains {} twice; remove one", text_of(axis_, static_cast<std::int64_t>(i))));
            return false;
        }
        return true;
    }

    Reading& reading_;
    Problems& problems_;
    const toml::table& table_;
    Axis axis_;
};

/// Whether two that set the same parameter set it for the same network, or for the sector.
bool overlap(const Axis::Scope& a, const Axis::Scope& b) {
    return a.is_of_all_networks || b.is_of_all_networks || a.network == b.network;
}

bool is_overridden(const Reading& reading, const Axis& axis) {
    const auto sets_it = [&](const Axis::Scope& scope, const std::vector<Entry>& entries) {
        return overlap(axis.scope, scope) &&
               std::ranges::find(entries, axis.values.front().key, &Entry::key) != entries.end();
    };
    return std::ranges::any_of(reading.arguments(), [&](const ScenarioLayer& layer) {
        return sets_it({}, layer.entries) || std::ranges::any_of(layer.networks, [&](const NetworkLayer& network) {
                   const auto scope = scope_of(reading, network);
                   return scope && sets_it(*scope, network.entries);
               });
    });
}

}  // namespace

void refuse_doubles(const Axis& axis, const std::vector<AxisGroup>& groups, Reading& reading) {
    for (const AxisGroup& group : groups)
        for (const Axis& other : group.axes)
            if (axis.values.front().key == other.values.front().key && overlap(axis.scope, other.scope))
                reading.problems().add(axis.place, fmt::format("is also set by {}; remove one", text_of(other.place)));
    if (is_overridden(reading, axis))
        reading.problems().add(axis.place, "is also set by --set (which would undo this); remove one of them");
}

std::vector<AxisGroup> read_axes(Reading& reading) {
    const Document& file = reading.file();
    const toml::node* node = file.table.get("axis");
    if (node == nullptr) return {};
    const toml::array* tables = node->as_array();
    if (tables == nullptr || tables->empty() || !std::ranges::all_of(*tables, &toml::node::is_table)) {
        reading.problems().add({.file = file.file, .line = line_of_key(file.table, "axis"), .key = "axis"},
                               fmt::format("is not a list of tables; {}", form));
        return {};
    }
    std::vector<AxisGroup> groups;
    for (const toml::node& element : *tables) {
        std::optional<Axis> axis = AxisReader(reading, *element.as_table()).read();
        if (!axis) continue;
        refuse_doubles(*axis, groups, reading);
        const auto known = std::ranges::find_if(groups, [&](const AxisGroup& group) {
            return !axis->group.empty() && group.axes.front().group == axis->group;
        });
        if (known == groups.end()) {
            groups.push_back({{std::move(*axis)}});
        } else if (const Axis& first = known->axes.front(); first.values.size() != axis->values.size()) {
            reading.problems().add(axis->place,
                                   fmt::format("has {} values and {} has {} (axes of group \"{}\" are varied "
                                               "together); give both equally many, or another group",
                                               axis->values.size(), first.key, first.values.size(), axis->group));
        } else {
            known->axes.push_back(std::move(*axis));
        }
    }
    return groups;
}

bool Axis::Scope::contains(int of_network) const {
    return is_of_all_networks ? of_network >= 0 : of_network == network;
}

std::vector<std::size_t> targets_of(const Axis& axis, const Scenario& scenario) {
    std::vector<std::size_t> targets;
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        const ParameterId& id = scenario.parameters[i].id;
        if (id.spec == axis.values.front().key.spec && axis.scope.contains(id.network)) targets.push_back(i);
    }
    return targets;
}

std::string text_of(const Axis& axis, std::int64_t value) {
    const Entry& entry = axis.values.at(static_cast<std::size_t>(value));
    if (is_bool(*entry.key.spec)) return fmt::format("{}={}", axis.key, entry.value.front() != 0);
    if (entry.value.size() == 1) return fmt::format("{}={}", axis.key, entry.value.front());
    return fmt::format("{}=[{}]", axis.key, fmt::join(entry.value, ", "));
}

}  // namespace killshot
