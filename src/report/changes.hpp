/// Inputs that differ from the base file, or between two results.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "killshot/scenario.hpp"
#include "results/reader.hpp"

namespace killshot {

/// The inputs that differ between two scenarios, from what each changed against the same base file.
[[nodiscard]] std::vector<ChangedInput> changes_between(const std::vector<ChangedInput>& there,
                                                        const std::vector<ChangedInput>& here);

/// The inputs that differ between two scenarios of any files, from their numbers and the beliefs about them. An input
/// that only one of them has is "none" in the other. Inputs of networks that only one has are left out.
[[nodiscard]] std::vector<ChangedInput> changes_between(const ResultFile& there, int scenario_there,
                                                        const ResultFile& here, int scenario_here);

/// "Changed: sector.cut_rate = 0.11 -> 0.8; ...; and 5 more", wrapped; empty where nothing is changed. all: no "more".
[[nodiscard]] std::string changed_inputs_to_text(const std::vector<ChangedInput>& changes, bool all = false);

/// [{"key", "old", "new"}]
[[nodiscard]] nlohmann::ordered_json changed_inputs_to_json(const std::vector<ChangedInput>& changes);

}  // namespace killshot
