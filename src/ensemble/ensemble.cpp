#include "ensemble/ensemble.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ensemble/axes.hpp"
#include "ensemble/belief.hpp"
#include "ensemble/belief_set.hpp"
#include "ensemble/design.hpp"
#include "ensemble/design_table.hpp"
#include "ensemble/dimensions.hpp"
#include "ensemble/variants.hpp"
#include "inputs/limits.hpp"
#include "inputs/values.hpp"
#include "scenario/assemble.hpp"
#include "scenario/reading.hpp"

namespace killshot {
namespace {

/// The coordinates of scenario n: its variant, a value of each group of axes, its draw or row.
struct Position {
    std::int64_t variant{};
    std::vector<std::int64_t> values;
    std::int64_t draw{};
};

}  // namespace

struct Ensemble::State {
    Scenario base;
    bool has_variants = false;
    std::vector<std::string> names;  // of the variants
    std::vector<Scenario> variants;
    std::vector<AxisGroup> groups;
    std::vector<std::vector<std::size_t>> targets;  // for each variant and axis
    std::size_t n_axes = 0;
    std::vector<std::vector<std::size_t>> column_targets;  // for each variant and column of the design's table
    BaseInputs base_inputs;
    Dimensions dimensions;
    std::vector<std::vector<std::uint32_t>> dimensions_of;  // for each variant, by the index of the parameter
    std::vector<std::uint32_t> drawn_dimensions;
    std::optional<DesignTable> design_table;
    Design design;

    [[nodiscard]] const ScenarioTable* table() const {
        return design_table && design_table->table ? &*design_table->table : nullptr;
    }
    [[nodiscard]] bool draws_beliefs() const { return design_table && table() == nullptr; }

    [[nodiscard]] std::int64_t draws() const { return design_table ? design_table->draws : 1; }

    [[nodiscard]] std::int64_t size() const {
        std::int64_t size = static_cast<std::int64_t>(variants.size()) * draws();
        for (const AxisGroup& group : groups) size = std::min(size * group.size(), max_scenarios + 1);
        return size;
    }

    [[nodiscard]] Position position(std::int64_t n) const {
        if (n < 0 || n >= size()) throw std::out_of_range("no such scenario in the ensemble");
        Position position;
        position.draw = n % draws();
        n /= draws();
        position.values.resize(groups.size());
        for (std::size_t i = groups.size(); i-- > 0;) {
            position.values[i] = n % groups[i].size();
            n /= groups[i].size();
        }
        position.variant = n;
        return position;
    }

    /// Sets the values of the axes and of the table in a variant, and the dimensions of those that are beliefs.
    void vary(const Position& position, Scenario& scenario, std::vector<std::uint32_t>& dimension_of) const {
        std::size_t axis_index = static_cast<std::size_t>(position.variant) * n_axes;
        for (std::size_t i = 0; i < groups.size(); ++i)
            for (const Axis& axis : groups[i].axes)
                for (const std::size_t target : targets[axis_index++]) {
                    Parameter& parameter = scenario.parameters[target];
                    const Entry& value = axis.values[static_cast<std::size_t>(position.values[i])];
                    describe(parameter, value);
                    set_value(scenario.inputs, parameter.id, value.number(parameter.id.element));
                    if (is_belief(parameter)) dimension_of[target] = dimensions.dimension(parameter);
                }
        if (const ScenarioTable* rows = table())
            for (std::size_t column = 0; column < rows->columns.size(); ++column)
                for (const std::size_t target :
                     column_targets[static_cast<std::size_t>(position.variant) * rows->columns.size() + column]) {
                    Parameter& parameter = scenario.parameters[target];
                    describe(parameter, rows->columns[column].values.front());
                    set_value(scenario.inputs, parameter.id,
                              rows->number(static_cast<std::size_t>(position.draw), column));
                }
        if (n_axes > 0 || table() != nullptr) scenario.changed = base_inputs.changes_in(scenario);
    }

    /// Computes what all scenarios need, and checks the size of the ensemble.
    void prepare(Reading& reading) {
        for (const AxisGroup& group : groups) n_axes += group.axes.size();
        dimensions = Dimensions(reading.n_shared_files(), variants);
        std::set<std::uint32_t> drawn;
        for (const Scenario& variant : variants) {
            std::vector<std::uint32_t>& dimension_of = dimensions_of.emplace_back(variant.parameters.size());
            for (const std::size_t i : beliefs_of(variant)) {
                dimension_of[i] = dimensions.dimension(variant.parameters[i]);
                drawn.insert(dimension_of[i]);
            }
            for (const AxisGroup& group : groups)
                for (const Axis& axis : group.axes) {
                    targets.push_back(targets_of(axis, variant));
                    for (const std::size_t target : targets.back())
                        for (const Entry& value : axis.values) {
                            Parameter parameter = variant.parameters[target];
                            describe(parameter, value);
                            if (is_belief(parameter)) drawn.insert(dimensions.dimension(parameter));
                        }
                }
            if (const ScenarioTable* rows = table())
                for (const Axis& column : rows->columns) column_targets.push_back(targets_of(column, variant));
        }
        drawn_dimensions.assign(drawn.begin(), drawn.end());
        if (size() > max_scenarios)
            reading.problems().add(
                {.file = reading.file().file, .line = 1, .key = {}},
                fmt::format("has more than {} scenarios (variants times axes times draws or rows); leave some "
                            "out",
                            max_scenarios));
        if (!draws_beliefs()) return;
        if (drawn.empty())
            reading.problems().add(
                design_table->place,
                "has nothing to draw (no number has low and high); add beliefs, or remove the design");
        else if (design_table->kind == DesignKind::sobol && *drawn.rbegin() >= most_sobol_dimensions)
            reading.problems().add(design_table->place,
                                   fmt::format("needs {} dimensions (Sobol' points have at most {}); write kind = "
                                               "\"latin_hypercube\"",
                                               *drawn.rbegin() + 1, most_sobol_dimensions));
    }

