#include "killshot/result.hpp"

#include <numeric>

#include "analysis/intervals.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot {

Result run(const Scenario& scenario, Backend& backend, const Progress& progress) {
    const TableStorage<float> tables(scenario.inputs);
    Result result = {Tally(layout_of(scenario, scenario.paths)), 0, {}};
    backend.run(tables.view(), stances_of(scenario.inputs), scenario.seed, {0, scenario.paths}, result.tally, progress);
    result.digest = digest(result.tally);

    const Tally& tally = result.tally;
    for (std::size_t i = 0; i < scenario.inputs.networks.size(); ++i) {
        const NetworkInputs& network = scenario.inputs.networks[i];
        const auto months = tally.row(Row::n_fired, i, Cause::kill_shot);
        const std::int64_t n_killed = std::accumulate(months.begin(), months.end(), std::int64_t{0});
        const Interval interval = clopper_pearson(n_killed, scenario.paths, scenario.confidence);
        result.networks.push_back({network.key, network.name, n_killed,
                                   static_cast<double>(n_killed) / static_cast<double>(scenario.paths), interval.low,
                                   interval.high});
    }
    return result;
}

}  // namespace killshot
