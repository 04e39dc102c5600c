/// How much of a kill's variance is parameter uncertainty and how much is shocks, from a nested simulation: scenarios
/// are draws of the beliefs, paths are the shocks within each (Gordy & Juneja, Management Science 56, 2010).
///
/// All scenarios have common random numbers, so most of the sampling noise is the same in all and cancels in their
/// spread. The rest is the interaction of path and scenario in the two-way table kill(scenario, path): its mean square
/// in the analysis of variance, divided by the number of paths, is subtracted from the variance of P(kill).
/// Verified by tests/analysis/epistemic_test.cpp: known variances, with and without common shocks, and no bias over
/// repetitions.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/quantiles.hpp"

namespace killshot {

/// For one network. NaN unless there are two scenarios or more.
struct EpistemicEstimate {
    double mean{};                                // of P(kill) over the beliefs
    double sd_belief{};                           // of P(kill | beliefs), noise removed
    double sd_noise{};                            // of the noise in the spread over scenarios
    double variance_share_belief{};               // sd_belief^2 over the variance of a kill, mean (1 - mean)
    std::array<double, n_quantiles> quantiles{};  // of P(kill | beliefs), shrunk towards the mean to remove the noise
};

/// Scenarios are added as they finish. Needs about a hundred bytes per scenario and network.
class EpistemicTally {
  public:
    explicit EpistemicTally(std::size_t n_networks) : networks_(n_networks) {}

    /// p_kill: over all paths. kill_bits: of the first n_bits paths (path p is bit 7 - p mod 8 of byte p div 8).
    void add(std::size_t network, double p_kill, std::span<const std::uint8_t> kill_bits, std::int64_t n_bits);

    [[nodiscard]] EpistemicEstimate estimate(std::size_t network) const;

  private:
    /// Hits on the first 8, 16, 32, ... paths and on all that have bits. Scenarios of different lengths are compared on
    /// the longest of these prefixes that all of them have.
    static constexpr std::size_t n_prefixes = 18;
    struct ScenarioHits {
        double p_kill{};
        std::int64_t n_bits{}, hits{};
        std::array<std::int32_t, n_prefixes> prefix_hits{};
    };
    struct Network {
        std::vector<ScenarioHits> scenarios;
        std::vector<std::int32_t> kills_of_path;  // summed over scenarios; as long as the shortest one
    };
    std::vector<Network> networks_;
};

}  // namespace killshot
