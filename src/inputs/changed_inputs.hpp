/// Which inputs of a scenario differ from its base file, the innermost file that it inherits from.
///
/// Verified by tests/scenario/changed_inputs_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/scenario.hpp"

namespace killshot {

/// The scenario as its base file states it.
struct BaseInputs {
    std::vector<ChangedInput> of_run;  // changes of the start, the horizon and the networks, which all variants share
    Inputs inputs;
    std::vector<Parameter> parameters;

    /// The changes of the run, then those of the parameters in their order. Where only the belief about a number has
    /// changed, both beliefs are given: "0.11 (0.03 to 0.25)".
    [[nodiscard]] std::vector<ChangedInput> changes_in(const Scenario& scenario) const;
};

/// "sector.cut_rate = 0.11 -> 0.8", one a line, as result files have it.
[[nodiscard]] std::string text_of(const std::vector<ChangedInput>& changes);

/// Reads that text; nothing where it is something else.
[[nodiscard]] std::optional<std::vector<ChangedInput>> parse_changes(std::string_view text);

}  // namespace killshot
