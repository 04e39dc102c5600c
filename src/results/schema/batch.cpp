#include "analysis/paired.hpp"
#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

std::size_t n_networks(const PairFacts& facts) { return facts.here.kill_bits.size(); }

/// Of the paths that have bits in both scenarios; 0 where the first scenario failed.
PairedCounts paired(const PairFacts& facts, std::size_t network) {
    if (facts.first == nullptr) return {};
    const std::int64_t n_paths = std::min(facts.first->n_bits, facts.here.n_bits);
    return pair(facts.here.kill_bits.at(network), facts.first->kill_bits.at(network), n_paths);
}

FromPair paired_count(std::int64_t PairedCounts::*which) {
    return [which](const PairFacts& facts) {
        std::vector<std::int64_t> counts;
        for (std::size_t i = 0; i < n_networks(facts); ++i)
            counts.push_back(facts.first == nullptr ? missing_int64 : paired(facts, i).*which);
        return Values(std::move(counts));
    };
}

Values differences(const PairFacts& facts) {
    std::vector<double> values;
    for (std::size_t i = 0; i < n_networks(facts); ++i) values.push_back(paired(facts, i).difference());
    return values;
}

Values difference_ends(const PairFacts& facts) {
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
    const auto add_diff = [&](std::string name, Type type, std::string long_name, FromPair fill,
                              std::vector<Dimension> dimensions, std::vector<Attribute> attributes = {}) {
        table.push_back({Group::diff, std::move(name), std::move(dimensions), type, "1", std::move(long_name),
                         std::move(fill), std::move(attributes)});
    };
    add_diff("n11", Type::int64, "paths that the kill shot takes here and in the first scenario",
             paired_count(&PairedCounts::n11), {scenario, project});
    add_diff("n10", Type::int64, "paths that it takes here and not in the first scenario",
             paired_count(&PairedCounts::n10), {scenario, project});
    add_diff("n01", Type::int64, "paths that it takes in the first scenario and not here",
             paired_count(&PairedCounts::n01), {scenario, project});
    add_diff("n00", Type::int64, "paths that it takes in neither", paired_count(&PairedCounts::n00),
             {scenario, project});
    add_diff("d_p_kill", Type::float64, "p_kill less the first scenario's, on the paths that both have", differences,
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
    add_belief("sd_belief", "standard deviation of P(kill | beliefs) over the beliefs, simulation noise taken out",
               each_belief(&EpistemicEstimate::sd_belief));
    add_belief("sd_noise", "standard deviation of the simulation noise in the spread of p_kill over the scenarios",
               each_belief(&EpistemicEstimate::sd_noise));
    add_belief("variance_share_belief", "share of belief in the variance of a kill; the rest is shock",
               each_belief(&EpistemicEstimate::variance_share_belief));
    add_belief("p_kill_q", "quantile of P(kill | beliefs) over the beliefs, simulation noise taken out",
               [](const RunFacts& facts) {
                   std::vector<double> values;
                   for (const EpistemicEstimate& network : facts.epistemic)
                       values.insert(values.end(), network.quantiles.begin(), network.quantiles.end());
                   return Values(std::move(values));
               },
               {project, quantile});
}

}  // namespace killshot::schema
