#include <algorithm>

#include "analysis/paired.hpp"
#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

std::size_t n_networks(const PairFacts& facts) { return facts.here.kill_bits.size(); }

/// Paths that have bits in both scenarios; 0 where the first scenario failed.
std::int64_t paths_of_both(const PairFacts& facts) {
    return facts.first == nullptr ? 0 : std::min(facts.first->n_bits, facts.here.n_bits);
}

PairedCounts paired(const PairFacts& facts, std::size_t network) {
    if (facts.first == nullptr) return {};
    return pair(facts.here.kill_bits.at(network), facts.first->kill_bits.at(network), paths_of_both(facts));
}

FromPair paired_count(std::int64_t PairedCounts::*which) {
    return [which](const PairFacts& facts) {
        std::vector<std::int64_t> counts;
        for (std::size_t i = 0; i < n_networks(facts); ++i) counts.push_back(paired(facts, i).*which);
        return Values(std::move(counts));
    };
}

Values n_paired(const PairFacts& facts) { return std::vector<std::int64_t>{paths_of_both(facts)}; }

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

Values belief_quantiles(const RunFacts& facts) {
    std::vector<double> values;
    for (const EpistemicEstimate& network : facts.epistemic)
        values.insert(values.end(), network.quantiles.begin(), network.quantiles.end());
    return values;
}

}  // namespace

void add_batch(std::vector<Variable>& table) {
    const Adder add_diff(table, Group::diff);
    add_diff("n11", {scenario, project}, Type::int64, "paths that the kill shot takes here and in the first scenario",
             paired_count(&PairedCounts::n11));
    add_diff("n10", {scenario, project}, Type::int64, "paths that it takes here and not in the first scenario",
             paired_count(&PairedCounts::n10));
    add_diff("n01", {scenario, project}, Type::int64, "paths that it takes in the first scenario and not here",
             paired_count(&PairedCounts::n01));
    add_diff("n00", {scenario, project}, Type::int64, "paths that it takes in neither",
             paired_count(&PairedCounts::n00));
    add_diff("n_paired", {scenario}, Type::int64, "paths compared: the sum of n11, n10, n01 and n00", n_paired,
             {comment("the first 2^20 at most; 0 where either scenario failed")});
    add_diff("d_p_kill", {scenario, project}, Type::float64,
             "p_kill less the first scenario's, on the paths that both have", differences,
             {ancillary("d_p_kill_ci n10 n01"), comment("(n10 - n01) over n11 + n10 + n01 + n00")});
    add_diff("d_p_kill_ci", {scenario, project, bound}, Type::float64,
             "score interval (Tango) of d_p_kill at confidence_level", difference_ends,
             {comment("0, 0 for the first scenario itself")});

    const Adder add_belief(table, Group::epistemic);
    add_belief("mean", {project}, Type::float64, "mean of P(kill | beliefs) over the beliefs",
               each_belief(&EpistemicEstimate::mean));
    add_belief("sd_belief", {project}, Type::float64,
               "standard deviation of P(kill | beliefs) over the beliefs, simulation noise taken out",
               each_belief(&EpistemicEstimate::sd_belief));
    add_belief("sd_noise", {project}, Type::float64,
               "standard deviation of the simulation noise in the spread of p_kill over the scenarios",
               each_belief(&EpistemicEstimate::sd_noise));
    add_belief("variance_share_belief", {project}, Type::float64,
               "share of belief in the variance of a kill; the rest is shock",
               each_belief(&EpistemicEstimate::variance_share_belief));
    add_belief("p_kill_q", {project, quantile}, Type::float64,
               "quantile of P(kill | beliefs) over the beliefs, simulation noise taken out", belief_quantiles);
}

}  // namespace killshot::schema
