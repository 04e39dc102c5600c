#include "scenario/assemble.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/names.hpp"
#include "inputs/values.hpp"
#include "killshot/emission/archetypes.hpp"

namespace killshot {
namespace {

/// Without the section of the sector's parameters and without the network: "cut_rate", "unlocks.0.tokens".
std::string name_of(const EntryKey& key) {
    const Section section = section_of(*key.spec);
    if (is_schedule(section))
        return fmt::format("{}.{}.{}", section_name(section), key.schedule_element, key.spec->name);
    if (section == Section::emission) return fmt::format("{}.{}", section_name(section), key.spec->name);
    return std::string(key.spec->name);
}

/// `suffix` names an element of an array: ".AWS".
void add_parameter(const Entry& entry, int network, std::size_t element, std::string_view suffix, Scenario& scenario) {
    Parameter parameter;
    parameter.id = {.spec = entry.key.spec, .network = network, .element = element};
    parameter.name = fmt::format("{}{}", name_of(entry.key), suffix);
    const std::string scope =
        network < 0 ? std::string(section_name(section_of(*entry.key.spec)))
                    : fmt::format("networks.{}", scenario.inputs.networks[static_cast<std::size_t>(network)].key);
    parameter.path = fmt::format("{}.{}", scope, parameter.name);
    parameter.unit = entry.key.spec->unit;
    describe(parameter, entry);
    set_value(scenario.inputs, parameter.id, entry.number(element));
    scenario.parameters.push_back(std::move(parameter));
}

void add_sector_parameters(const Entry& entry, Scenario& scenario) {
    if (section_of(*entry.key.spec) == Section::correlation) {
        // Only the upper triangle is parameters; validate looks at the whole matrix.
        std::ranges::copy(entry.value, scenario.inputs.correlation.begin());
        for (std::size_t row = 0; row < n_sector_factors; ++row)
            for (std::size_t column = row + 1; column < n_sector_factors; ++column)
                add_parameter(entry, -1, row * n_sector_factors + column,
                              fmt::format(".{}.{}", sector_factor_names[row], sector_factor_names[column]), scenario);
    } else if (size_of(*entry.key.spec) == n_hyperscalers) {
        for (std::size_t i = 0; i < n_hyperscalers; ++i)
            add_parameter(entry, -1, i, "." + scenario.inputs.sector.hyperscalers[i], scenario);
    } else {
        add_parameter(entry, -1, 0, "", scenario);
    }
}

/// Keys that a table lacks: a few are reported one by one, many in one line.
class MissingKeys {
  public:
    MissingKeys(Place table, Problems& problems) : table_(std::move(table)), problems_(problems) {}

    /// Null where the entry is missing, or invalid, which has been reported.
    const Entry* find(const Entries& entries, const ParameterSpec& spec) {
        const auto found = entries.find({.spec = &spec});
        if (found != entries.end()) return found->second.valid ? &found->second : nullptr;
        if (spec.requirement != Requirement::nothing) missing_.push_back(&spec);
        return nullptr;
    }

    void report() const {
        constexpr std::size_t few = 3;
        if (missing_.size() <= few) {
            for (const ParameterSpec* spec : missing_)
                problems_.add(with_key(spec->name),
                              fmt::format("is missing ({}); add {} = {}", spec->meaning, spec->name, full_form(*spec)));
        } else {
            std::vector<std::string_view> names;
            for (const ParameterSpec* spec : missing_) names.push_back(spec->name);
            problems_.add(table_, fmt::format("{} keys are missing ({}); docs/parameters.md describes each",
                                              names.size(), fmt::join(names, ", ")));
        }
    }

  private:
    Place with_key(std::string_view name) const {
        Place place = table_;
        place.key = table_.key.empty() ? std::string(name) : fmt::format("{}.{}", table_.key, name);
        return place;
    }

    Place table_;
    Problems& problems_;
    std::vector<const ParameterSpec*> missing_;
};

/// One network, from its draft.
class NetworkAssembly {
  public:
    NetworkAssembly(const NetworkDraft& draft, Scenario& scenario, Problems& problems)
        : draft_(draft), scenario_(scenario), problems_(problems) {}

    void run() {
        if (draft_.files.empty()) return;  // reported when it was read
        read_identity();
        index_ = static_cast<int>(scenario_.inputs.networks.size());
        network_ = &scenario_.inputs.networks.emplace_back(std::move(identity_));
        network_->unlocks.resize(elements_of(Section::unlock));
        network_->emission_cuts.resize(elements_of(Section::emission_cut));

        add_section(Section::network, place_of(""));
        if (has_archetype_) add_section(Section::emission, place_of("emission"));
        for (std::size_t i = 0; i < network_->unlocks.size(); ++i) add_schedule(Section::unlock, i);
        for (std::size_t i = 0; i < network_->emission_cuts.size(); ++i) add_schedule(Section::emission_cut, i);
    }

  private:
    const Document& own_file() const { return *draft_.files.back(); }

    Place place_of(std::string_view key) const {
        const bool stands_there = own_file().table.get_as<toml::table>(key) != nullptr;
        const int line = stands_there ? line_of_key(own_file().table, key) : 1;
        return {.file = own_file().file, .line = line, .key = std::string(key)};
    }

