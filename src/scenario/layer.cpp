#include "scenario/layer.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/names.hpp"
#include "inputs/spelling.hpp"
#include "killshot/emission/archetypes.hpp"
#include "scenario/document.hpp"
#include "scenario/run_layer.hpp"

namespace killshot {
namespace {

constexpr std::string_view see_page = "docs/parameters.md lists all parameters";
constexpr std::array<std::string_view, 6> scenario_keys{"base",        "run",       "sector",
                                                        "correlation", "kill_shot", "networks"};
constexpr std::array<std::string_view, 5> identity_keys{"name", "token", "stance", "archetype", "has_token"};

/// Keys of version 2 of the model, and what took their place.
struct Successor {
    std::string_view key, successor;
};
constexpr std::array<Successor, 5> successors{{
    {"sector.pace_mean", "write sector.pace_change, the long-run pace less pace0 (Eq. 3)"},
    {"sector.scarcity_at_start", "write sector.scarcity_probability0, 1 for true and 0 for false (Eq. 2)"},
    {"sector.bull_at_start", "write sector.bull_probability0, 1 for true and 0 for false (Eq. 6)"},
    {"sector.throughput_share", "write software_throughput_share of each network (Eq. 12)"},
    {"sector.fragmentation", "write fragmentation of each network (Eq. 12)"},
}};

std::vector<std::string_view> names_of(Section section) {
    std::vector<std::string_view> names;
    for (const ParameterSpec& spec : parameter_table())
        if (section_of(spec) == section) names.push_back(spec.name);
    return names;
}

/// One table of one layer. `prefix` is its dotted path: "sector.", "networks.akash.emission.".
class TableReader {
  public:
    TableReader(const Source& source, std::string prefix, Problems& problems)
        : source_(source), prefix_(std::move(prefix)), problems_(problems) {}

    Place place(const toml::key& key) const { return source_.place(line_of(key.source()), prefix_ + std::string(key)); }

    const toml::table* as_table(const toml::key& key, const toml::node& node) const {
        if (const toml::table* table = node.as_table()) return table;
        problems_.add(place(key), fmt::format("is {} (a table is expected); write [{}{}] and its keys below",
                                              kind_of(node), prefix_, key.str()));
        return nullptr;
    }

    /// Appends the entry of one parameter; schedule_element is the tranche or cut.
    void read_parameter(Section section, const toml::key& key, const toml::node& node, std::vector<Entry>& entries,
                        std::size_t schedule_element = 0) {
        const ParameterSpec* spec = find_spec(section, key.str());
        if (spec == nullptr) return unknown(key, names_of(section));
        Entry entry = read_entry(*spec, node, source_, place(key), problems_);
        entry.key.schedule_element = schedule_element;
        entries.push_back(std::move(entry));
    }

    void unknown(const toml::key& key, std::vector<std::string_view> known) {
        // A guess for each of millions of wrong keys would take minutes.
        if (problems_.full()) return problems_.add(place(key), "");
        const std::string path = prefix_ + std::string(key.str());
        const auto successor = std::ranges::find(successors, path, &Successor::key);
        if (successor != successors.end())
            return problems_.add(place(key),
                                 fmt::format("is a key of version 2 of the model; {}", successor->successor));
        problems_.add(place(key), fmt::format("unknown key; {}", did_you_mean(key.str(), known, see_page)));
    }

    /// Reads [[unlocks]] or [[emission_cuts]]: a list of tables that replaces the inherited one.
    void read_schedule(Section section, const toml::key& key, const toml::node& node, std::vector<Entry>& entries) {
        const toml::array* list = node.as_array();
        if (list == nullptr || !std::ranges::all_of(*list, &toml::node::is_table)) {
            problems_.add(place(key),
                          fmt::format("is {} (a list of tables is expected); write {} = [{{ {} = ..., ... }}]",
                                      list == nullptr ? kind_of(node) : "a list of something else", key.str(),
                                      names_of(section).front()));
            return;
        }
        for (std::size_t i = 0; i < list->size(); ++i) read_element(section, i, *(*list)[i].as_table(), entries);
    }

