/// Reads the inputs of the known answers from JSON (tests/data/draft_base.json, tests/data/draft_stress.json).
///
/// It names every field itself, independently of the parameter table that it helps to test.
#pragma once

#include <nlohmann/json.hpp>

#include "killshot/inputs.hpp"

namespace killshot {

/// The inputs of a draft. The key of a network is derived from its name ("io.net": "io_net").
[[nodiscard]] Inputs inputs_from_json(const nlohmann::json& json);

/// The inputs with n_networks networks (repeating those given, in order) and n_months months.
[[nodiscard]] Inputs resized(Inputs inputs, int n_networks, int n_months);

}  // namespace killshot
