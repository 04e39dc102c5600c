/// The files of known answers. They are part of the program, so that it can verify itself wherever it runs.
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

namespace killshot {

/// A file of tests/data, parsed once. name: "draft_base", "draft_stress", "trace_base" or "trace_stress"; throws
/// std::out_of_range for any other.
[[nodiscard]] const nlohmann::json& known_answers(std::string_view name);

}  // namespace killshot
