#include "scenario/network_files.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/names.hpp"
#include "inputs/spelling.hpp"
#include "killshot/emission/archetypes.hpp"
#include "scenario/shipped.hpp"

namespace killshot {
namespace {

namespace fs = std::filesystem;

/// Whether the file calls its network so. Its problems are reported if it is read as one of the scenario.
bool is_called(const fs::path& file, std::string_view called) {
    Documents documents;
    Problems ignored;
    const Document* document = documents.read(file, {}, ignored);
    if (document == nullptr) return false;
    for (const std::string_view key : {"name", "token"})
        if (const auto* text = document->table.get_as<std::string>(key);
            text != nullptr && equal_in_any_case(text->get(), called))
            return true;
    return false;
}

/// Keys of the networks that have files, those of the first folder first.
std::vector<std::string> keys_in(const NetworkFolders& folders) {
    std::vector<std::string> keys;
    for (const fs::path& folder : folders.all())
        for (std::string& name : names_in(folder))
            if (name != "common" && std::ranges::find(keys, name) == keys.end()) keys.push_back(std::move(name));
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

std::optional<int> find_network(std::span<const NetworkDraft> networks, std::string_view called) {
    std::vector<NetworkNames> names;
    const auto text_of = [](const auto& written) { return written ? std::string_view(written->value) : ""; };
    for (const NetworkDraft& network : networks)
        names.push_back({network.key, text_of(network.identity.name), text_of(network.identity.token)});
    return find_network(names, called);
}

std::vector<fs::path> NetworkFolders::all() const {
    std::vector<fs::path> all = own;
    if (!shipped.empty()) all.push_back(shipped);
    return all;
}

fs::path NetworkFolders::find(std::string_view called) const {
    const std::vector<fs::path> folders = all();
    std::error_code failure;
    for (const fs::path& folder : folders)
        if (fs::path file = folder / fmt::format("{}.toml", called); fs::exists(file, failure)) return file;
    // In any case, which matters for files.
    for (const fs::path& folder : folders)
        for (const std::string& name : names_in(folder))
            if (equal_in_any_case(name, called)) return folder / (name + ".toml");
    for (const fs::path& folder : folders)
        for (const std::string& name : names_in(folder))
            if (fs::path file = folder / (name + ".toml"); is_called(file, called)) return file;
    return {};
}

NetworkDrafts read_network_drafts(const NetworkFolders& folders, const Written<std::vector<std::string>>& listed,
                                  Documents& documents, Problems& problems) {
    NetworkDrafts drafts;
    for (const std::string& called : listed.value) {
        const fs::path file = folders.find(called);
        if (file.empty()) {
            const std::vector<std::string> there = keys_in(folders);
            std::vector<std::string> own;
            for (const fs::path& folder : folders.own) own.push_back(folder.string());
            problems.add(listed.place,
                         fmt::format("{} has no network file (looked for {}.toml in {}, and among the networks that "
                                     "come with killshot); {}",
                                     called, called, fmt::join(own, ", "),
                                     did_you_mean(called, std::vector<std::string_view>(there.begin(), there.end()),
                                                  "write that file, or remove the network from the list")));
            continue;
        }
        const std::string key = file.stem();
        if (std::ranges::find(drafts.networks, key, &NetworkDraft::key) != drafts.networks.end()) {
            problems.add(listed.place, fmt::format("lists {} twice; remove one", key));
            continue;
        }
        drafts.networks.push_back({key, documents.read_chain(file, listed.place, folders.shipped, problems), {}, {}});
    }
    // A network's own file may be inherited by a later one, so all files are known before their numbers are read.
    const std::vector<std::size_t> shared = shared_files(drafts.networks);
    drafts.n_shared_files = static_cast<int>(shared.size());
    for (NetworkDraft& network : drafts.networks) read_files(network, shared, problems);
    return drafts;
}

void apply(const std::vector<NetworkLayer>& layers, std::span<NetworkDraft> networks, bool narrowed,
           const NetworkFolders& folders, Problems& problems) {
    for (const NetworkLayer& layer : layers)
        if (layer.is_of_all) apply_to_all(layer, networks, problems);

    std::vector<const NetworkDraft*> named;
    for (const NetworkLayer& layer : layers) {
        if (layer.is_of_all) continue;
        const std::optional<int> found = find_network(networks, layer.selector);
        if (!found) {
            if (narrowed && !folders.find(layer.selector).empty()) continue;
            std::vector<std::string_view> known;
            for (const NetworkDraft& n : networks) known.push_back(n.key);
            problems.add(layer.place, fmt::format("no such network (in run.networks); {}",
                                                  did_you_mean(layer.selector, known, "add it there, or remove this")));
            continue;
        }
        NetworkDraft& network = networks[static_cast<std::size_t>(*found)];
        if (std::ranges::find(named, &network) != named.end()) {
            problems.add(layer.place,
                         fmt::format("{} is named twice (by key, name or token); merge the tables", network.key));
            continue;
        }
        named.push_back(&network);
        apply_layer(layer, network, problems);
    }
}

}  // namespace killshot
