#include <numeric>

#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

/// One value a draw and network, or one a draw.
template <class Read>
FromRun each_draw(Read read) {
    return [read](const RunFacts& facts) {
        std::vector<std::int64_t> values;
        for (const KillCounts& counts : facts.beliefs->counts) read(*facts.beliefs, counts, values);
        return Values(std::move(values));
    };
}

FromRun kills(KillsBy by) {
    return each_draw([by](const BeliefDraws&, const KillCounts& counts, std::vector<std::int64_t>& values) {
        const std::vector<std::int64_t>& n_kill = (counts.*by).n_kill;
        values.insert(values.end(), n_kill.begin(), n_kill.end());
    });
}

FromRun kills_squared(KillsBy by) {
    return each_draw([by](const BeliefDraws&, const KillCounts& counts, std::vector<std::int64_t>& values) {
        values.push_back((counts.*by).n_killed_squared);
    });
}

/// One value a belief; its type is what `read` returns.
template <class Read>
FromRun each_belief(Read read) {
    return [read](const RunFacts& facts) {
        std::vector<std::decay_t<decltype(read(facts.beliefs->drawn.front()))>> values;
        for (const DrawnBelief& belief : facts.beliefs->drawn) values.push_back(read(belief));
        return Values(std::move(values));
    };
}

std::vector<BeliefSpread> spreads_of_networks(const BeliefDraws& draws, KillsBy by) {
    std::vector<BeliefSpread> spreads;
    for (std::size_t i = 0; i < draws.counts.front().by_horizon.n_kill.size(); ++i) {
        const bool is_known = by == &KillCounts::by_horizon || draws.has_2027;
        spreads.push_back(spread_of(is_known ? of_network(draws, i, by) : DrawnProbabilities{}));
    }
    return spreads;
}

BeliefSpread average_spread(const BeliefDraws& draws, KillsBy by) {
    const bool is_known = by == &KillCounts::by_horizon || draws.has_2027;
    return spread_of(is_known ? over_networks(draws, by) : DrawnProbabilities{});
}

FromRun statistic(KillsBy by, double BeliefSpread::*which) {
    return [=](const RunFacts& facts) {
        std::vector<double> values;
        for (const BeliefSpread& spread : spreads_of_networks(*facts.beliefs, by)) values.push_back(spread.*which);
        return Values(std::move(values));
    };
}

FromRun average(KillsBy by, double BeliefSpread::*which) {
    return
        [=](const RunFacts& facts) { return Values(std::vector<double>{average_spread(*facts.beliefs, by).*which}); };
}

FromRun quantiles(KillsBy by) {
    return [=](const RunFacts& facts) {
        std::vector<double> values;
        for (const BeliefSpread& spread : spreads_of_networks(*facts.beliefs, by))
            values.insert(values.end(), spread.quantiles.begin(), spread.quantiles.end());
        return Values(std::move(values));
    };
}

FromRun average_quantiles(KillsBy by) {
    return [=](const RunFacts& facts) {
        const BeliefSpread spread = average_spread(*facts.beliefs, by);
        return Values(std::vector<double>(spread.quantiles.begin(), spread.quantiles.end()));
    };
}

