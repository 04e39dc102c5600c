#include "bench/operations.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <vector>

#include "bench/counted.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "killshot/tally/histogram.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot::bench {
namespace {

constexpr std::int64_t n_paths = 256;
constexpr std::uint64_t seed = 1;

/// Operations of a call.
template <class F>
KindCounts operations_of(const F& f) {
    const KindCounts before = counted;
    f();
    return counted - before;
}

void draw_all(const PathWords<CountedFloat>& words, int k, int n_networks) {
    SectorDraws<CountedFloat> sector;
    draw(sector, words, static_cast<std::uint32_t>(k));
    for (int i = 0; i < n_networks; ++i) {
        NetworkDraws<CountedFloat> network;
        draw(network, words, static_cast<std::uint32_t>(k), i);
    }
}

/// What the kernels do with the outputs of a report date, up to the numbers of their bins.
void bin_outputs(const ScenarioTable<float>& table, int k, const Paths<CountedFloat>& paths) {
    const SectorStep<float>& step = table.sector_steps[k];
    const auto bin_all = [](const CountedFloat* values, int n) {
        for (int output = 0; output < n; ++output) static_cast<void>(histogram::bin_of(values[output]));
    };
    for (int i = 0; i < table.n_networks; ++i) {
        CountedFloat values[n_network_outputs];
        NetworkOutputs::write(
            NetworkReport<CountedFloat, float>{table.sector, step, table.networks[i], paths.networks[i],
                                               paths.offers[i], paths.settlements[i]},
            values, 1);
        bin_all(values, n_network_outputs);
    }
    CountedFloat values[n_sector_outputs];
    SectorOutputs::write(SectorReport<CountedFloat, float>{table.sector, step, paths.sector}, values, 1);
    SectorOutputs::write(NetworksReport<CountedFloat>{sector_utilization(table, paths)}, values, 1);
    bin_all(values, n_sector_outputs);
}

/// The counted path must be the one that kernels run, or its operations would be others.
void check_equal(const Paths<float>& paths, const Paths<CountedFloat>& counted_paths, int n_networks) {
    for (int i = 0; i < n_networks; ++i) {
        if (killshot::bits_of(paths.networks[i].token_log) !=
                killshot::bits_of(counted_paths.networks[i].token_log.value) ||
            killshot::bits_of(paths.networks[i].gpus_log) !=
                killshot::bits_of(counted_paths.networks[i].gpus_log.value)) {
            throw std::logic_error("the counted model differs from the model");
        }
    }
}

/// Adds the operations of a path.
void count_path(const ScenarioTable<float>& table, const std::vector<int>& report_steps, std::int64_t path,
                StepOperations& all) {
    const PathWords<CountedFloat> words(path, seed);
    const PathWords<float> plain_words(path, seed);
    const auto paths = std::make_unique<Paths<CountedFloat>>();
    const auto plain_paths = std::make_unique<Paths<float>>();
    start(table, words, *paths);
    start(table, plain_words, *plain_paths);
    LowMonths<CountedFloat> low[tree_slots];
    std::fill_n(low, table.n_networks, no_low_months<CountedFloat>());
    for (int k = 0; k < table.n_steps; ++k) {
        SectorDraws<CountedFloat> of_sector;
        const KindCounts in_sector = operations_of([&] { draw(of_sector, words, static_cast<std::uint32_t>(k)); });
        const KindCounts in_all = operations_of([&] { draw_all(words, k, table.n_networks); });
        KindCounts sector_step{};
        const KindCounts before = counted;
        const KindCounts whole = operations_of([&] {
            step<Keep::settlements>(
                table, k, words, *paths, [&](const PriceFall<CountedFloat>&) { sector_step = counted - before; },
                [&](int i, const Conditions<CountedFloat>& seen) {
                    record(low[i], seen, paths->networks[i].subsidy_share);
                });
        });
        all.draws = all.draws + in_all;
        all.sector = all.sector + (sector_step - in_sector);
        all.networks = all.networks + (whole - sector_step - (in_all - in_sector));
        if (std::ranges::binary_search(report_steps, k)) {
            all.outputs = all.outputs + operations_of([&] { bin_outputs(table, k, *paths); });
        }
        step<Keep::nothing>(
            table, k, plain_words, *plain_paths, [](const PriceFall<float>&) {}, [](int, const Conditions<float>&) {});
    }
    check_equal(*plain_paths, *paths, table.n_networks);
}

}  // namespace

StepOperations count_operations(const Scenario& scenario) {
    const TableStorage<float> tables(scenario.inputs);
    const ScenarioTable<float> table = tables.view();
    const std::vector<int> report_steps = layout_of(scenario, n_paths).report_steps();
    StepOperations operations;
    for (std::int64_t path = 0; path < n_paths; ++path) count_path(table, report_steps, path, operations);
    const double steps = static_cast<double>(n_paths) * table.n_steps * table.n_networks;
    for (KindCounts* part : {&operations.draws, &operations.sector, &operations.networks, &operations.outputs})
        for (double& n : *part) n /= steps;
    return operations;
}

}  // namespace killshot::bench
