/// Inputs from the JSON that known answers are given for (draft_base.json, draft_stress.json).
///
/// Spelled out field by field, apart from the parameter table that it helps to test.
#pragma once

#include <nlohmann/json.hpp>

#include "killshot/inputs.hpp"

namespace killshot {

/// Inputs as the draft states them; keys are made from the names ("io.net": "io_net").
[[nodiscard]] Inputs inputs_from_json(const nlohmann::json& json);

/// The inputs with as many networks, repeated from the start, and months.
[[nodiscard]] Inputs resized(Inputs inputs, int n_networks, int n_months);

}  // namespace killshot
