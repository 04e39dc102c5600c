/// From layered entries to a Scenario's inputs and parameters; what is missing is told.
#pragma once

#include <functional>
#include <string_view>

#include "killshot/scenario.hpp"
#include "scenario/layer.hpp"
#include "scenario/network_files.hpp"
#include "scenario/problems.hpp"

namespace killshot {

/// Where a section's table stands, with its name as the key: there a missing key belongs.
using PlaceOfSection = std::function<Place(std::string_view section)>;

/// What the entry says of a parameter that has its name, unit and place in Inputs.
void write(const Entry& entry, Parameter& parameter);

/// Sector, correlation and kill_shot; the hyperscalers' names, which the arrays' parameters bear, are set before.
void assemble_sector(const Entries& entries, const PlaceOfSection& place_of, Scenario& scenario, Problems& problems);

/// Appends the network.
void assemble_network(const NetworkDraft& draft, Scenario& scenario, Problems& problems);

}  // namespace killshot