    void make_design() {
        if (draws_beliefs()) design = Design(design_table->kind, draws(), drawn_dimensions, base.seed);
    }
};

Ensemble::Ensemble(std::shared_ptr<const State> state) : state_(std::move(state)) {}

std::int64_t Ensemble::size() const { return state_->size(); }

const Scenario& Ensemble::base() const { return state_->base; }

std::span<const Scenario> Ensemble::variants() const { return state_->variants; }

bool Ensemble::draws_beliefs() const {
    return state_->draws_beliefs() && state_->variants.size() == 1 && state_->groups.empty();
}

std::string Ensemble::name(std::int64_t n) const {
    const Position position = state_->position(n);
    std::vector<std::string> parts;
    if (state_->has_variants) parts.push_back(state_->names[static_cast<std::size_t>(position.variant)]);
    for (std::size_t i = 0; i < position.values.size(); ++i)
        for (const Axis& axis : state_->groups[i].axes) parts.push_back(text_of(axis, position.values[i]));
    if (state_->draws_beliefs()) parts.push_back(fmt::format("draw {}", position.draw));
    if (state_->table() != nullptr) parts.push_back(fmt::format("row {}", position.draw + 1));
    return parts.empty() ? state_->base.name : fmt::format("{}", fmt::join(parts, ", "));
}

std::int64_t Ensemble::index_of(std::string_view name) const {
    for (std::int64_t n = 0; n < size(); ++n)
        if (this->name(n) == name) return n;
    throw Error(fmt::format("{}: none of its {} scenarios is named \"{}\"; the first is \"{}\", the last \"{}\"",
                            base().files.front().path, size(), name, this->name(0), this->name(size() - 1)));
}

Scenario Ensemble::scenario(std::int64_t n) const {
    const Position position = state_->position(n);
    const auto variant = static_cast<std::size_t>(position.variant);
    Scenario scenario = state_->variants[variant];
    std::vector<std::uint32_t> dimension_of = state_->dimensions_of[variant];
    state_->vary(position, scenario, dimension_of);
    if (!state_->draws_beliefs()) {
        require_consistent(scenario);
        return scenario;
    }
    BeliefSet(
        scenario, [&](std::size_t i) { return dimension_of[i]; }, state_->design)
        .draw(state_->design, position.draw, scenario);
    return scenario;
}

bool Ensemble::is_single() const { return size() == 1 && !state_->design_table; }

BeliefDesign Ensemble::belief_design(std::int64_t draws) const {
    if (!is_single()) throw std::logic_error("beliefs are drawn of a single scenario");
    Scenario scenario = state_->variants.front();
    std::vector<std::uint32_t> dimension_of = state_->dimensions_of.front();
    state_->vary(state_->position(0), scenario, dimension_of);
    std::set<std::uint32_t> drawn;
    for (const std::size_t i : beliefs_of(scenario)) drawn.insert(dimension_of[i]);
    Design design(DesignKind::latin_hypercube, draws, {drawn.begin(), drawn.end()}, scenario.seed);
    return {scenario, [&](std::size_t i) { return dimension_of[i]; }, std::move(design)};
}

void Ensemble::set_seed(std::uint64_t seed) {
    auto changed = std::make_shared<State>(*state_);
    changed->base.seed = seed;
    for (Scenario& variant : changed->variants) variant.seed = seed;
    changed->make_design();
    state_ = std::move(changed);
}

void Ensemble::set_paths(std::int64_t paths) {
    auto changed = std::make_shared<State>(*state_);
    changed->base.paths = paths;
    for (Scenario& variant : changed->variants) variant.paths = paths;
    state_ = std::move(changed);
}

Ensemble read_ensemble(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
    Reading reading(file, overrides);
    auto state = std::make_shared<Ensemble::State>();
    const std::vector<Variant> variants = read_variants(reading);
    state->groups = read_axes(reading);
    state->design_table = read_design(reading, state->groups);
    state->base = reading.resolve({});
    state->base_inputs = reading.base_inputs();
    state->has_variants = !variants.empty();
    for (const Variant& variant : variants) {
        state->names.push_back(variant.name);
        state->variants.push_back(reading.resolve(variant.layers));
    }
    if (variants.empty()) state->variants = {state->base};
    // The table may be large, so that only the base, which is written to the result, has its text.
    if (state->table() != nullptr) state->base.files.push_back(std::exchange(state->design_table->table->file, {}));
    reading.problems().throw_if_any();
    state->prepare(reading);
    reading.problems().throw_if_any();
    state->make_design();
    return Ensemble(std::move(state));
}

}  // namespace killshot
