/// What a run is asked for besides its scenarios, and the key by which a resumed run recognises a scenario.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "killshot/scenario.hpp"

namespace killshot {

struct Request {
    /// A scenario ends when the P(kill) of every network has this standard error; without one, all its paths are run.
    std::optional<double> target_se;
};

/// SHA-256 of everything that determines a scenario's tally: the resolved scenario, start, seed, paths, the standard
/// error asked for, the sources of the simulation and the schema.
[[nodiscard]] std::string key_of(const Scenario& scenario, const Request& request);

}  // namespace killshot
