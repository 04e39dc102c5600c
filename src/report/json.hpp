/// JSON as `--json` prints it.
#pragma once

#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

namespace killshot {

/// JSON has no NaN: what is not known is null.
inline nlohmann::ordered_json number_or_null(double value) {
    return std::isnan(value) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(value);
}

/// ASCII alone, so that no text obeys a terminal; bytes that are not UTF-8 become U+FFFD. indent: -1 for a single line.
inline std::string json_text(const nlohmann::ordered_json& json, int indent) {
    constexpr bool ascii = true;
    return json.dump(indent, ' ', ascii, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace killshot
