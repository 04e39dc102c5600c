/// A file of several scenarios at a glance: each scenario's paired difference from the first or, for the draws of a
/// design, the spread of P(kill) over the beliefs.
///
/// Verified by tests/cli/diff_test.cpp.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "results/reader.hpp"

namespace killshot {

struct ScenarioDifference {
    std::string scenario;
    bool failed = false;   // nothing below is known
    double mean{};         // of P(kill) over the networks, on the paths that the first scenario has too
    double difference{};   // of that mean from the first scenario's
    int up = 0, down = 0;  // networks whose interval of the difference excludes 0
};

struct BatchSummary {
    ResultHeader header;
    std::vector<EpistemicEstimate> epistemic;     // of each network; empty unless the scenarios are draws of a design
    std::vector<ScenarioDifference> differences;  // of each scenario; empty for draws, and if a table would be too long
};

[[nodiscard]] BatchSummary summarize_batch(const ResultFile& file);

/// True if the first scenario deserves its own table: it did not fail and is not just one draw of a design.
[[nodiscard]] bool shows_first(const BatchSummary& batch);

[[nodiscard]] std::string batch_to_text(const BatchSummary& batch);
[[nodiscard]] nlohmann::ordered_json batch_to_json(const BatchSummary& batch);

}  // namespace killshot
