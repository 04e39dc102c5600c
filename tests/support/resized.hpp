/// The drafts with another number of networks and months.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "support/draft_tables.hpp"

namespace killshot::test {

/// A draft with as many networks (repeated from the start) and months.
inline Inputs resized(int n_networks, int months, const std::string& name = "base") {
    Inputs inputs = draft(name);
    const std::vector<NetworkInputs> drafted = inputs.networks;
    inputs.networks.clear();
    for (int i = 0; i < n_networks; ++i)
        inputs.networks.push_back(drafted[static_cast<std::size_t>(i) % drafted.size()]);
    inputs.months = months;
    return inputs;
}

}  // namespace killshot::test
