/// The networks of a scenario while their layers are being merged.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/layer.hpp"

namespace killshot {

struct NetworkDraft {
    std::string key;                     // the name of its file
    std::vector<const Document*> files;  // innermost first; empty if one could not be read
    Identity identity;
    Entries entries;
};

/// Index of the network with this key, name or token, in any case.
std::optional<int> find_network(std::span<const NetworkDraft> networks, std::string_view called);

struct NetworkDrafts {
    std::vector<NetworkDraft> networks;
    int n_shared_files = 0;  // files that networks inherit from: Origin::file is less
};

/// The folders where network files are looked for, in this order; the last is `shipped`, which may be empty.
struct NetworkFolders {
    std::vector<std::filesystem::path> own;
    std::filesystem::path shipped;

    /// The file of a network that is called by its key, name or token, in any case; empty if there is none.
    [[nodiscard]] std::filesystem::path find(std::string_view called) const;
    [[nodiscard]] std::vector<std::filesystem::path> all() const;
};

/// Reads the files of the networks in run.networks, and the files that these inherit from.
NetworkDrafts read_network_drafts(const NetworkFolders& folders, const Written<std::vector<std::string>>& listed,
                                  Documents& documents, Problems& problems);

/// Applies a scenario's [networks], "*" first. If a later layer has `narrowed` run.networks, tables of other networks
/// that have a file are ignored.
void apply(const std::vector<NetworkLayer>& layers, std::span<NetworkDraft> networks, bool narrowed,
           const NetworkFolders& folders, Problems& problems);

}  // namespace killshot