    void read_identity(const toml::key& key, const toml::node& node, Identity& identity) {
        if (key == "has_token") {
            if (const auto* truth = node.as_boolean())
                identity.has_token = {truth->get(), place(key)};
            else
                problems_.add(place(key),
                              fmt::format("is {} (true or false is expected); write it without quotes", kind_of(node)));
            return;
        }
        const auto* text = node.as_string();
        if (text == nullptr)
            return problems_.add(place(key),
                                 fmt::format("is {} (text is expected); write it in quotes", kind_of(node)));
        if (key == "name")
            read_name(key, text->get(), identity.name);
        else if (key == "token" && text->get().empty())
            identity.token = {"", place(key)};  // none, which a network with has_token = false may state
        else if (key == "token")
            read_name(key, text->get(), identity.token);
        else if (key == "stance")
            identity.stance = read_word<Stance>(key, text->get(), stance_names);
        else
            identity.archetype = read_word<Archetype>(key, text->get(), archetype_names());
    }

    TableReader inner(std::string_view key) const { return {source_, fmt::format("{}{}.", prefix_, key), problems_}; }

  private:
    static std::vector<std::string_view> archetype_names() {
        std::vector<std::string_view> names;
        names.reserve(archetypes.size());
        for (const ArchetypeEntry& entry : archetypes) names.push_back(entry.name);
        return names;
    }

    void read_name(const toml::key& key, const std::string& text, std::optional<Written<std::string>>& name) {
        const std::string problem = problem_of_name(text);
        if (problem.empty())
            name = {text, place(key)};
        else
            problems_.add(place(key), problem);
    }

    template <class Word, class Names>
    std::optional<Written<Word>> read_word(const toml::key& key, std::string_view word, const Names& names) {
        const auto found = std::ranges::find(names, word);
        if (found != std::ranges::end(names))
            return Written<Word>{static_cast<Word>(found - std::ranges::begin(names)), place(key)};
        problems_.add(place(key), fmt::format("\"{}\" is not a known {} ({}); {}", word, key.str(),
                                              fmt::join(names, ", "), did_you_mean(word, names, "write one of these")));
        return std::nullopt;
    }

    void read_element(Section section, std::size_t index, const toml::table& table, std::vector<Entry>& entries) {
        TableReader element = inner(fmt::format("{}.{}", section_name(section), index));
        for (auto&& [key, node] : table) element.read_parameter(section, key, node, entries, index);
        for (const ParameterSpec& spec : parameter_table())
            if (section_of(spec) == section && spec.requirement != Requirement::nothing && !table.contains(spec.name)) {
                const Place missing = source_.place(line_of(table.source()), element.prefix_ + std::string(spec.name));
                problems_.add(missing, fmt::format("is missing ({}); add {} = {}", spec.meaning, spec.name,
                                                   spec.requirement == Requirement::number ? "..." : full_form(spec)));
            }
    }

