/// Operations of a network-path-step, counted by running the model's own templates with a type that counts
/// (src/bench/counted.hpp). An operation is one instruction of a lane; a multiply-add is one.
///
/// Verified by tests/bench/roofline_test.cpp.
#pragma once

#include "bench/kind_counts.hpp"
#include "killshot/scenario.hpp"

namespace killshot::bench {

/// Means over paths, steps and networks; those of the sector are divided by the number of networks.
struct StepOperations {
    KindCounts draws{};     // Philox and Box-Muller, of the sector and the networks
    KindCounts sector{};    // Eq. 20, 1 to 7, K1
    KindCounts networks{};  // Eq. 8 to 18, K2, K3, signal 03
    KindCounts outputs{};   // values at report dates and their bins, but not the additions to sums and histograms

    /// The run without report dates.
    [[nodiscard]] KindCounts model() const { return draws + sector + networks; }
    [[nodiscard]] KindCounts run() const { return model() + outputs; }
};

/// Runs 256 paths. Throws std::logic_error if the counted paths are not those of binary32.
[[nodiscard]] StepOperations count_operations(const Scenario& scenario);

}  // namespace killshot::bench
