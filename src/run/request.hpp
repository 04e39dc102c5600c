/// What a run is asked for besides its scenarios, and the keys by which a resumed run recognises its finished work.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "killshot/scenario.hpp"
#include "results/run_facts.hpp"

namespace killshot {

struct Request {
    /// A scenario ends when the P(kill) of every network has this standard error; without one, all its paths are run.
    std::optional<double> target_se;
};

/// SHA-256 of everything that determines a scenario's tally: the resolved scenario, start, seed, paths, the standard
/// error asked for, the sources of the simulation and the schema; and of what its row says about its inputs.
[[nodiscard]] std::string key_of(const Scenario& scenario, const Request& request);

/// SHA-256 of what determines the rows of a result besides the scenarios: the confidence, and which variables the file
/// has in which lengths.
[[nodiscard]] std::string rows_key_of(const ResultFrame& frame);

}  // namespace killshot
