/// The resolved scenario as JSON, in the shape and with the names of the draft (tests/data/draft_base.json).
///
/// seed, steps, dt, sector, correlation, kill_shot, networks; what Eq. 19 derives is added by `validate --json`.
/// Verified: scenarios/base.toml equals the draft, value by value (tests/scenario/json_test.cpp).
#pragma once

#include <nlohmann/json.hpp>

#include "killshot/scenario.hpp"

namespace killshot {

nlohmann::ordered_json to_json(const Scenario& scenario);

}  // namespace killshot
