/// Makes a Scenario's inputs and parameters from the entries of all layers, and reports what is missing.
#pragma once

#include <functional>
#include <string_view>

#include "killshot/scenario.hpp"
#include "scenario/layer.hpp"
#include "scenario/network_files.hpp"
#include "scenario/problems.hpp"

namespace killshot {

/// The place of a section's table, where a missing key belongs, with the section's name as the key.
using PlaceOfSection = std::function<Place(std::string_view section)>;

/// Gives the parameter the entry's belief and provenance. Its number goes to Inputs: set_value.
void describe(Parameter& parameter, const Entry& entry);

/// Sector, correlation and kill_shot. The hyperscalers' names, which are part of parameters' names, are already set.
void assemble_sector(const Entries& entries, const PlaceOfSection& place_of, Scenario& scenario, Problems& problems);

/// Appends the network to the scenario.
void assemble_network(const NetworkDraft& draft, Scenario& scenario, Problems& problems);

}  // namespace killshot