    /// The written value; where it is missing, which is reported, a default.
    template <class T>
    T required(std::string_view key, const std::optional<Written<T>>& written, std::string_view example) {
        if (written) return written->value;
        const auto stands_there = [&](const Document* file) { return file->table.contains(key); };
        if (std::ranges::none_of(draft_.files, stands_there))
            problems_.add(place_of(key),
                          fmt::format("is missing (every network's file has it); add {} = {}", key, example));
        return {};
    }

    void read_identity() {
        const Identity& written = draft_.identity;
        identity_.key = draft_.key;
        identity_.name = required("name", written.name, "\"io.net\"");
        identity_.stance = required("stance", written.stance, "\"conviction\", \"watching\" or \"skeptical\"");
        identity_.archetype = required("archetype", written.archetype, "one of those in docs/parameters.md");
        has_archetype_ = written.archetype.has_value();
        identity_.has_token = required("has_token", written.has_token, "true or false");
        for (const NetworkInputs& other : scenario_.inputs.networks)
            if (written.name && equal_in_any_case(other.name, identity_.name))
                problems_.add(
                    written.name->place,
                    fmt::format("{} is also the name of {} (results are identified by it); rename one of them",
                                identity_.name, other.key));
        if (written.token) identity_.token = written.token->value;
        if (written.has_token && written.has_token->value && identity_.token.empty())
            problems_.add(written.has_token->place, "is true but there is no ticker; add token = \"...\"");
        if (written.has_token && !written.has_token->value && !identity_.token.empty())
            problems_.add(written.token->place, "is given but has_token is false; correct one of them");
        if (written.has_token && has_archetype_ && written.has_token->value != pays_in_token(identity_.archetype))
            problems_.add(
                written.has_token->place,
                fmt::format("is {} but archetype is {} (only pre_token pays without a token); correct one of them",
                            written.has_token->value, archetype_name(identity_.archetype)));
    }

    static bool pays_in_token(Archetype archetype) { return archetype != Archetype::pre_token; }

    /// How many tranches or cuts there are.
    std::size_t elements_of(Section schedule) const {
        std::size_t elements = 0;
        for (const auto& [key, entry] : draft_.entries)
            if (section_of(*key.spec) == schedule) elements = std::max(elements, key.schedule_element + 1);
        return elements;
    }

    void add_section(Section section, Place table) {
        MissingKeys missing(std::move(table), problems_);
        for (const ParameterSpec& spec : parameter_table()) {
            const bool taken = section != Section::emission || spec.archetypes.contains(network_->archetype);
            if (section_of(spec) != section || !taken) continue;
            if (const Entry* entry = missing.find(draft_.entries, spec))
                add_parameter(*entry, index_, 0, "", scenario_);
        }
        missing.report();
    }

    /// What a tranche or cut lacks was reported where it was read. The months of a tranche have the provenance of its
    /// tokens.
    void add_schedule(Section section, std::size_t element) {
        const auto tokens = draft_.entries.find({&spec_of(&UnlockTranche::tokens), element});
        for (const ParameterSpec& spec : parameter_table()) {
            if (section_of(spec) != section) continue;
            const auto found = draft_.entries.find({&spec, element});
            if (found == draft_.entries.end() || !found->second.valid) continue;
            Entry entry = found->second;
            if (section == Section::unlock && !entry.has_provenance && tokens != draft_.entries.end()) {
                entry.status = tokens->second.status;
                entry.source = tokens->second.source;
                entry.as_of = tokens->second.as_of;
                entry.n = tokens->second.n;
            }
            add_parameter(entry, index_, element, "", scenario_);
        }
    }

    const NetworkDraft& draft_;
    Scenario& scenario_;
    Problems& problems_;
    NetworkInputs identity_;
    NetworkInputs* network_ = nullptr;
    int index_ = 0;
    bool has_archetype_ = false;
};

}  // namespace

void describe(Parameter& parameter, const Entry& entry) {
    const std::size_t number = entry.value.size() > 1 ? parameter.id.element : 0;
    parameter.low = entry.low.empty() ? std::nullopt : std::optional(entry.low[number]);
    parameter.high = entry.high.empty() ? std::nullopt : std::optional(entry.high[number]);
    parameter.scale = entry.low.empty() ? Scale::none : entry.scale;
    parameter.status = entry.status;
    parameter.source = entry.source;
    parameter.as_of = entry.as_of;
    parameter.n = entry.n;
    parameter.origin = entry.origin;
    parameter.place = entry.place;
}

void assemble_sector(const Entries& entries, const PlaceOfSection& place_of, Scenario& scenario, Problems& problems) {
    for (const Section section : {Section::sector, Section::correlation, Section::kill_shot}) {
        MissingKeys missing(place_of(section_name(section)), problems);
        for (const ParameterSpec& spec : parameter_table()) {
            if (section_of(spec) != section) continue;
            if (const Entry* entry = missing.find(entries, spec)) add_sector_parameters(*entry, scenario);
        }
        missing.report();
    }
}

void assemble_network(const NetworkDraft& draft, Scenario& scenario, Problems& problems) {
    NetworkAssembly(draft, scenario, problems).run();
}

}  // namespace killshot
