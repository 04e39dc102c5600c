#include <fmt/format.h>

#include "killshot/error.hpp"
#include "report/beliefs.hpp"

namespace killshot {

BeliefSummary summarize_beliefs(const ResultFile& file, DriversOf which) {
    if (!file.beliefs()) {
        const bool is_single = file.header().scenarios.size() == 1;
        throw Error(fmt::format("{}: has no draws of the inputs' beliefs ({}); {}", file.header().path,
                                is_single ? "it was run with --beliefs 0, or no input has low and high"
                                          : "they are drawn for single scenarios only",
                                is_single ? "run the scenario again" : "run one of its scenarios alone"));
    }
    const BeliefDraws& draws = *file.beliefs();
    BeliefSummary summary;
    summary.draws = &draws;
    summary.start = file.header().start;
    summary.months = file.header().months;
    const auto by_2027 = [&](DrawnProbabilities probabilities) {
        return spread_of(draws.has_2027 ? std::move(probabilities) : DrawnProbabilities{});
    };
    const DrawnProbabilities average = over_networks(draws, &KillCounts::by_horizon);
    summary.average = spread_of(average);
    summary.average_2027 = by_2027(over_networks(draws, &KillCounts::by_2027));
    const BeliefRanking ranking(draws);
    summary.average_drivers = ranking.drivers(average);
    for (std::size_t i = 0; i < file.header().projects.size(); ++i) {
        const DrawnProbabilities network = of_network(draws, i, &KillCounts::by_horizon);
        summary.projects.push_back(file.header().projects[i].name);
        summary.networks.push_back(spread_of(network));
        summary.networks_2027.push_back(by_2027(of_network(draws, i, &KillCounts::by_2027)));
        if (which == DriversOf::networks_too) summary.drivers.push_back(ranking.drivers(network));
    }
    return summary;
}

}  // namespace killshot
