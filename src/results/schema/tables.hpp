/// The tables that make up schema::variables(), one file each, and what they share.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "results/schema/schema.hpp"

namespace killshot::schema {

void add_axes(std::vector<Variable>& table);  // what describes an axis besides its coordinate
void add_run(std::vector<Variable>& table);   // identity, timing, provenance
void add_counts(std::vector<Variable>& table);
void add_probabilities(std::vector<Variable>& table);
void add_passages(std::vector<Variable>& table);
void add_outputs(std::vector<Variable>& table);
void add_signals(std::vector<Variable>& table);
void add_beliefs(std::vector<Variable>& table);  // draws of the inputs' beliefs
void add_parameters(std::vector<Variable>& table);
void add_batch(std::vector<Variable>& table);  // differences from the first scenario, and the spread over beliefs

/// Adds variables of one group to a table. Their units are 1 unless the caller sets others, and counts (int64) have no
/// missing values.
class Adder {
  public:
    Adder(std::vector<Variable>& table, Group group) : table_(table), group_(group) {}

    Variable& operator()(std::string name, std::vector<Dimension> dimensions, Type type, std::string long_name,
                         Fill fill, std::vector<Attribute> attributes = {}) const {
        const bool has_missing = type != Type::int64;
        return table_.emplace_back(Variable{group_, std::move(name), std::move(dimensions), type, "1",
                                            std::move(long_name), std::move(fill), std::move(attributes), has_missing});
    }

  private:
    std::vector<Variable>& table_;
    Group group_;
};

inline std::size_t n_networks(const ScenarioFacts& facts) { return facts.estimates.networks.size(); }

/// One value a network. The values' type is what `value` returns.
template <class Function>
FromScenario each_network(Function value) {
    return [value](const ScenarioFacts& facts) {
        using Value = std::decay_t<decltype(value(facts, std::size_t{0}))>;
        std::vector<Value> values;
        for (std::size_t i = 0; i < n_networks(facts); ++i) values.push_back(value(facts, i));
        return Values(std::move(values));
    };
}

/// An estimate a network.
template <class Function>
FromScenario each_estimate(Function value) {
    return each_network(
        [value](const ScenarioFacts& facts, std::size_t i) { return value(facts.estimates.networks[i]); });
}

/// Counts over all paths, in single precision.
inline std::vector<float> shares_of_paths(const ScenarioFacts& facts, std::span<const std::int64_t> counts) {
    std::vector<float> shares(counts.size());
    std::transform(counts.begin(), counts.end(), shares.begin(),
                   [&](std::int64_t count) { return static_cast<float>(share(count, facts.estimates.paths)); });
    return shares;
}

/// A row of the tally over all paths.
inline FromScenario probabilities(Row row) {
    return [row](const ScenarioFacts& facts) { return Values(shares_of_paths(facts, facts.tally.row(row))); };
}

/// A row of passages by month, added up along its last axis, over all paths.
inline FromScenario incidence(Row row) {
    return [row](const ScenarioFacts& facts) {
        const auto passages = facts.tally.row(row);
        const auto months = static_cast<std::size_t>(facts.tally.layout().n_months());
        std::vector<float> shares;
        for (std::size_t first = 0; first < passages.size(); first += months) {
            const auto by_month = shares_of_paths(facts, cumulative(passages.subspan(first, months)));
            shares.insert(shares.end(), by_month.begin(), by_month.end());
        }
        return Values(std::move(shares));
    };
}

inline Attribute ancillary(std::string names) { return {"ancillary_variables", std::move(names)}; }

inline Attribute comment(std::string text) { return {"comment", std::move(text)}; }

}  // namespace killshot::schema
