/// Helpers of the emission tests: a network with a given archetype, and sums of rows.
#pragma once

#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include "killshot/emission/archetypes.hpp"
#include "killshot/emission/emission.hpp"
#include "killshot/emission/rows.hpp"

namespace killshot::test {

/// A network with a token whose emission parameters are all 0.
inline NetworkInputs network_of(Archetype archetype) {
    NetworkInputs network;
    network.name = std::string(archetype_name(archetype));
    network.archetype = archetype;
    network.has_token = true;
    network.circulating0 = 1e6;
    network.max_supply = 2e6;
    return network;
}

inline double total(const std::vector<double>& row) { return std::accumulate(row.begin(), row.end(), 0.0); }

/// Sum of the first `steps` entries.
inline double total(const std::vector<double>& row, std::size_t steps) {
    return std::accumulate(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(steps), 0.0);
}

}  // namespace killshot::test
