#include "bench/measure.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <thread>
#include <utility>

#include "backend/cpu.hpp"
#include "backend/isa.hpp"
#include "backend/kills.hpp"
#include "bench/clock.hpp"
#include "bench/one_thread.hpp"
#include "files/temporary_folder.hpp"
#include "killshot/backend.hpp"
#include "results/writer.hpp"
#include "tables/tables.hpp"

namespace killshot::bench {
namespace {

constexpr std::int64_t trial_paths = 256;

/// The number of paths that take about so many seconds; a multiple of every kernel's block.
std::int64_t paths_for(double seconds, double trial_seconds) {
    const double paths = static_cast<double>(trial_paths) * seconds / std::max(trial_seconds, 1e-9);
    return std::clamp(static_cast<std::int64_t>(paths) / 1024 * 1024, std::int64_t{1024}, std::int64_t{1} << 22);
}

}  // namespace

KernelRates measure_kernels(const Scenario& scenario, std::string_view isa_name, const Effort& effort) {
    const Isa& isa = find_isa(isa_name);
    OneThread thread(scenario, std::int64_t{1} << 22);
    const auto seconds_of = [&](kernels::Kernel kernel, std::int64_t n_paths) {
        return time_of(thread_cpu_seconds, [&] { thread.run(kernel, n_paths); });
    };
    seconds_of(isa.kernels.run, trial_paths);  // warms up: touches all memory
    const std::int64_t n_paths = paths_for(effort.seconds_per_kernel, seconds_of(isa.kernels.run, trial_paths));

    constexpr int n_kernels = 4;
    const kernels::Kernel kernel[n_kernels] = {isa.kernels.draw_only, isa.kernels.draw_and_call,
                                               isa.kernels.run_without_statistics, isa.kernels.run};
    const TableStorage<float> tables(scenario.inputs);
    const KillCounter count_kills = make_kill_counter(isa_name);
    const auto kill_seconds_of = [&](std::int64_t paths) {
        return time_of(thread_cpu_seconds, [&] { count_kills(tables.view(), {/*seed=*/1, 0, paths, -1}); });
    };
    kill_seconds_of(trial_paths);
    std::vector<double> seconds[n_kernels], kill_seconds, kills_over_run, model_over_draws, run_over_draws,
        run_over_functions, statistics_share;
    for (int round = 0; round < effort.rounds; ++round) {
        for (int k = 0; k < n_kernels; ++k) seconds[k].push_back(seconds_of(kernel[k], n_paths));
        kill_seconds.push_back(kill_seconds_of(n_paths));
        kills_over_run.push_back(kill_seconds.back() / seconds[3].back());
        model_over_draws.push_back(seconds[2].back() / seconds[0].back());
        run_over_draws.push_back(seconds[3].back() / seconds[0].back());
        run_over_functions.push_back(seconds[3].back() / seconds[1].back());
        statistics_share.push_back(1 - seconds[2].back() / seconds[3].back());
    }
    const double steps = thread.network_path_steps(n_paths);
    KernelRates rates;
    const auto add_samples = [&](const char* name, const std::vector<double>& times) {
        std::vector<double> sample;
        for (const double time : times) sample.push_back(steps / time);
        rates.samples.emplace_back(name, std::move(sample));
    };
    add_samples("draws", seconds[0]);
    add_samples("draws_and_functions", seconds[1]);
    add_samples("model", seconds[2]);
    add_samples("run", seconds[3]);
    add_samples("kills", kill_seconds);
    rates.isa = isa.name;
    rates.paths = n_paths;
    rates.bytes = bytes_of_step(scenario, isa.kernels.block_width);
    rates.draws = steps / median(seconds[0]);
    rates.draws_and_functions = steps / median(seconds[1]);
    rates.model = steps / median(seconds[2]);
    rates.run = steps / median(seconds[3]);
    rates.kills = steps / median(kill_seconds);
    rates.kills_over_run = median(kills_over_run);
    rates.normals = rates.draws * thread.normals_per_network_path_step();
    rates.model_over_draws = median(model_over_draws);
    rates.run_over_draws = median(run_over_draws);
    rates.run_over_draws_and_functions = median(run_over_functions);
    rates.statistics_share = median(statistics_share);
    return rates;
}

std::vector<ThreadRate> measure_threads(const Scenario& scenario, std::string_view isa, int most_threads,
                                        const Effort& effort) {
    const TableStorage<float> tables(scenario.inputs);
    const std::vector<Stance> stances = stances_of(scenario.inputs);
    const std::vector<int> threads = powers_of_two_to(most_threads);
    const auto seconds_of = [&](int n_threads, std::int64_t n_paths) {
        const auto backend = make_cpu_backend(n_threads, isa);
        Tally tally(layout_of(scenario, n_paths));
        return time_of(wall_seconds, [&] {
            backend->run(tables.view(), stances, scenario.seed, {0, n_paths}, tally, {});
        });
    };
    seconds_of(most_threads, trial_paths);
    const std::int64_t n_paths = paths_for(4 * effort.seconds_per_kernel, seconds_of(1, trial_paths)) * most_threads;
    std::vector<std::vector<double>> seconds(threads.size()), speedups(threads.size());
    for (int round = 0; round < effort.rounds; ++round)
        for (std::size_t i = 0; i < threads.size(); ++i) {
            seconds[i].push_back(seconds_of(threads[i], n_paths));
            speedups[i].push_back(seconds[0].back() / seconds[i].back());
        }
    std::vector<ThreadRate> rates;
    const double steps = static_cast<double>(stances.size()) * scenario.inputs.months * static_cast<double>(n_paths);
    for (std::size_t i = 0; i < threads.size(); ++i)
        rates.push_back({threads[i], steps / median(seconds[i]), median(speedups[i])});
    return rates;
}

std::vector<int> powers_of_two_to(int most) {
    std::vector<int> numbers;
    for (int n = 1; n < most; n *= 2) numbers.push_back(n);
    numbers.push_back(most);
    return numbers;
}

EndToEnd measure_end_to_end(const Scenario& scenario, std::int64_t n_paths, int rounds, const Simulate& simulate) {
    const TemporaryFolder folder("killshot-bench");
    const std::string file = folder.file("bench.h5");
    EndToEnd result;
    result.paths = n_paths;
    const char* const stages[] = {"plan", "simulate", "write"};
    std::vector<double> seconds[std::size(stages)], totals;
    for (int round = 0; round <= rounds; ++round) {
        double marks[std::size(stages) + 1] = {wall_seconds()};
        const TableStorage<float> tables(scenario.inputs);
        marks[1] = wall_seconds();
        ResultWriter writer(file, {}, ResultFrame::of(scenario, result.paths), Existing::replace);
        std::jthread preparing([&] { writer.prepare(); });  // while paths are simulated, as in `killshot run`
        Tally tally(layout_of(scenario, result.paths));
        const Summaries summaries = simulate(tables, writer.summary_ranks(scenario, result.paths), tally);
        marks[2] = wall_seconds();
        preparing.join();
        ResultRow row = writer.make_row(scenario, tables.starts(), tally, summaries);
        if (std::optional<RowBlock> block = writer.put_row(0, std::move(row))) writer.write_block(std::move(*block));
        writer.finish({});
        marks[3] = wall_seconds();
        const double total = marks[std::size(stages)] - marks[0];
        if (round == 0) {
            result.cold_seconds = total;
            continue;
        }
        totals.push_back(total);
        for (std::size_t stage = 0; stage < std::size(stages); ++stage)
            seconds[stage].push_back(marks[stage + 1] - marks[stage]);
    }
    for (std::size_t stage = 0; stage < std::size(stages); ++stage)
        result.stages.emplace_back(stages[stage], median(seconds[stage]));
    result.seconds = median(totals);
    result.file_bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
    return result;
}

std::int64_t peak_memory_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{1024} * usage.ru_maxrss;
}

}  // namespace killshot::bench
