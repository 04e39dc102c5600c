/// Runs a scenario with the CPU backend into a tally.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "backend/cpu.hpp"
#include "inputs/calendar.hpp"
#include "killshot/backend.hpp"
#include "tables/tables.hpp"

namespace killshot::test {

inline constexpr auto base_start = std::chrono::year{2026} / 11 / 22;
inline constexpr std::uint64_t base_seed = 20261122;

/// Conviction, watching, skeptical, and so on in turn.
inline std::vector<Stance> alternating_stances(std::size_t n_networks) {
    std::vector<Stance> stances;
    for (std::size_t i = 0; i < n_networks; ++i) stances.push_back(static_cast<Stance>(i % 3));
    return stances;
}

struct Simulation {
    explicit Simulation(const Inputs& inputs)
        : storage(inputs), stances(alternating_stances(inputs.networks.size())),
          steps(report_steps(base_start, inputs.months, 6)) {}

    [[nodiscard]] Tally empty(std::int64_t n_paths) const {
        const ScenarioTable<float> table = storage.view();
        return Tally(TallyLayout(table.n_networks, table.n_steps, steps, n_paths));
    }

    /// Adds a slice of the paths to `tally`.
    void run(Tally& tally, PathSlice slice, std::string_view isa = "auto", int threads = 1,
             std::uint64_t seed = base_seed) const {
        make_cpu_backend(threads, isa)->run(storage.view(), stances, seed, slice, tally, {});
    }

    [[nodiscard]] Tally run(std::int64_t n_paths, std::string_view isa = "auto", int threads = 1,
                            std::uint64_t seed = base_seed) const {
        Tally tally = empty(n_paths);
        run(tally, {0, n_paths}, isa, threads, seed);
        return tally;
    }

    TableStorage<float> storage;
    std::vector<Stance> stances;
    std::vector<int> steps;
};

}  // namespace killshot::test
