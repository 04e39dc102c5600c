/// The files of known answers, carried inside the program so that it can be verified wherever it runs.
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

namespace killshot {

/// A file of tests/data, parsed once: known_answers("draft_base"), ("draft_stress"), ("trace_base"), ("trace_stress").
/// Throws std::out_of_range for any other name.
[[nodiscard]] const nlohmann::json& known_answers(std::string_view name);

}  // namespace killshot
