/// Checks of the CUDA backend in addition to the contract of all backends, on a card and in emulation: the edge cases
/// of its tiles, and other inputs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "analysis/quantiles.hpp"
#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "support/draft_tables.hpp"
#include "support/simulate.hpp"
#include "support/summaries.hpp"
#include "verify/verify.hpp"

namespace killshot::test {

/// A draft with n_networks networks and n_months months.
inline Inputs resized(int n_networks, int n_months, const std::string& name = "base") {
    return killshot::resized(draft(name), n_networks, n_months);
}

inline Tally run_on(Backend& backend, const Simulation& simulation, PathSlice slice, const Progress& progress = {}) {
    Tally tally = simulation.empty(1000);
    backend.run(simulation.storage.view(), simulation.stances, base_seed, slice, tally, progress);
    return tally;
}

/// Expects every integer of a slice to equal the CPU's.
inline void expect_the_integers_of_the_cpu(Backend& cuda, const Inputs& inputs, PathSlice slice,
                                           const std::string& what) {
    const Simulation simulation(inputs);
    const Tally wanted = run_on(*make_cpu_backend(0, "auto"), simulation, slice);
    const Tally got = run_on(cuda, simulation, slice);
    EXPECT_EQ(first_difference(got, wanted), "") << what;
    EXPECT_EQ(digest(got), digest(wanted)) << what;
}

/// Expects the summaries that the card makes of a slice to be those of the CPU's counts.
inline void expect_the_summaries_of_the_cpu(Backend& cuda, const Inputs& inputs, PathSlice slice) {
    const Simulation simulation(inputs);
    const Tally wanted = run_on(*make_cpu_backend(0, "auto"), simulation, slice);
    const SummaryRanks ranks = QuantileRanks(slice.n_paths, 0.95).ranks;
    Tally got = simulation.empty(1000);
    expect_same(cuda.summarize_run(simulation.storage.view(), simulation.stances, base_seed, slice, ranks, got, {}),
                summarize(wanted, ranks));
    EXPECT_TRUE(std::ranges::equal(std::as_const(got).plain(), wanted.plain()));
    EXPECT_EQ(digest_without_histograms(got), digest_without_histograms(wanted));
}

struct CudaCase {
    std::string draft;
    int n_networks, months;
    PathSlice slice;
};

/// A full tile, one network more than a tile has lanes, a tile of one network, the stress draft, and a single path and
/// month.
inline const std::vector<CudaCase>& cuda_cases() {
    static const std::vector<CudaCase> all = {
        {"base", 16, 24, {8, 19}},  {"base", 17, 24, {0, 7}},   {"base", 1, 36, {0, 33}}, {"stress", 14, 36, {0, 77}},
        {"stress", 3, 240, {0, 9}}, {"stress", 32, 36, {0, 5}}, {"base", 3, 1, {0, 1}},
    };
    return all;
}

/// Every check of the contract, and the cases above.
inline void expect_the_contract_kept(Backend& cuda, const Contender& contender) {
    for (const Check& check : contract_checks(contender)) EXPECT_EQ(check.first_difference(), "") << check.what;
    for (const CudaCase& c : cuda_cases()) {
        const std::string what = fmt::format("{}, {} networks, {} months, {} paths from {}", c.draft, c.n_networks,
                                             c.months, c.slice.n_paths, c.slice.first_path);
        SCOPED_TRACE(what);
        const Inputs inputs = resized(c.n_networks, c.months, c.draft);
        expect_the_integers_of_the_cpu(cuda, inputs, c.slice, what);
        expect_the_summaries_of_the_cpu(cuda, inputs, c.slice);
    }
}

/// The intended number of backends on one card, each in its own thread and with its own scenario.
inline void expect_runs_at_once_to_keep_to_themselves(std::int64_t n_paths) {
    std::vector<std::jthread> runs;
    for (int i = 0; i < cuda_runs_at_once; ++i)
        runs.emplace_back([i, n_paths] {
            const auto cuda = make_cuda_backend();
            for (const int months : {6 + i, 13 - i})
                expect_the_integers_of_the_cpu(*cuda, resized(1 + 2 * i, months), {0, n_paths},
                                               fmt::format("{} networks, {} months, at once", 1 + 2 * i, months));
        });
}

}  // namespace killshot::test
