/// The resolved scenario as JSON, with the structure and names of the draft (tests/data/draft_base.json).
///
/// Keys: seed, steps, dt, sector, correlation, kill_shot, networks. `validate --json` adds what Eq. 19 derives.
/// Verified by tests/inputs/json_test.cpp: scenarios/base.toml equals the draft, value by value.
#pragma once

#include <nlohmann/json.hpp>

#include "killshot/scenario.hpp"

namespace killshot {

nlohmann::ordered_json to_json(const Scenario& scenario);

}  // namespace killshot
