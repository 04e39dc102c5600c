#include "bench/measure_card.hpp"

#include <algorithm>
#include <memory>
#include <thread>

#include "bench/clock.hpp"
#include "tables/tables.hpp"
#include "tables/tally_layout.hpp"

namespace killshot::bench {
namespace {

constexpr int small_runs_per_thread = 16;

/// A scenario with what a card needs to run it.
class OnCard {
  public:
    explicit OnCard(const Scenario& scenario)
        : scenario_(scenario), tables_(scenario.inputs), stances_(stances_of(scenario.inputs)) {}

    /// As `killshot run` does with a scenario that is one piece of work.
    [[nodiscard]] CardRun run(CudaBackend& card, const SummaryRanks& ranks, Tally& tally, Summaries& summaries) const {
        CardRun run;
        run.paths = tally.layout().n_paths();
        run.seconds = time_of(wall_seconds, [&] {
            summaries = card.summarize_run(tables_.view(), stances_, scenario_.seed, {0, run.paths}, ranks, tally, {});
        });
        run.card = card.times();
        return run;
    }
    [[nodiscard]] CardRun run(CudaBackend& card, std::int64_t n_paths) const {
        Tally tally(layout_of(scenario_, n_paths));
        Summaries summaries;
        return run(card, {}, tally, summaries);  // a card's work does not depend on the ranks
    }
    [[nodiscard]] double network_path_steps(std::int64_t n_paths) const {
        return static_cast<double>(stances_.size()) * scenario_.inputs.months * static_cast<double>(n_paths);
    }

  private:
    const Scenario& scenario_;
    TableStorage<float> tables_;
    std::vector<Stance> stances_;
};

CardRun median_of_runs(const std::vector<CardRun>& runs) {
    const auto median_of = [&](const auto& seconds_of) {
        std::vector<double> seconds;
        for (const CardRun& run : runs) seconds.push_back(seconds_of(run));
        return median(std::move(seconds));
    };
    CardRun result;
    result.paths = runs.front().paths;
    result.seconds = median_of([](const CardRun& run) { return run.seconds; });
    for (double CudaTimes::*stage :
         {&CudaTimes::tables, &CudaTimes::simulate, &CudaTimes::count, &CudaTimes::tally, &CudaTimes::all})
        result.card.*stage = median_of([&](const CardRun& run) { return run.card.*stage; });
    return result;
}

/// Measures small runs, 1, 2, 4, ... at once up to most_runs.
std::vector<ThreadRate> measure_small_runs(const OnCard& scenario, int most_runs, const Effort& effort) {
    std::vector<std::unique_ptr<CudaBackend>> cards;
    while (static_cast<int>(cards.size()) < most_runs) {
        cards.push_back(make_cuda_backend());
        static_cast<void>(scenario.run(*cards.back(), effort.small_paths));  // warms up: allocates memory
    }
    const int runs_per_thread = effort.rounds > 1 ? small_runs_per_thread : 1;
    const auto work = [&](CudaBackend& card) {
        for (int run = 0; run < runs_per_thread; ++run) static_cast<void>(scenario.run(card, effort.small_paths));
    };
    std::vector<ThreadRate> rates;
    for (const int at_once : powers_of_two_to(most_runs)) {
        std::vector<double> seconds;
        for (int round = 0; round < effort.rounds; ++round)
            seconds.push_back(time_of(wall_seconds, [&] {
                std::vector<std::jthread> threads;
                for (int i = 0; i < at_once; ++i)
                    threads.emplace_back(work, std::ref(*cards[static_cast<std::size_t>(i)]));
            }));
        const double steps = scenario.network_path_steps(effort.small_paths) * at_once * runs_per_thread;
        const double rate = steps / median(seconds);
        rates.push_back({at_once, rate, rates.empty() ? 1 : rate / rates.front().network_path_steps_per_second});
    }
    return rates;
}

}  // namespace

CardFigures measure_card(const Scenario& scenario, int most_runs, const Effort& effort) {
    const OnCard on_card(scenario);
    const std::int64_t n_paths = std::min(effort.end_to_end_paths, cuda_paths_per_launch);
    CardFigures figures;
    std::unique_ptr<CudaBackend> card;
    std::vector<CardRun> large, small;
    const auto simulate = [&](const TableStorage<float>&, const SummaryRanks& ranks, Tally& tally) {
        if (!card) figures.ready_seconds = time_of(wall_seconds, [&] { card = make_cuda_backend(); });
        Summaries summaries;
        large.push_back(on_card.run(*card, ranks, tally, summaries));
        return summaries;
    };
    figures.end_to_end = measure_end_to_end(scenario, n_paths, effort.rounds, simulate);
    figures.first = large.front();
    large.erase(large.begin());
    figures.large = median_of_runs(large);
    for (int round = 0; round < effort.rounds; ++round) small.push_back(on_card.run(*card, effort.small_paths));
    figures.small = median_of_runs(small);
    constexpr double stored_and_loaded = 2;
    figures.bytes_per_network_path_step =
        stored_and_loaded * static_cast<double>(card->bytes_per_path()) / on_card.network_path_steps(1);
    figures.operations = count_operations(scenario);
    figures.device = card->device();
    figures.isa = card->isa();
    figures.small_runs = measure_small_runs(on_card, most_runs, effort);
    return figures;
}

}  // namespace killshot::bench