/// The mean and spread of a probability over the draws, by network and on average over the networks.
void add_spread(const Adder& add, const std::string& name, const std::string& what, KillsBy by) {
    struct Statistic {
        std::string suffix, meaning;
        double BeliefSpread::*which;
    };
    const Statistic statistics[] = {
        {"mean", "mean of " + what + " over the draws", &BeliefSpread::mean},
        {"se", "standard error of that mean; an upper bound, since the draws are stratified",
         &BeliefSpread::standard_error},
        {"sd", "standard deviation of " + what + " over the draws, counting noise taken out", &BeliefSpread::sd_belief},
        {"sd_noise", "standard deviation of the counting noise in a draw's " + what, &BeliefSpread::sd_noise},
    };
    const std::vector<Attribute> counts = {
        ancillary((by == &KillCounts::by_2027 ? "n_kill_2027" : "n_kill") + std::string(" paths"))};
    for (const Statistic& s : statistics)
        add(name + "_" + s.suffix, {project}, Type::float64, s.meaning, statistic(by, s.which), counts);
    add(name + "_q", {project, quantile}, Type::float64,
        "quantile of " + what +
            " over the draws, shrunk about the mean "
            "as far as counting noise widens it",
        quantiles(by), counts);
    for (const Statistic& s : statistics)
        add("average_" + name + "_" + s.suffix, {}, Type::float64, s.meaning + "; of the average over the networks",
            average(by, s.which));
    add("average_" + name + "_q", {quantile}, Type::float64,
        "quantile over the draws of the average over the networks, likewise", average_quantiles(by));
}

}  // namespace

void add_beliefs(std::vector<Variable>& table) {
    const Adder add(table, Group::beliefs);
    add("paths", {draw}, Type::int64, "paths of the draw: draw d has paths d M to d M + M - 1 of the seed, M of them",
        each_draw([](const BeliefDraws& draws, const KillCounts&, std::vector<std::int64_t>& values) {
            values.push_back(draws.paths);
        }))
        .has_missing = false;
    add("n_K1_held", {draw}, Type::int64, "paths on which K1 held for its hold",
        each_draw([](const BeliefDraws&, const KillCounts& counts, std::vector<std::int64_t>& values) {
            values.push_back(counts.n_K1_held);
        }))
        .has_missing = false;
    add("n_kill", {draw, project}, Type::int64, "paths that the kill shot takes by the horizon",
        kills(&KillCounts::by_horizon), {ancillary("paths")})
        .has_missing = false;
    add("n_kill_2027", {draw, project}, Type::int64,
        "paths that it takes by the last month of 2027; 0 where that lies beyond the horizon",
        kills(&KillCounts::by_2027), {ancillary("paths")})
        .has_missing = false;
    add("n_killed_squared", {draw}, Type::int64,
        "square of the number of networks that the kill shot takes by the horizon, summed over the paths",
        kills_squared(&KillCounts::by_horizon), {comment("gives the counting noise of the average over the networks")})
        .has_missing = false;
    add("n_killed_squared_2027", {draw}, Type::int64, "the same by the last month of 2027",
        kills_squared(&KillCounts::by_2027))
        .has_missing = false;
    add("value", {draw, drawn}, Type::float64, "value that the draw gives to the belief",
        [](const RunFacts& facts) { return Values(facts.beliefs->values); });

    add("drawn_name", {drawn}, Type::text, "the parameter's name, without section and network",
        each_belief([](const DrawnBelief& belief) { return belief.name; }))
        .has_missing = false;
    add("drawn_network", {drawn}, Type::int32, "index of the network whose own belief it is; -1: of none",
        each_belief([](const DrawnBelief& belief) { return static_cast<std::int32_t>(belief.network); }));
    add("drawn_status", {drawn}, Type::int8, "how the number is known",
        each_belief([](const DrawnBelief& belief) { return static_cast<std::int8_t>(belief.status); }),
        {{"flag_values", std::vector<std::int8_t>{0, 1, 2, 3}}, {"flag_meanings", "quoted derived fitted assumed"}});
    add("drawn_n", {drawn}, Type::int32, "observations behind the number", each_belief([](const DrawnBelief& belief) {
            return static_cast<std::int32_t>(belief.n_observations.value_or(missing_int32));
        }));
    add("drawn_source", {drawn}, Type::text, "where the number comes from",
        each_belief([](const DrawnBelief& belief) { return belief.source; }))
        .has_missing = false;

    add_spread(add, "p_kill", "P(kill)", &KillCounts::by_horizon);
    add_spread(add, "p_kill_2027", "P(kill) by the last month of 2027", &KillCounts::by_2027);
}

}  // namespace killshot::schema
