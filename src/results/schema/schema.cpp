#include "results/schema/schema.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "results/schema/tables.hpp"

namespace killshot::schema {

std::string_view name_of(Group group) {
    constexpr std::array<std::string_view, n_groups> names{"",     "signals",   "beliefs", "parameters",
                                                           "diff", "epistemic", "timing",  "provenance"};
    return names.at(static_cast<std::size_t>(group));
}

std::string_view name_of(Dimension dimension) {
    constexpr std::array<std::string_view, n_dimensions> names{
        "scenario",          "project", "time", "month",  "quantile", "cause", "bound", "stance", "killed",
        "exit_mask",         "reading", "byte", "signal", "bin",      "edge",  "draw",  "drawn",  "parameter",
        "network_parameter", "stage",   "file"};
    return names.at(static_cast<std::size_t>(dimension));
}

std::string_view name_of(Type type) {
    constexpr std::array<std::string_view, std::variant_size_v<Values>> names{"int8",    "uint8",   "int32", "int64",
                                                                              "float32", "float64", "text"};
    return names.at(static_cast<std::size_t>(type));
}

const std::vector<Variable>& variables() {
    static const std::vector<Variable> table = [] {
        std::vector<Variable> rows;
        add_axes(rows);
        add_run(rows);
        add_counts(rows);
        add_probabilities(rows);
        add_passages(rows);
        add_outputs(rows);
        add_signals(rows);
        add_beliefs(rows);
        add_parameters(rows);
        add_batch(rows);
        return rows;
    }();
    return table;
}

bool is_in(const Variable& variable, Outputs outputs) {
    if (outputs == Outputs::all || variable.with_kills || variable.type == Type::text) return true;
    const bool has_rows =
        std::holds_alternative<FromScenario>(variable.fill) || std::holds_alternative<FromPair>(variable.fill);
    return !has_rows && variable.group != Group::signals;
}

std::string units_of(const Variable& variable, std::chrono::year_month_day start) {
    constexpr std::string_view placeholder = "START";
    std::string units = variable.units;
    if (const std::size_t at = units.find(placeholder); at != std::string::npos) {
        units.replace(at, placeholder.size(), text_of(start));
    }
    return units;
}

const Variable* find(Group group, std::string_view name) {
    const auto found = std::ranges::find_if(
        variables(), [&](const Variable& variable) { return variable.group == group && variable.name == name; });
    return found == variables().end() ? nullptr : &*found;
}

}  // namespace killshot::schema