    const Source& source_;
    std::string prefix_;
    Problems& problems_;
};

/// Reads a network's table: its own file, or [networks.KEY] of a scenario.
void read_network_table(const toml::table& table, TableReader& reader, bool own_file, NetworkLayer& layer,
                        Problems& problems) {
    for (auto&& [key, node] : table) {
        if (std::ranges::find(identity_keys, key.str()) != identity_keys.end()) {
            if (own_file)
                reader.read_identity(key, node, layer.identity);
            else
                problems.add(reader.place(key),
                             "is set by the network's own file (a scenario overrides only numbers); write a "
                             "network file instead");
        } else if (key == "unlocks") {
            layer.replaces_unlocks = true;
            reader.read_schedule(Section::unlock, key, node, layer.entries);
        } else if (key == "emission_cuts") {
            layer.replaces_emission_cuts = true;
            reader.read_schedule(Section::emission_cut, key, node, layer.entries);
        } else if (key == "emission") {
            const toml::table* emission = reader.as_table(key, node);
            if (emission == nullptr) continue;
            TableReader inner = reader.inner("emission");
            for (auto&& [name, number] : *emission)
                if (name == "max_supply")
                    problems.add(inner.place(name),
                                 "is not a key (the cap is the network's max_supply); set that and remove this");
                else
                    inner.read_parameter(Section::emission, name, number, layer.entries);
        } else if (!(own_file && key == "base")) {
            if (find_spec(Section::network, key.str()) != nullptr) {
                reader.read_parameter(Section::network, key, node, layer.entries);
                continue;
            }
            std::vector<std::string_view> known = names_of(Section::network);
            known.insert(known.end(), {"unlocks", "emission_cuts", "emission"});
            if (own_file) known.insert(known.end(), identity_keys.begin(), identity_keys.end());
            reader.unknown(key, known);
        }
    }
}

void read_hyperscalers(const toml::node& node, const Place& place, ScenarioLayer& layer, Problems& problems) {
    Written<std::array<std::string, n_hyperscalers>> names{{}, place};
    const toml::array* array = node.as_array();
    bool good = array != nullptr && array->size() == n_hyperscalers;
    for (std::size_t i = 0; good && i < n_hyperscalers; ++i) {
        const auto* name = (*array)[i].as_string();
        good = name != nullptr && problem_of_name(name->get()).empty() &&
               std::ranges::find(names.value, name->get()) == names.value.end();
        if (good) names.value[i] = name->get();
    }
    // With names made up, the arrays' parameters are still distinct, so that this is the only problem reported.
    if (!good) names.value = {"1", "2", "3"};
    if (!good)
        problems.add(place,
                     fmt::format("is not a list of {} different names (list_price0 has one number for each); write "
                                 "hyperscalers = [\"AWS\", \"Azure\", \"GCP\"]",
                                 n_hyperscalers));
    layer.hyperscalers = std::move(names);
}

}  // namespace

NetworkLayer read_network_file(const toml::table& root, const Source& source, Problems& problems) {
    NetworkLayer layer;
    layer.place = source.place(1, "");
    TableReader reader(source, "", problems);
    read_network_table(root, reader, true, layer, problems);
    return layer;
}

ScenarioLayer read_scenario_layer(const toml::table& root, const Source& source,
                                  std::span<const std::string_view> ignored, Problems& problems) {
    ScenarioLayer layer;
    TableReader reader(source, "", problems);
    for (auto&& [key, node] : root) {
        if (std::ranges::find(ignored, key.str()) != ignored.end()) continue;
        if (key == "base") {
            if (source.is_argument)
                problems.add(reader.place(key),
                             "can only be set in a file (an argument overrides numbers); write it there");
            continue;
        }
        if (std::ranges::find(scenario_keys, key.str()) == scenario_keys.end()) {
            std::vector<std::string_view> known(scenario_keys.begin(), scenario_keys.end());
            known.insert(known.end(), ignored.begin(), ignored.end());
            reader.unknown(key, std::move(known));
            continue;
        }
        const toml::table* table = reader.as_table(key, node);
        if (table == nullptr) continue;
        TableReader inner = reader.inner(key.str());
        if (key == "run") {
            layer.run = read_run(*table, source, problems);
        } else if (key == "networks") {
            const TableReader networks(source, "networks.", problems);
            for (auto&& [selector, entries] : *table) {
                const toml::table* network = networks.as_table(selector, entries);
                if (network == nullptr) continue;
                NetworkLayer& overridden = layer.networks.emplace_back();
                overridden.is_of_all = selector == "*";
                overridden.selector = selector.str();
                overridden.place = networks.place(selector);
                Source overrides = source;
                overrides.states_numbers = false;
                overrides.origin.scope =
                    overridden.is_of_all ? Origin::Scope::shared_by_networks : Origin::Scope::one_network;
                TableReader reader_of_network(overrides, fmt::format("networks.{}.", selector.str()), problems);
                read_network_table(*network, reader_of_network, false, overridden, problems);
            }
        } else {
            const Section section = key == "sector"      ? Section::sector
                                    : key == "kill_shot" ? Section::kill_shot
                                                         : Section::correlation;
            for (auto&& [name, number] : *table)
                if (key == "sector" && name == "hyperscalers")
                    read_hyperscalers(number, inner.place(name), layer, problems);
                else
                    inner.read_parameter(section, name, number, layer.entries);
        }
    }
    return layer;
}

}  // namespace killshot
