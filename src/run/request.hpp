/// What a run was asked for besides its scenarios, and by which key a finished scenario is known again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "killshot/scenario.hpp"

namespace killshot {

struct Request {
    /// Stop a scenario when every network's P(kill) is known to this standard error; else all its paths are run.
    std::optional<double> target_se;
};

/// SHA-256 of everything that determines a scenario's row: the resolved scenario, start, seed, paths, the standard error
/// asked for, the sources of the simulation and the schema.
[[nodiscard]] std::string key_of(const Scenario& scenario, const Request& request);

}  // namespace killshot
