/// The inputs of a scenario as reports list them: what each means, how it is known, and how much of the answer hangs on
/// it.
///
/// Verified by tests/report/inputs_test.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "inputs/parameters.hpp"
#include "report/beliefs.hpp"
#include "results/reader.hpp"

namespace killshot {

/// The row of the parameter table of an input's key ("sector.list_price0.AWS"); null where the table does not know it.
[[nodiscard]] const ParameterSpec* spec_of(std::string_view key);

/// What that row says of the input; empty where there is none.
[[nodiscard]] std::string_view meaning_of(std::string_view key);

/// Share of the spread of P(kill), on average over the networks, that the belief about an input explains. Networks that
/// share a belief share its influence. Nothing where the input was not drawn.
[[nodiscard]] std::optional<double> influence_of(const ResultInput& input, const BeliefSummary& beliefs);

/// beliefs: null where there are none, and then no input has an influence.
[[nodiscard]] nlohmann::ordered_json inputs_to_json(const std::vector<ResultInput>& inputs, const ResultHeader& header,
                                                    const BeliefSummary* beliefs);

}  // namespace killshot
