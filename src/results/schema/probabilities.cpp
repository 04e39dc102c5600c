#include <algorithm>
#include <limits>
#include <numeric>

#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

Values interval_ends(const ScenarioFacts& facts, KillEstimate NetworkEstimates::*which) {
    std::vector<double> ends;
    for (const NetworkEstimates& network : facts.estimates.networks) {
        ends.insert(ends.end(), {(network.*which).interval.low, (network.*which).interval.high});
    }
    return ends;
}

FromScenario hits(KillEstimate NetworkEstimates::*which) {
    return each_estimate(
        [which](const NetworkEstimates& network) { return std::max((network.*which).n_hits, std::int64_t{0}); });
}

FromScenario probability(KillEstimate NetworkEstimates::*which) {
    return each_estimate([which](const NetworkEstimates& network) { return (network.*which).p; });
}

FromScenario ends(KillEstimate NetworkEstimates::*which) {
    return [which](const ScenarioFacts& facts) { return interval_ends(facts, which); };
}

std::int64_t count_of(const ScenarioFacts& facts, Row row, std::size_t network) {
    return facts.tally.row(row)[network];
}

double kill_first(const ScenarioFacts& facts, std::size_t network) {
    return share(facts.estimates.networks[network].n_kill_first, facts.estimates.paths);
}

double kill_given_k1(const ScenarioFacts& facts, std::size_t network) {
    return share(facts.estimates.networks[network].kill.n_hits, facts.tally.row(Row::n_K1_held)[0]);
}

double standing(const ScenarioFacts& facts, std::size_t network) {
    return share(count_of(facts, Row::n_standing, network), facts.estimates.networks[network].kill.n_hits);
}

double long_tail_only(const ScenarioFacts& facts, std::size_t network) {
    return share(count_of(facts, Row::n_long_tail_only, network), facts.estimates.paths);
}

Values kill_cdf(const ScenarioFacts& facts) {
    std::vector<float> cdf;
    for (int i = 0; i < facts.tally.layout().n_networks(); ++i) {
        const auto fired = facts.tally.row(Row::n_fired, i, static_cast<int>(Cause::kill_shot));
        const auto by_month = shares_of_paths(facts, cumulative(fired));
        cdf.insert(cdf.end(), by_month.begin(), by_month.end());
    }
    return cdf;
}

Values all_of_stance(const ScenarioFacts& facts) {
    std::vector<double> shares;
    for (std::size_t stance_code = 0; stance_code < n_stances; ++stance_code) {
        const std::int64_t trials = facts.estimates.has_stance[stance_code] ? facts.estimates.paths : 0;
        shares.push_back(share(facts.tally.row(Row::n_all_of_stance)[stance_code], trials));
    }
    return shares;
}

/// K1 is not counted for the reading prices.
Values k1(const ScenarioFacts& facts) {
    std::vector<float> shares = shares_of_paths(facts, facts.tally.row(Row::n_K1));
    const auto n_months = static_cast<std::ptrdiff_t>(facts.tally.layout().n_months());
    std::fill(shares.begin() + static_cast<int>(Reading::prices) * n_months, shares.end(),
              std::numeric_limits<float>::quiet_NaN());
    return shares;
}

/// The kill shot by the horizon, under each reading.
Values kill_by_reading(const ScenarioFacts& facts) {
    std::vector<double> shares;
    for (int i = 0; i < facts.tally.layout().n_networks(); ++i) {
        for (int reading_code = 0; reading_code < n_readings; ++reading_code) {
            const auto by_month = facts.tally.row(Row::n_kill_by_reading, i, reading_code);
            const std::int64_t n_killed = std::accumulate(by_month.begin(), by_month.end(), std::int64_t{0});
            shares.push_back(share(n_killed, facts.estimates.paths));
        }
    }
    return shares;
}

Values kill_bits(const ScenarioFacts& facts) {
    const auto most_bytes = static_cast<std::size_t>((std::min(facts.frame.most_paths, max_kill_bit_paths) + 7) / 8);
    std::vector<std::uint8_t> bits(most_bytes * n_networks(facts));
    for (std::size_t i = 0; i < n_networks(facts); ++i) {
        const auto of_network = facts.tally.kill_bits(static_cast<int>(i));
        std::copy_n(of_network.begin(), std::min(of_network.size(), most_bytes),
                    bits.begin() + static_cast<std::ptrdiff_t>(i * most_bytes));
    }
    return bits;
}

}  // namespace

