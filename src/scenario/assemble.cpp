#include "scenario/assemble.hpp"

#include <algorithm>
#include <type_traits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/fields.hpp"
#include "inputs/names.hpp"
#include "killshot/emission/archetypes.hpp"

namespace killshot {
namespace {

void store(const Entry& entry, Inputs& inputs, NetworkInputs& network, std::size_t element) {
    visit_field(*entry.spec, inputs, network, element, [&](auto& field) {
        using Field = std::remove_reference_t<decltype(field)>;
        if constexpr (std::is_same_v<Field, bool>)
            field = entry.value.front() != 0;
        else if constexpr (std::is_same_v<Field, double>)
            field = entry.value.front();
        else
            std::ranges::copy(entry.value, field.begin());
    });
}

/// `suffix` names an element of an array: ".AWS".
void add_parameter(const Entry& entry, std::size_t element, std::string_view scope, std::string_view suffix,
                   int network, Scenario& scenario) {
    Parameter parameter;
    parameter.path = fmt::format("{}{}{}", scope, entry.name, suffix);
    parameter.network = network;
    // The sector's names have their section in them, which is no part of a parameter's own.
    const std::size_t section = network < 0 ? entry.name.find('.') + 1 : 0;
    parameter.name = fmt::format("{}{}", std::string_view(entry.name).substr(section), suffix);
    parameter.spec = entry.spec;
    parameter.element = element;
    parameter.unit = entry.spec->unit;
    write(entry, parameter);
    scenario.parameters.push_back(std::move(parameter));
}

void add_sector_parameters(const Entry& entry, Scenario& scenario) {
    if (section_of(*entry.spec) == Section::correlation) {
        for (std::size_t row = 0; row < n_sector_factors; ++row)
            for (std::size_t column = row + 1; column < n_sector_factors; ++column)
                add_parameter(entry, row * n_sector_factors + column, "",
                              fmt::format(".{}.{}", sector_factor_names[row], sector_factor_names[column]), -1,
                              scenario);
    } else if (size_of(*entry.spec) == n_hyperscalers) {
        for (std::size_t i = 0; i < n_hyperscalers; ++i)
            add_parameter(entry, i, "", "." + scenario.inputs.sector.hyperscalers[i], -1, scenario);
    } else {
        add_parameter(entry, 0, "", "", -1, scenario);
    }
}

/// Keys that a table lacks. A few are told one by one, many at once.
class MissingKeys {
  public:
    MissingKeys(Place table, Problems& problems) : table_(std::move(table)), problems_(problems) {}

    /// The valid entry of this name. Null where it is missing, or invalid, which was told before.
    const Entry* find(const Entries& entries, std::string_view name, const ParameterSpec& spec) {
        const auto found = entries.find(name);
        if (found != entries.end()) return found->second.valid ? &found->second : nullptr;
        if (spec.demand != Demand::nothing) missing_.push_back(&spec);
        return nullptr;
    }

