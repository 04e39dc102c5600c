#include "ensemble/belief_set.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/math/distributions/normal.hpp>

#include "ensemble/belief.hpp"
#include "inputs/parameters.hpp"
#include "inputs/values.hpp"
#include "killshot/error.hpp"
#include "scenario/validate.hpp"
#include "tables/start.hpp"

namespace killshot {
namespace {

constexpr int most_attempts = 100;

double normal_quantile(double probability) {
    namespace policies = boost::math::policies;
    using Normal = boost::math::normal_distribution<double, policies::policy<policies::promote_double<false>>>;
    return boost::math::quantile(Normal(), probability);
}

DrawnBelief describe(const Parameter& parameter) {
    const bool is_own = parameter.origin.scope == Origin::Scope::one_network;
    const bool is_shared = parameter.origin.scope == Origin::Scope::shared_by_networks;
    return {is_shared ? "networks.*." + parameter.name : parameter.path,
            parameter.name,
            is_own ? parameter.id.network : -1,
            parameter.status,
            parameter.n,
            parameter.source};
}

}  // namespace

std::vector<std::size_t> beliefs_of(const Scenario& scenario) {
    std::vector<std::size_t> beliefs;
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i)
        if (is_belief(scenario.parameters[i])) beliefs.push_back(i);
    return beliefs;
}

void require_consistent(const Scenario& scenario) {
    Problems problems;
    validate(scenario, problems);
    problems.throw_if_any();
    for (const NetworkInputs& network : scenario.inputs.networks)
        static_cast<void>(start_of(scenario.inputs.sector, network));
}

BeliefSet::BeliefSet(const Scenario& scenario, const DimensionOf& dimension_of, const Design& design) {
    const auto drawn = design.dimensions();
    for (const std::size_t i : beliefs_of(scenario)) {
        const auto column = std::ranges::lower_bound(drawn, dimension_of(i)) - drawn.begin();
        beliefs_.push_back({i, static_cast<std::size_t>(column), value_of(scenario.inputs, scenario.parameters[i].id)});
    }
}

void BeliefSet::draw(const Design& design, std::int64_t draw, Scenario& scenario) const {
    for (int attempt = 0;; ++attempt) {
        std::vector<double> normals = design.uniforms(draw, attempt);
        for (double& each : normals) each = normal_quantile(each);
        scenario.drawn = {attempt, 0};
        for (const Belief& belief : beliefs_) {
            const Parameter& parameter = scenario.parameters[belief.parameter];
            const auto [value, is_clipped] = draw_belief(parameter, belief.median, normals[belief.column]);
            set_value(scenario.inputs, parameter.id, value);
            scenario.drawn.clipped += is_clipped ? 1 : 0;
        }
        try {
            return require_consistent(scenario);
        } catch (const Error& error) {
            if (attempt + 1 < most_attempts) continue;
            throw Error(
                fmt::format("draw {}: all of {} attempts are inconsistent (the last: {}); narrow the beliefs "
                            "that it names",
                            draw, most_attempts, error.what()));
        }
    }
}

BeliefDesign::BeliefDesign(const Scenario& scenario, const DimensionOf& dimension_of, Design design)
    : BeliefSet(scenario, dimension_of, design), design_(std::move(design)), drawn_(design_.dimensions().size()),
      ids_(drawn_.size()) {
    std::map<std::string, std::vector<std::size_t>> columns_of;  // by key
    std::vector<std::vector<std::string>> networks(drawn_.size());
    for (const Belief& belief : beliefs_) {
        const Parameter& parameter = scenario.parameters[belief.parameter];
        if (parameter.id.network >= 0)
            networks[belief.column].push_back(
                scenario.inputs.networks[static_cast<std::size_t>(parameter.id.network)].key);
        if (ids_[belief.column].spec != nullptr) continue;  // another network shares it
        ids_[belief.column] = parameter.id;
        drawn_[belief.column] = describe(parameter);
        columns_of[drawn_[belief.column].key].push_back(belief.column);
    }
    // Where networks share their numbers in several groups, a key says which ones.
    for (const auto& [key, columns] : columns_of)
        for (const std::size_t column : columns)
            if (columns.size() > 1)
                drawn_[column].key =
                    fmt::format("networks.{}.{}", fmt::join(networks[column], ","), drawn_[column].name);
}

void BeliefDesign::draw(std::int64_t draw, Scenario& scenario, std::span<double> values) const {
    BeliefSet::draw(design_, draw, scenario);
    for (std::size_t i = 0; i < ids_.size(); ++i) values[i] = value_of(scenario.inputs, ids_[i]);
}

}  // namespace killshot
