#include "analysis/paired.hpp"
#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

/// Of the paths that both scenarios have bits of; nothing where the first scenario failed.
PairedCounts paired(const ScenarioFacts& facts, std::size_t network) {
    if (facts.first == nullptr) return {};
    const std::int64_t n_paths = std::min(facts.first->n_bits, std::min(facts.estimates.paths, max_kill_bit_paths));
    return pair(facts.tally.kill_bits(static_cast<int>(network)), facts.first->kill_bits.at(network), n_paths);
}

FromScenario paired_count(std::int64_t PairedCounts::*which) {
    return each_network([which](const ScenarioFacts& facts, std::size_t i) {
        return facts.first == nullptr ? missing_int64 : paired(facts, i).*which;
    });
}

Values difference_ends(const ScenarioFacts& facts) {
    std::vector<double> ends;
    for (std::size_t i = 0; i < n_networks(facts); ++i) {
        const Interval interval =
            facts.is_first ? Interval{0, 0} : paired_difference_interval(paired(facts, i), facts.frame.base.confidence);
        ends.insert(ends.end(), {interval.low, interval.high});
    }
    return ends;
}

FromRun each_belief(double EpistemicEstimate::*which) {
    return [which](const RunFacts& facts) {
        std::vector<double> values;
        for (const EpistemicEstimate& network : facts.epistemic) values.push_back(network.*which);
        return Values(std::move(values));
    };
}

}  // namespace

void add_batch(std::vector<Variable>& table) {
    const auto add_diff = [&](std::string name, Type type, std::string long_name, FromScenario fill,
                              std::vector<Dimension> dimensions, std::vector<Attribute> attributes = {}) {
        table.push_back({Group::diff, std::move(name), std::move(dimensions), type, "1", std::move(long_name),
                         std::move(fill), std::move(attributes)});
    };
    add_diff("n11", Type::int64, "paths killed here and in the first scenario",
             paired_count(&PairedCounts::n11), {scenario, project});
    add_diff("n10", Type::int64, "paths killed here and not in the first scenario",
             paired_count(&PairedCounts::n10), {scenario, project});
    add_diff("n01", Type::int64, "paths killed in the first scenario and not here",
             paired_count(&PairedCounts::n01), {scenario, project});
    add_diff("n00", Type::int64, "paths killed in neither", paired_count(&PairedCounts::n00),
             {scenario, project});
    add_diff("d_p_kill", Type::float64, "p_kill minus that of the first scenario, on the paths that both have",
             each_network([](const ScenarioFacts& facts, std::size_t i) { return paired(facts, i).difference(); }),
             {scenario, project},
             {ancillary("d_p_kill_ci n10 n01"), comment("(n10 - n01) over n11 + n10 + n01 + n00")});
    add_diff("d_p_kill_ci", Type::float64, "score interval (Tango) of d_p_kill at confidence_level", difference_ends,
             {scenario, project, bound}, {comment("0, 0 for the first scenario itself")});

    const auto add_belief = [&](std::string name, std::string long_name, FromRun fill,
                                std::vector<Dimension> dimensions = {project}) {
        table.push_back({Group::epistemic, std::move(name), std::move(dimensions), Type::float64, "1",
                         std::move(long_name), std::move(fill)});
    };
    add_belief("mean", "mean of P(kill | beliefs) over the beliefs", each_belief(&EpistemicEstimate::mean));
    add_belief("sd_belief", "standard deviation of P(kill | beliefs) over the beliefs, with simulation noise removed",
               each_belief(&EpistemicEstimate::sd_belief));
    add_belief("sd_noise", "standard deviation of the simulation noise in the spread of p_kill over the scenarios",
               each_belief(&EpistemicEstimate::sd_noise));
    add_belief("variance_share_belief", "share of a kill's variance that is parameter uncertainty; the rest is shocks",
               each_belief(&EpistemicEstimate::variance_share_belief));
    add_belief("p_kill_q", "quantile of P(kill | beliefs) over the beliefs, with simulation noise removed",
               [](const RunFacts& facts) {
                   std::vector<double> values;
                   for (const EpistemicEstimate& network : facts.epistemic)
                       values.insert(values.end(), network.quantiles.begin(), network.quantiles.end());
                   return Values(std::move(values));
               },
               {project, quantile});
}

}  // namespace killshot::schema
