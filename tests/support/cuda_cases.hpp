/// Scenarios on which the CUDA backend has to give the CPU's integers, on a card and in emulation.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "killshot/backend/backend.hpp"
#include "support/resized.hpp"
#include "support/simulate.hpp"

namespace killshot::test {

struct CudaCase {
    std::string draft;
    int n_networks, months;
    PathSlice slice;
};

/// Both tiles and their edges, odd numbers of paths, one step and the most, and where path numbers outgrow a word.
inline const std::vector<CudaCase>& cuda_cases() {
    static const std::vector<CudaCase> all = {
        {"base", 14, 36, {0, 1}},
        {"base", 14, 36, {0, 131}},
        {"stress", 14, 36, {0, 77}},
        {"base", 1, 36, {0, 33}},
        {"base", 13, 36, {0, 45}},
        {"base", 16, 24, {8, 19}},
        {"base", 17, 24, {0, 7}},
        {"base", 32, 120, {0, 11}},
        {"base", 14, 1, {0, 50}},
        {"stress", 3, 240, {0, 9}},
        {"base", 14, 36, {std::int64_t{1} << 20, 9}},
        {"base", 2, 12, {(std::int64_t{1} << 32) - 16, 40}},
    };
    return all;
}

/// The first integer that differs, by row; empty where none does.
inline std::string first_difference(const Tally& got, const Tally& wanted) {
    for (int r = 0; r < n_rows; ++r) {
        const auto row = static_cast<Row>(r);
        for (std::size_t at = 0; at < wanted.row(row).size(); ++at)
            if (got.row(row)[at] != wanted.row(row)[at])
                return fmt::format("{}[{}] is {}, not {}", wanted.layout().extent(row).name, at, got.row(row)[at],
                                   wanted.row(row)[at]);
    }
    for (int network = 0; network < wanted.layout().n_networks(); ++network)
        for (std::size_t at = 0; at < wanted.kill_bits(network).size(); ++at)
            if (got.kill_bits(network)[at] != wanted.kill_bits(network)[at])
                return fmt::format("kill_bits of network {} differ in byte {}", network, at);
    return {};
}

inline Tally run_on(Backend& backend, const Simulation& simulation, PathSlice slice, const Progress& progress = {}) {
    Tally tally = simulation.empty(1000);
    backend.run(simulation.storage.view(), simulation.stances, base_seed, slice, tally, progress);
    return tally;
}

/// Expects every integer of a slice to be the CPU's.
inline void expect_the_integers_of_the_cpu(Backend& cuda, const Inputs& inputs, PathSlice slice,
                                           const std::string& what) {
    const Simulation simulation(inputs);
    const Tally wanted = run_on(*make_cpu_backend(1, "auto"), simulation, slice);
    const Tally got = run_on(cuda, simulation, slice);
    EXPECT_EQ(first_difference(got, wanted), "") << what;
    EXPECT_EQ(digest(got), digest(wanted)) << what;
}

inline void expect_the_integers_of_the_cpu(Backend& cuda, const CudaCase& c) {
    expect_the_integers_of_the_cpu(cuda, resized(c.n_networks, c.months, c.draft), c.slice,
                                   fmt::format("{}, {} networks, {} months, {} paths from {}", c.draft, c.n_networks,
                                               c.months, c.slice.n_paths, c.slice.first_path));
}

}  // namespace killshot::test
