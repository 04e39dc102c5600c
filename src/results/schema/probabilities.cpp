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
    return each_estimate([which](const NetworkEstimates& network) { return (network.*which).n_hits; });
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
    constexpr Group root = Group::root;
    const auto add = [&](Variable variable) { table.push_back(std::move(variable)); };

    add({root,
         "p_kill",
         {scenario, project},
         Type::float64,
         "1",
         "probability that the kill shot fires by the horizon",
         probability(&NetworkEstimates::kill),
         {ancillary("p_kill_ci n_kill"), comment("regardless of earlier exits; n_kill over paths")}});
    add({root,
         "p_kill_ci",
         {scenario, project, bound},
         Type::float64,
         "1",
         "exact (Clopper-Pearson) interval of p_kill at confidence_level",
         ends(&NetworkEstimates::kill)});
    add({root,
         "n_kill",
         {scenario, project},
         Type::int64,
         "1",
         "paths on which the kill shot fires by the horizon",
         hits(&NetworkEstimates::kill)});
    add({root,
         "p_kill_2027",
         {scenario, project},
         Type::float64,
         "1",
         "probability that the kill shot fires by the last month that ends in 2027",
         probability(&NetworkEstimates::kill_2027),
         {ancillary("p_kill_2027_ci n_kill_2027"), comment("missing if that month is outside the run")}});
    add({root,
         "p_kill_2027_ci",
         {scenario, project, bound},
         Type::float64,
         "1",
         "exact (Clopper-Pearson) interval of p_kill_2027 at confidence_level",
         ends(&NetworkEstimates::kill_2027)});
    add({root,
         "n_kill_2027",
         {scenario, project},
         Type::int64,
         "1",
         "paths on which the kill shot fires by the last month that ends in 2027",
         hits(&NetworkEstimates::kill_2027)});
    add({root,
         "kill_cdf",
         {scenario, project, month},
         Type::float32,
         "1",
         "probability that the kill shot has fired by the end of the month",
         kill_cdf,
         {ancillary("n_fired")}});
    add({root,
         "p_kill_first",
         {scenario, project},
         Type::float64,
         "1",
         "probability that the kill shot is the network's first exit",
         each_network([](const ScenarioFacts& facts, std::size_t i) {
             return share(facts.estimates.networks[i].n_kill_first, facts.estimates.paths);
         }),
         {ancillary("n_kill_first")}});
    add({root,
         "n_kill_first",
         {scenario, project},
         Type::int64,
         "1",
         "paths on which the kill shot is the first exit",
         each_estimate([](const NetworkEstimates& network) { return network.n_kill_first; })});
    add({root,
         "p_kill_given_K1",
         {scenario, project},
         Type::float64,
         "1",
         "probability of the kill shot by the horizon, given that K1 held for hold_months in a row",
         each_network([](const ScenarioFacts& facts, std::size_t i) {
             return share(facts.estimates.networks[i].kill.n_hits, facts.tally.row(Row::n_k1_held)[0]);
         }),
         {ancillary("n_kill n_K1_held"), comment("n_kill over n_K1_held: no kill without K1")}});
    add({root,
         "n_K1_held",
         {scenario},
         Type::int64,
         "1",
         "paths on which K1 held for hold_months in a row at some time",
         counts(Row::n_k1_held)});
    add({root,
         "p_standing",
         {scenario, project},
         Type::float64,
         "1",
         "probability that the kill shot's conditions hold at the horizon, given that it fired",
         each_network([](const ScenarioFacts& facts, std::size_t i) {
             return share(count_of(facts, Row::n_standing, i), facts.estimates.networks[i].kill.n_hits);
         }),
         {ancillary("n_standing n_kill")}});
    add({root,
         "n_standing",
         {scenario, project},
         Type::int64,
         "1",
         "paths on which the kill shot fired and its conditions hold at the horizon",
         counts(Row::n_standing)});
    add({root,
         "p_long_tail_only",
         {scenario, project},
         Type::float64,
         "1",
         "probability that the kill shot fired and K3 held for hold_months in a row afterwards",
         each_network([](const ScenarioFacts& facts, std::size_t i) {
             return share(count_of(facts, Row::n_long_tail_only, i), facts.estimates.paths);
         }),
         {ancillary("n_long_tail_only")}});
    add({root,
         "n_long_tail_only",
         {scenario, project},
         Type::int64,
         "1",
         "paths on which the kill shot fired and K3 held for hold_months in a row afterwards",
         counts(Row::n_long_tail_only)});

    add({root,
         "n_exit",
         {scenario, project, cause, month},
         Type::int64,
         "1",
         "paths whose first exit is in the month, by cause",
         counts(Row::n_exit)});
    add({root,
         "cif",
         {scenario, project, cause, month},
         Type::float32,
         "1",
         "cumulative incidence: probability that the first exit has happened by the end of the month, by cause",
         incidence(Row::n_exit),
         {ancillary("n_exit"),
          comment("the sum over causes is the probability of any exit; on ties the earlier cause counts")}});
    add({root,
         "n_fired",
         {scenario, project, cause, month},
         Type::int64,
         "1",
         "paths on which an exit fires in the month, regardless of earlier exits",
         counts(Row::n_fired)});
    add({root,
         "n_exit_mask",
         {scenario, project, exit_mask},
         Type::int64,
         "1",
         "paths by the set of exits that fired by the horizon",
         counts(Row::n_exit_mask)});
    add({root,
         "n_killed",
         {scenario, killed},
         Type::int64,
         "1",
         "paths by the number of networks killed by the horizon",
         counts(Row::n_killed)});
    add({root,
         "p_all_of_stance",
         {scenario, stance},
         Type::float64,
         "1",
         "probability that every network of a stance is killed",
         all_of_stance,
         {ancillary("n_all_of_stance"), comment("missing if no network has the stance")}});
    add({root,
         "n_all_of_stance",
         {scenario, stance},
         Type::int64,
         "1",
         "paths on which every network of a stance is killed",
         counts(Row::n_all_of_stance)});
    add({root,
         "kill_bits",
         {scenario, project, byte},
         Type::uint8,
         "1",
         "paths that are killed by the horizon, one bit each",
         kill_bits,
         {comment(
             "path p is bit 7 - p mod 8 of byte p div 8 (numpy.unpackbits); the first 2^20 paths; unused bits are 0")},
         false,
         false});

    add({root,
         "p_K1",
         {scenario, month},
         Type::float32,
         "1",
         "probability that K1 holds after the month: effective hyperscaler prices have fallen",
         probabilities(Row::n_k1),
         {ancillary("n_K1")}});
    add({root,
         "n_K1",
         {scenario, month},
         Type::int64,
         "1",
         "paths on which K1 holds after the month",
         counts(Row::n_k1)});
    add({root,
         "p_K1_list",
         {scenario, month},
         Type::float32,
         "1",
         "probability that K1 holds after the month on the weighted lists alone",
         probabilities(Row::n_k1_list),
         {ancillary("n_K1_list")}});
    add({root,
         "n_K1_list",
         {scenario, month},
         Type::int64,
         "1",
         "paths on which K1 holds after the month on the weighted lists alone",
         counts(Row::n_k1_list)});
    add({root,
         "p_K1_any",
         {scenario, month},
         Type::float32,
         "1",
         "probability that K1 holds after the month on any one hyperscaler's list",
         probabilities(Row::n_k1_any),
         {ancillary("n_K1_any")}});
    add({root,
         "n_K1_any",
         {scenario, month},
         Type::int64,
         "1",
         "paths on which K1 holds after the month on any one hyperscaler's list",
         counts(Row::n_k1_any)});
    add({root,
         "p_K2",
         {scenario, project, month},
         Type::float32,
         "1",
         "probability that K2 holds after the month: centralised cost falls faster than this network matches",
         probabilities(Row::n_k2),
         {ancillary("n_K2")}});
    add({root,
         "n_K2",
         {scenario, project, month},
         Type::int64,
         "1",
         "paths on which K2 holds after the month",
         counts(Row::n_k2)});
    add({root,
         "p_K3",
         {scenario, project, month},
         Type::float32,
         "1",
         "probability that K3 holds after the month: only the long tail of demand is left",
         probabilities(Row::n_k3),
         {ancillary("n_K3")}});
    add({root,
         "n_K3",
         {scenario, project, month},
         Type::int64,
         "1",
         "paths on which K3 holds after the month",
         counts(Row::n_k3)});
}

}  // namespace killshot::schema
