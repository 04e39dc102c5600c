/// A file of several scenarios at a glance: each one's paired difference from the first, or, of a design, the spread of
/// P(kill) over the beliefs.
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
    bool failed = false;   // the rest is then not known
    double mean{};         // of P(kill) over the networks, on the paths that the first scenario has too
    double difference{};   // of that mean, from the first scenario's
    int up = 0, down = 0;  // networks whose difference is told apart from 0
};

struct BatchSummary {
    ResultHeader header;
    std::vector<EpistemicEstimate> epistemic;     // of each network; empty where the scenarios are no draws
    std::vector<ScenarioDifference> differences;  // of the scenarios of a batch that is not too long for a table
};

/// Of a file of several scenarios.
[[nodiscard]] BatchSummary summarize_batch(const ResultFile& file);

[[nodiscard]] std::string batch_to_text(const BatchSummary& batch);
[[nodiscard]] nlohmann::ordered_json batch_to_json(const BatchSummary& batch);

}  // namespace killshot