    void tell() const {
        constexpr std::size_t few = 3;
        if (missing_.size() <= few) {
            for (const ParameterSpec* spec : missing_)
                problems_.add(with_key(spec->name),
                              fmt::format("is missing: {}; add {} = {}", spec->meaning, spec->name, full_form(*spec)));
        } else {
            std::vector<std::string_view> names;
            for (const ParameterSpec* spec : missing_) names.push_back(spec->name);
            problems_.add(table_, fmt::format("{} keys are missing ({}); docs/parameters.md says what each one is",
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
        if (draft_.files.empty()) return;  // told when it was read
        read_identity();
        index_ = static_cast<int>(scenario_.inputs.networks.size());
        network_ = &scenario_.inputs.networks.emplace_back(std::move(identity_));
        network_->unlocks.resize(elements_of("unlocks."));
        network_->emission_cuts.resize(elements_of("emission_cuts."));

        add_section(Section::network, "", place_of(""));
        if (has_archetype_) add_section(Section::emission, "emission.", place_of("emission"));
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

    /// The written value, or the type's own where it is missing, which is told.
    template <class T>
    T required(std::string_view key, const std::optional<Written<T>>& written, std::string_view example) {
        if (written) return written->value;
        const auto stands_there = [&](const Document* file) { return file->table.contains(key); };
        if (std::ranges::none_of(draft_.files, stands_there))
            problems_.add(place_of(key),
                          fmt::format("is missing (a network's file has it); add {} = {}", key, example));
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
                problems_.add(written.name->place,
                              fmt::format("{} is the name of {} too (results are told apart by it); give one another",
                                          identity_.name, other.key));
        if (written.name && identity_.name.empty())
            problems_.add(written.name->place, "is empty (results are told apart by it); write the project's name");
        if (written.token) identity_.token = written.token->value;
        if (written.has_token && written.has_token->value && identity_.token.empty())
            problems_.add(written.has_token->place, "is true and there is no ticker (token); add token = \"...\"");
        if (written.has_token && !written.has_token->value && !identity_.token.empty())
            problems_.add(written.token->place,
                          "has_token is false (a network without a token has no ticker); "
                          "correct the one or the other");
        if (written.has_token && has_archetype_ && written.has_token->value != pays_in_token(identity_.archetype))
            problems_.add(
                written.has_token->place,
                fmt::format("is {} and archetype is {} (only pre_token pays without a token); correct the one or "
                            "the other",
                            written.has_token->value, archetype_name(identity_.archetype)));
    }

    static bool pays_in_token(Archetype archetype) { return archetype != Archetype::pre_token; }

    /// "unlocks.": how many tranches there are.
    std::size_t elements_of(std::string_view scope) const {
        std::size_t elements = 0;
        for (const auto& [name, entry] : draft_.entries)
            if (std::string_view(name).starts_with(scope))
                elements = std::max<std::size_t>(elements, std::stoul(name.substr(scope.size())) + 1);
        return elements;
    }

    void add_section(Section section, std::string_view scope, Place table) {
        MissingKeys missing(std::move(table), problems_);
        for (const ParameterSpec& spec : parameter_table()) {
            const bool taken = section != Section::emission || spec.archetypes.contains(network_->archetype);
            if (section_of(spec) != section || !taken) continue;
            if (const Entry* entry = missing.find(draft_.entries, fmt::format("{}{}", scope, spec.name), spec))
                add(*entry, 0);
        }
        missing.tell();
    }

    void add(const Entry& entry, std::size_t element) {
        store(entry, scenario_.inputs, *network_, element);
        add_parameter(entry, element, fmt::format("networks.{}.", draft_.key), "", index_, scenario_);
    }

    /// What a tranche lacks was told where it was read.
    void add_schedule(Section section, std::size_t element) {
        const std::string scope = fmt::format("{}.{}.", section_name(section), element);
        for (const ParameterSpec& spec : parameter_table()) {
            if (section_of(spec) != section) continue;
            const auto found = draft_.entries.find(fmt::format("{}{}", scope, spec.name));
            if (found == draft_.entries.end() || !found->second.valid) continue;
            Entry entry = found->second;
            const auto tokens = draft_.entries.find(fmt::format("{}tokens", scope));
            if (!entry.has_provenance && tokens != draft_.entries.end()) {
                entry.status = tokens->second.status;
                entry.source = tokens->second.source;
                entry.as_of = tokens->second.as_of;
            }
            add(entry, element);
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

void write(const Entry& entry, Parameter& parameter) {
    const std::size_t number = entry.value.size() > 1 ? parameter.element : 0;
    parameter.value = entry.value[number];
    parameter.low = entry.low.empty() ? std::nullopt : std::optional(entry.low[number]);
    parameter.high = entry.high.empty() ? std::nullopt : std::optional(entry.high[number]);
    parameter.scale = entry.low.empty() ? Scale::none : entry.scale;
    parameter.status = entry.status;
    parameter.source = entry.source;
    parameter.as_of = entry.as_of;
    parameter.place = entry.place;
}

void assemble_sector(const Entries& entries, const PlaceOfSection& place_of, Scenario& scenario, Problems& problems) {
    NetworkInputs none;
    for (const Section section : {Section::sector, Section::correlation, Section::kill_shot}) {
        MissingKeys missing(place_of(section_name(section)), problems);
        for (const ParameterSpec& spec : parameter_table()) {
            if (section_of(spec) != section) continue;
            const Entry* entry = missing.find(entries, fmt::format("{}.{}", section_name(section), spec.name), spec);
            if (entry == nullptr) continue;
            store(*entry, scenario.inputs, none, 0);
            add_sector_parameters(*entry, scenario);
        }
        missing.tell();
    }
}

void assemble_network(const NetworkDraft& draft, Scenario& scenario, Problems& problems) {
    NetworkAssembly(draft, scenario, problems).run();
}

}  // namespace killshot
