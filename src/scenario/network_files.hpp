/// The networks of a scenario while their layers are being merged.
#pragma once

#include <filesystem>
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

    bool is_named(std::string_view name) const;  // by its key or its name, in any case
};

struct NetworkDrafts {
    std::vector<NetworkDraft> networks;
    int n_shared_files = 0;  // files that networks inherit from: Origin::file is less
};

/// Reads networks/KEY.toml beside the file that sets run.networks, and the files that it inherits from.
NetworkDrafts read_network_drafts(const std::filesystem::path& folder, const Written<std::vector<std::string>>& keys,
                                  Documents& documents, Problems& problems);

/// Applies a scenario's [networks], "*" first. If a later layer has `narrowed` run.networks, tables of other networks
/// whose files are in `folder` are ignored.
void apply(const std::vector<NetworkLayer>& layers, std::span<NetworkDraft> networks, bool narrowed,
           const std::filesystem::path& folder, Problems& problems);

}  // namespace killshot
