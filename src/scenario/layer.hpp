/// The tables of a file or of a --set argument, read into values without a look at other layers.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "killshot/scenario.hpp"
#include "scenario/entry.hpp"
#include "scenario/problems.hpp"

namespace killshot {

/// A value outside the parameter table, and where it was written.
template <class T>
struct Written {
    T value{};
    Place place;
};

/// What makes a network what it is: fixed by its own files, no scenario overrides it.
struct Identity {
    std::optional<Written<std::string>> name, token;
    std::optional<Written<Stance>> stance;
    std::optional<Written<Archetype>> archetype;
    std::optional<Written<bool>> has_token;
};

/// What one file or argument says of one network, or of all ("*").
struct NetworkLayer {
    bool is_of_all = false;  // "*"
    std::string selector;    // else a name or key as it was written; empty in a network's own file
    Place place;
    Identity identity;
    std::vector<Entry> entries;
    bool replaces_unlocks = false, replaces_emission_cuts = false;
};

/// [run]
struct RunLayer {
    std::optional<Written<std::chrono::year_month_day>> start;
    std::optional<Written<std::int64_t>> horizon_months, paths, seed;
    std::optional<Written<double>> confidence;
    std::optional<Written<std::vector<std::string>>> networks;
    std::vector<std::string> given;  // the keys that stand there, well or badly written
};

/// What one scenario file or --set argument says.
struct ScenarioLayer {
    RunLayer run;
    std::optional<Written<std::array<std::string, n_hyperscalers>>> hyperscalers;
    std::vector<Entry> entries;
    std::vector<NetworkLayer> networks;
};

/// What a scenario file has beside its layer: the batch that it makes of itself.
inline constexpr std::array<std::string_view, 3> batch_keys{"scenario", "axis", "design"};

/// not_its_own: keys of `root` that somebody else reads.
ScenarioLayer read_scenario_layer(const toml::table& root, const Source& source,
                                  std::span<const std::string_view> not_its_own, Problems& problems);

/// A network's own file, or one that it inherits from.
NetworkLayer read_network_file(const toml::table& root, const Source& source, Problems& problems);

}  // namespace killshot
