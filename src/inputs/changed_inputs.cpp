#include "inputs/changed_inputs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "files/printable.hpp"
#include "inputs/parameters.hpp"
#include "inputs/values.hpp"

namespace killshot {
namespace {

constexpr std::string_view absent = "none", equals = " = ", arrow = " -> ";

std::string number_text(const Inputs& inputs, const Parameter& parameter) {
    const double value = value_of(inputs, parameter.id);
    return is_bool(*parameter.id.spec) ? fmt::format("{}", value != 0) : fmt::format("{}", value);
}

std::string belief_text(const Inputs& inputs, const Parameter& parameter) {
    const std::string value = number_text(inputs, parameter);
    return parameter.low ? fmt::format("{} ({} to {})", value, *parameter.low, *parameter.high)
                         : value + " (no interval)";
}

/// Finds parameters by their path, fast where they come in the same order.
class Finder {
  public:
    explicit Finder(const std::vector<Parameter>& parameters) : parameters_(parameters) {}

    const Parameter* find(const std::string& path) {
        for (std::size_t tried = 0; tried < parameters_.size(); ++tried) {
            const Parameter& candidate = parameters_[next_];
            next_ = (next_ + 1) % parameters_.size();
            if (candidate.path == path) return &candidate;
        }
        return nullptr;
    }

  private:
    const std::vector<Parameter>& parameters_;
    std::size_t next_ = 0;
};

}  // namespace

std::vector<ChangedInput> BaseInputs::changes_in(const Scenario& scenario) const {
    std::vector<ChangedInput> changes = of_run;
    Finder base(parameters);
    std::size_t n_found = 0;
    for (const Parameter& parameter : scenario.parameters) {
        const Parameter* const before = base.find(parameter.path);
        if (before == nullptr) {
            changes.push_back({parameter.path, std::string(absent), number_text(scenario.inputs, parameter)});
            continue;
        }
        ++n_found;
        if (value_of(inputs, before->id) != value_of(scenario.inputs, parameter.id))
            changes.push_back({parameter.path, number_text(inputs, *before), number_text(scenario.inputs, parameter)});
        else if (before->low != parameter.low || before->high != parameter.high)
            changes.push_back({parameter.path, belief_text(inputs, *before), belief_text(scenario.inputs, parameter)});
    }
    if (n_found == parameters.size()) return changes;
    Finder now(scenario.parameters);
    for (const Parameter& before : parameters)
        if (now.find(before.path) == nullptr)
            changes.push_back({before.path, number_text(inputs, before), std::string(absent)});
    return changes;
}

std::string text_of(const std::vector<ChangedInput>& changes) {
    std::string text;
    for (const ChangedInput& change : changes)
        text += fmt::format("{}{}{}{}{}{}", text.empty() ? "" : "\n", change.key, equals, change.old_value, arrow,
                            change.new_value);
    return text;
}

std::optional<std::vector<ChangedInput>> parse_changes(std::string_view text) {
    std::vector<ChangedInput> changes;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t key_end = line.find(equals), old_end = line.find(arrow);
        if (key_end == 0 || key_end == std::string_view::npos || old_end == std::string_view::npos ||
            old_end < key_end + equals.size() || printable(line) != line)
            return std::nullopt;
        const std::size_t old_begin = key_end + equals.size();
        changes.push_back({std::string(line.substr(0, key_end)),
                           std::string(line.substr(old_begin, old_end - old_begin)),
                           std::string(line.substr(old_end + arrow.size()))});
    }
    return changes;
}

}  // namespace killshot
