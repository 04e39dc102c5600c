#include "scenario/network_files.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/names.hpp"
#include "killshot/emission/archetypes.hpp"
#include "scenario/spelling.hpp"

namespace killshot {
namespace {

namespace fs = std::filesystem;

fs::path file_of(const fs::path& folder, std::string_view key) { return folder / fmt::format("{}.toml", key); }

std::vector<std::string> keys_in(const fs::path& folder) {
    std::vector<std::string> keys;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure))
        if (entry.path().extension() == ".toml" && entry.path().stem() != "common") keys.push_back(entry.path().stem());
    std::ranges::sort(keys);
    return keys;
}

void erase_schedule(Entries& entries, Section schedule) {
    std::erase_if(entries, [&](const auto& entry) { return section_of(*entry.first.spec) == schedule; });
}

/// Whether the network has the parameter. An unknown archetype, which is reported elsewhere, has all.
bool takes(const NetworkDraft& network, const Entry& entry) {
    return section_of(*entry.key.spec) != Section::emission || !network.identity.archetype ||
           entry.key.spec->archetypes.contains(network.identity.archetype->value);
}

void refuse(const Entry& entry, Archetype archetype, Problems& problems) {
    std::vector<std::string_view> own;
    for (const ParameterSpec& spec : parameter_table())
        if (spec.archetypes.contains(archetype)) own.push_back(spec.name);
    problems.add(
        entry.place,
        fmt::format("is not a parameter of {} ({}); remove it, or correct archetype", archetype_name(archetype),
                    own.empty() ? "it has none" : fmt::format("it has {}", fmt::join(own, ", "))));
}

void apply_layer(const NetworkLayer& layer, NetworkDraft& network, Problems& problems) {
    if (layer.replaces_unlocks) erase_schedule(network.entries, Section::unlock);
    if (layer.replaces_emission_cuts) erase_schedule(network.entries, Section::emission_cut);
    for (const Entry& entry : layer.entries)
        if (takes(network, entry))
            apply(entry, network.entries, problems);
        else
            refuse(entry, network.identity.archetype->value, problems);
}

/// Applies a layer of all networks. A parameter of an archetype goes to the networks of that archetype.
void apply_to_all(const NetworkLayer& layer, std::span<NetworkDraft> networks, Problems& problems) {
    for (const Entry& entry : layer.entries)
        if (std::ranges::none_of(networks, [&](const NetworkDraft& network) { return takes(network, entry); }))
            problems.add(entry.place, "is not a parameter of any network's archetype; remove it");
    for (NetworkDraft& network : networks) {
        NetworkLayer taken = layer;
        std::erase_if(taken.entries, [&](const Entry& entry) { return !takes(network, entry); });
        apply_layer(taken, network, problems);
    }
}

template <class T>
void override_with(std::optional<Written<T>>& inherited, const std::optional<Written<T>>& given) {
    if (given) inherited = given;
}

/// The files that networks inherit from, each once.
std::vector<std::size_t> shared_files(std::span<const NetworkDraft> networks) {
    std::vector<std::size_t> shared;
    for (const NetworkDraft& network : networks)
        for (const Document* document : network.files)
            if (document != network.files.back() && std::ranges::find(shared, document->file_id) == shared.end())
                shared.push_back(document->file_id);
    return shared;
}

Origin origin_of(const Document& document, const std::vector<std::size_t>& shared) {
    const auto found = std::ranges::find(shared, document.file_id);
    if (found == shared.end()) return {.scope = Origin::Scope::one_network};
    return {.scope = Origin::Scope::shared_by_networks, .file = static_cast<int>(found - shared.begin())};
}

void read_files(NetworkDraft& network, const std::vector<std::size_t>& shared, Problems& problems) {
    std::vector<NetworkLayer> layers;
    for (const Document* document : network.files) {
        const Source source{.file = document->file,
                            .provenance = "override in " + document->path.filename().string(),
                            .origin = origin_of(*document, shared),
                            .states_numbers = true};
        const NetworkLayer& layer = layers.emplace_back(read_network_file(document->table, source, problems));
        override_with(network.identity.name, layer.identity.name);
        override_with(network.identity.token, layer.identity.token);
        override_with(network.identity.stance, layer.identity.stance);
        override_with(network.identity.archetype, layer.identity.archetype);
        override_with(network.identity.has_token, layer.identity.has_token);
    }
    for (const NetworkLayer& layer : layers) apply_layer(layer, network, problems);
}

}  // namespace

bool NetworkDraft::is_named(std::string_view name) const {
    return equal_in_any_case(key, name) || (identity.name && equal_in_any_case(identity.name->value, name));
}

NetworkDrafts read_network_drafts(const fs::path& folder, const Written<std::vector<std::string>>& keys,
                                  Documents& documents, Problems& problems) {
    NetworkDrafts drafts;
    for (const std::string& key : keys.value) {
        const fs::path file = file_of(folder, key);
        std::error_code failure;
        if (!fs::exists(file, failure)) {
            const std::vector<std::string> there = keys_in(folder);
            problems.add(
                keys.place,
                fmt::format("{} does not exist (each network has a file); {}", file.lexically_normal().string(),
                            did_you_mean(key, std::vector<std::string_view>(there.begin(), there.end()),
                                         "write that file, or remove the network from the list")));
            continue;
        }
        drafts.networks.push_back({key, documents.read_chain(file, keys.place, problems), {}, {}});
    }
    // A network's own file may be inherited by a later one, so all files are known before their numbers are read.
    const std::vector<std::size_t> shared = shared_files(drafts.networks);
    drafts.n_shared_files = static_cast<int>(shared.size());
    for (NetworkDraft& network : drafts.networks) read_files(network, shared, problems);
    return drafts;
}

void apply(const std::vector<NetworkLayer>& layers, std::span<NetworkDraft> networks, bool narrowed,
           const fs::path& folder, Problems& problems) {
    for (const NetworkLayer& layer : layers)
        if (layer.is_of_all) apply_to_all(layer, networks, problems);

    std::vector<const NetworkDraft*> named;
    for (const NetworkLayer& layer : layers) {
        if (layer.is_of_all) continue;
        const auto network =
            std::ranges::find_if(networks, [&](const NetworkDraft& n) { return n.is_named(layer.selector); });
        if (network == networks.end()) {
            std::error_code failure;
            if (narrowed && fs::exists(file_of(folder, layer.selector), failure)) continue;
            std::vector<std::string_view> known;
            for (const NetworkDraft& n : networks) known.push_back(n.key);
            problems.add(layer.place, fmt::format("no such network (in run.networks); {}",
                                                  did_you_mean(layer.selector, known, "add it there, or remove this")));
        } else if (std::ranges::find(named, &*network) != named.end()) {
            problems.add(layer.place,
                         fmt::format("{} is named twice (by key and by name); merge both tables", network->key));
        } else {
            named.push_back(&*network);
            apply_layer(layer, *network, problems);
        }
    }
}

}  // namespace killshot
