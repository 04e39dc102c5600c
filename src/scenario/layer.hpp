/// What one file or one --set argument states, read without knowledge of the other layers.
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

/// A value that is not in the parameter table, with its place.
template <class T>
struct Written {
    T value{};
    Place place;
};

/// The properties of a network that only its own files state; no scenario overrides them.
struct Identity {
    std::optional<Written<std::string>> name, token;
    std::optional<Written<Stance>> stance;
    std::optional<Written<Archetype>> archetype;
    std::optional<Written<bool>> has_token;
};

/// What one file or argument states about one network, or about all ("*").
struct NetworkLayer {
    bool is_of_all = false;  // "*"
    std::string selector;    // "*", or a network's name or key as it was written; empty in a network's own file
    Place place;
    Identity identity;
    std::vector<Entry> entries;
    bool replaces_unlocks = false, replaces_emission_cuts = false;
};

/// [run]
struct RunLayer {
    std::optional<Written<std::chrono::year_month_day>> start;
    std::optional<Written<std::int64_t>> horizon_months, report_every_months, paths;
    std::optional<Written<std::uint64_t>> seed;
    std::optional<Written<double>> confidence;
    std::optional<Written<std::vector<std::string>>> networks;
    std::vector<std::string> given;  // all keys, including those with a wrong value
};

/// What one scenario file or --set argument states.
struct ScenarioLayer {
    RunLayer run;
    std::optional<Written<std::array<std::string, n_hyperscalers>>> hyperscalers;
    std::vector<Entry> entries;
    std::vector<NetworkLayer> networks;
};

/// The keys that make a scenario file an ensemble, which are not part of its layer.
inline constexpr std::array<std::string_view, 3> batch_keys{"scenario", "axis", "design"};

/// ignored: keys of `root` that are read elsewhere.
ScenarioLayer read_scenario_layer(const toml::table& root, const Source& source,
                                  std::span<const std::string_view> ignored, Problems& problems);

/// A network's own file, or one that it inherits from.
NetworkLayer read_network_file(const toml::table& root, const Source& source, Problems& problems);

}  // namespace killshot