void add_probabilities(std::vector<Variable>& table) {
    const Adder add(table, Group::root);

    add("p_kill", {scenario, project}, Type::float64, "probability that the kill shot fires by the horizon",
        probability(&NetworkEstimates::kill),
        {ancillary("p_kill_ci n_kill"), comment("whatever has happened to the network before; n_kill over paths")})
        .with_kills = true;
    add("p_kill_ci", {scenario, project, bound}, Type::float64,
        "exact (Clopper-Pearson) interval of p_kill at confidence_level", ends(&NetworkEstimates::kill));
    add("n_kill", {scenario, project}, Type::int64, "paths on which the kill shot fires by the horizon",
        hits(&NetworkEstimates::kill))
        .with_kills = true;
    add("p_kill_2027", {scenario, project}, Type::float64,
        "probability that the kill shot fires by the last month that ends in 2027",
        probability(&NetworkEstimates::kill_2027),
        {ancillary("p_kill_2027_ci n_kill_2027"), comment("missing where that month lies outside the run")})
        .with_kills = true;
    add("p_kill_2027_ci", {scenario, project, bound}, Type::float64,
        "exact (Clopper-Pearson) interval of p_kill_2027 at confidence_level", ends(&NetworkEstimates::kill_2027));
    add("n_kill_2027", {scenario, project}, Type::int64,
        "paths on which the kill shot fires by the last month that ends in 2027", hits(&NetworkEstimates::kill_2027))
        .with_kills = true;
    add("kill_cdf", {scenario, project, month}, Type::float32,
        "probability that the kill shot has fired by the end of the month", kill_cdf, {ancillary("n_fired")});
    add("p_kill_first", {scenario, project}, Type::float64,
        "probability that the kill shot is the network's first exit", each_network(kill_first),
        {ancillary("n_kill_first")});
    add("n_kill_first", {scenario, project}, Type::int64, "paths on which the kill shot is the first exit",
        each_estimate([](const NetworkEstimates& network) { return network.n_kill_first; }));
    add("p_kill_given_K1", {scenario, project}, Type::float64,
        "probability of the kill shot by the horizon, given that K1 holds for hold_months in a row at some time",
        each_network(kill_given_k1),
        {ancillary("n_kill n_K1_held"), comment("n_kill over n_K1_held: a kill implies K1")});
    add("p_standing", {scenario, project}, Type::float64,
        "probability that the kill shot's conditions hold at the horizon, given that it fired", each_network(standing),
        {ancillary("n_standing n_kill")});
    add("p_long_tail_only", {scenario, project}, Type::float64,
        "probability that the kill shot fired and only the long tail was then left for hold_months in a row",
        each_network(long_tail_only), {ancillary("n_long_tail_only")});
    add("cif", {scenario, project, cause, month}, Type::float32,
        "cumulative incidence: probability that the first exit has come by the end of the month, by cause",
        incidence(Row::n_exit),
        {ancillary("n_exit"),
         comment("adds up over causes to the probability of any exit; on ties the earlier cause counts")});
    add("p_all_of_stance", {scenario, stance}, Type::float64,
        "probability that the kill shot takes every network of a stance", all_of_stance,
        {ancillary("n_all_of_stance"), comment("missing where no network has the stance")});
    Variable& bits = add(
        "kill_bits", {scenario, project, byte}, Type::uint8,
        "paths that the kill shot takes by the horizon, a bit each", kill_bits,
        {comment("path p is bit 7 - p mod 8 of byte p div 8 (numpy.unpackbits); the first 2^20 paths; unused bits are "
                 "0")});
    bits.has_missing = bits.compressible = false;
    bits.with_kills = true;

    add("p_kill_by_reading", {scenario, project, reading}, Type::float64,
        "probability that the kill shot fires by the horizon, by reading of its words", kill_by_reading,
        {ancillary("n_kill_by_reading")})
        .with_kills = true;
    add("p_K1", {scenario, reading, month}, Type::float32,
        "probability that K1 holds after the month: hyperscaler prices have fallen by price_fall, by reading", k1,
        {ancillary("n_K1"), comment("missing for the reading prices, which differs from effective in K2 alone")});
    add("p_K2", {scenario, project, month}, Type::float32,
        "probability that K2 holds after the month: the centralised cost per token still falls, faster than this "
        "network's supply can match, and even at cost it no longer offers the discount that buyers want",
        probabilities(Row::n_K2), {ancillary("n_K2")});
    add("p_K2_prices", {scenario, project, month}, Type::float32,
        "probability that K2 holds after the month for prices asked instead of costs", probabilities(Row::n_K2_prices),
        {ancillary("n_K2_prices")});
    add("p_K3", {scenario, project, month}, Type::float32,
        "probability that K3 holds after the month: only the long tail is left of demand", probabilities(Row::n_K3),
        {ancillary("n_K3")});
}

}  // namespace killshot::schema
