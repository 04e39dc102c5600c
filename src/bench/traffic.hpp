/// Bytes that a network-path-step loads and stores, from the sizes of the model's types and of the tally.
///
/// What one pass of a step leaves to a later one or to the next step is stored once and loaded once; constants, which a
/// block of paths shares, are loaded once a block. Spilled registers, reloads and the padding of packs are not counted,
/// so a core moves more than this. All of it but the histograms stays in the core's caches. What belongs to the sector
/// is divided by the number of networks, and what belongs to a block by the paths of a block.
/// Verified by tests/bench/roofline_test.cpp.
#pragma once

#include "killshot/scenario.hpp"

namespace killshot::bench {

struct StepBytes {
    double state{};         // draws, offers and the state of network and sector
    double tables{};        // constants of the sector, the networks and the step
    double counts{};        // conditions of every month, and all counters but histograms, once a block
    double report_dates{};  // settlements, values, bins and histograms

    /// The run without report dates.
    [[nodiscard]] double model() const { return state + tables + counts; }
    [[nodiscard]] double run() const { return model() + report_dates; }
};

/// block_width: the paths of a block.
[[nodiscard]] StepBytes bytes_of_step(const Scenario& scenario, int block_width);

}  // namespace killshot::bench
