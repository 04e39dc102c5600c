// What bounds the model on one core: the operations of a network-path-step, counted by running the model's own
// templates; how long this core takes for each kind; and the rate that `killshot bench` would show if nothing else
// cost time.
#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "backend/cpu.hpp"
#include "backend/isa.hpp"
#include "bench/base_scenario.hpp"
#include "bench/clock.hpp"
#include "bench/one_thread.hpp"
#include "bench/operations.hpp"
#include "bench/pipe_loops.hpp"
#include "killshot/model/step.hpp"
#include "killshot/random/path_words.hpp"

namespace killshot::bench {
namespace {

constexpr std::int64_t n_paths = 256;
constexpr std::uint64_t seed = 1;

/// How often a warp of two paths takes a branch of Eq. 16 or 18 that is rare for a single network.
struct RareBranches {
    double outage{}, adoption{};
};

RareBranches count_rare_branches(const ScenarioTable<float>& table) {
    RareBranches share;
    std::vector<std::array<bool, 2>> first(static_cast<std::size_t>(table.n_steps));
    for (std::int64_t path = 0; path < n_paths; ++path) {
        const PathWords<float> words(path, seed);
        static Paths<float> paths;
        start(table, words, paths);
        for (int k = 0; k < table.n_steps; ++k) {
            step<Keep::nothing>(
                table, k, words, paths, [](const PriceFall<float>&) {}, [](int, const Conditions<float>&) {});
            std::array<bool, 2> taken{};
            for (int i = 0; i < table.n_networks; ++i) {
                const NetworkTable<float>& network = table.networks[i];
                NetworkDraws<float> draws;
                draw(draws, words, static_cast<std::uint32_t>(k), i);
                const float appeal =
                    adoption_appeal(table.sector, network, paths.offers[i].parity_gap, paths.networks[i].utilization);
                taken[0] |= draws.u_supply < network.outage_probability;
                taken[1] |= adoption_is_possible(network, appeal, draws.u_adoption);
            }
            std::array<bool, 2>& of_first = first[static_cast<std::size_t>(k)];
            if (path % 2 == 0) {
                of_first = taken;
            } else {
                share.outage += taken[0] || of_first[0] ? 1 : 0;
                share.adoption += taken[1] || of_first[1] ? 1 : 0;
            }
        }
    }
    const double warp_steps = static_cast<double>(n_paths) / 2 * table.n_steps;
    return {share.outage / warp_steps, share.adoption / warp_steps};
}

/// Seconds of an instruction on a pack, by kind.
struct PipeRates {
    std::string_view isa;
    int width{};
    KindCounts seconds{};
};

/// The shortest of several rounds, since whatever else happens on a machine only lengthens them.
template <class Loop>
double shortest_seconds(const Loop& run) {
    double shortest = time_of(thread_cpu_seconds, run);
    for (int round = 1; round < 25; ++round) shortest = std::min(shortest, time_of(thread_cpu_seconds, run));
    return shortest;
}

PipeRates measure(const PipeLoops& loops) {
    constexpr int n_steps = 20000;
    PipeRates rates{loops.isa, loops.width};
    for (std::size_t kind = 0; kind < rates.seconds.size(); ++kind) {
        rates.seconds[kind] =
            shortest_seconds([&] { loops.run(static_cast<Kind>(kind), n_steps); }) / (n_steps * n_chains);
    }
    return rates;
}

/// Seconds that a core needs for the operations on a pack if it waits for nothing: the busiest of its units decides.
/// multiply and add have units of their own, and logic runs in either.
double least_seconds(const KindCounts& n, const PipeRates& rates) {
    const auto busy = [&](Kind kind) { return at(n, kind) * at(rates.seconds, kind); };
    const double all_units = 1 / at(rates.seconds, Kind::multiply) + 1 / at(rates.seconds, Kind::add);
    const double all = (at(n, Kind::multiply) + at(n, Kind::add) + at(n, Kind::logic)) / all_units;
    return std::max({busy(Kind::multiply), busy(Kind::add), busy(Kind::divide) + busy(Kind::root), all});
}

/// Network-path-steps per second of CPU time, the best of several rounds.
double measured_rate(kernels::Kernel kernel) {
    constexpr std::int64_t paths_per_round = 4096;
    OneThread thread(base_scenario(), paths_per_round);
    double best = 0;
    for (int round = 0; round < 15; ++round) {
        const double seconds = time_of(thread_cpu_seconds, [&] { thread.run(kernel, paths_per_round); });
        best = std::max(best, thread.network_path_steps(paths_per_round) / seconds);
    }
    return best;
}

void print_bound(const PipeRates& rates, const StepOperations& operations) {
    const kernels::KernelSet& kernels = find_isa(rates.isa).kernels;
    const auto row = [&](const char* name, const KindCounts& of_kernel, kernels::Kernel kernel) {
        const double bound = rates.width / least_seconds(of_kernel, rates), seen = measured_rate(kernel);
        std::printf("%-8s %-8s %10.0f %10.0f %9.0f%%\n", std::string(rates.isa).c_str(), name, bound / 1e6, seen / 1e6,
                    100 * seen / bound);
    };
    row("draws", operations.draws, kernels.draw_only);
    row("model", operations.model(), kernels.run_without_statistics);
}

void print_part(const char* name, const KindCounts& operations) {
    std::printf("%-32s", name);
    for (const double n : operations) std::printf(" %8.2f", n);
    std::printf("\n");
}

void print_all() {
    const TableStorage<float> tables(base_scenario().inputs);
    const StepOperations operations = count_operations(base_scenario());
    const RareBranches rare = count_rare_branches(tables.view());
    std::printf("Operations of a network-path-step (%d networks, %d months)\n\n%-32s %8s %8s %8s %8s %8s\n",
                static_cast<int>(base_scenario().inputs.networks.size()), base_scenario().inputs.months, "part",
                "multiply", "add", "logic", "divide", "root");
    print_part("draws", operations.draws);
    print_part("sector: Eq. 20, 1 to 7, K1", operations.sector);
    print_part("networks: Eq. 8 to 18, K2, K3", operations.networks);
    print_part("outputs and their bins", operations.outputs);
    std::printf(
        "\nOf the steps of two paths, which share a warp on a GPU, %.0f%% have an outage and in %.0f%% an adoption is "
        "possible.\n",
        100 * rare.outage, 100 * rare.adoption);
    std::vector<PipeRates> measured;
    for (const PipeLoops& loops : {avx2_pipe_loops(), avx512_pipe_loops()}) {
        if (std::ranges::count(usable_isas(), loops.isa) > 0) measured.push_back(measure(loops));
    }
    std::printf("\nNanoseconds per instruction of one core\n\n%-8s %8s %8s %8s %8s %8s\n", "set", "multiply", "add",
                "logic", "divide", "root");
    for (const PipeRates& rates : measured) {
        std::printf("%-8s", std::string(rates.isa).c_str());
        for (const double seconds : rates.seconds) std::printf(" %8.3f", 1e9 * seconds);
        std::printf("\n");
    }
    std::printf("\nMillion network-path-steps per second of one core\n\n%-8s %-8s %10s %10s %10s\n", "set", "kernel",
                "bound", "measured", "reached");
    for (const PipeRates& rates : measured) print_bound(rates, operations);
}

}  // namespace
}  // namespace killshot::bench

int main() {
    try {
        killshot::bench::print_all();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bound: %s\n", error.what());
        return 1;
    }
    return 0;
}
