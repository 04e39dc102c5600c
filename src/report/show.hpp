/// A summary as tables of at most 120 columns, and as JSON at full precision.
///
/// Verified by tests/report/show_test.cpp.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "report/summary.hpp"

namespace killshot {

/// "18.4% (18.1-18.7)" with as many digits as the interval justifies; "none (<0.019%)" without hits; "-" without
/// trials.
[[nodiscard]] std::string text_of(const Proportion& proportion);

[[nodiscard]] std::string summary_to_text(const Summary& summary);
[[nodiscard]] nlohmann::ordered_json summary_to_json(const Summary& summary);

}  // namespace killshot
