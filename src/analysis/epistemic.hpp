/// Splits the uncertainty of a kill into parameter uncertainty and shocks. In this nested simulation, scenarios are
/// draws of the parameters and paths are the shocks within each (Gordy & Juneja, Management Science 56, 2010).
///
/// All scenarios share their shocks, so most of the noise is common to all and does not widen the spread of P(kill).
/// The part that does is the interaction of scenario and path: the analysis of variance of kill(scenario, path) gives
/// its mean square, which is divided by the number of paths and subtracted from the variance of P(kill).
/// Verified by tests/analysis/epistemic_test.cpp: known variances, with shared and independent shocks; no bias.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/quantiles.hpp"

namespace killshot {

/// The estimates of one network. NaN with fewer than two scenarios.
struct EpistemicEstimate {
    double mean{};                                // of P(kill) over the draws
    double sd_belief{};                           // of P(kill | parameters), with the noise removed
    double sd_noise{};                            // of the noise in P(kill)
    double variance_share_belief{};               // sd_belief^2 over the variance of a kill, mean (1 - mean)
    std::array<double, n_quantiles> quantiles{};  // of P(kill), contracted to the mean to remove the noise
};

/// Scenarios are added as they finish; each takes about a hundred bytes per network.
class EpistemicTally {
  public:
    explicit EpistemicTally(std::size_t n_networks) : networks_(n_networks) {}

    /// p_kill: of all paths. kill_bits: of the first n_bits paths (path p is bit 7 - p mod 8 of byte p div 8).
    void add(std::size_t network, double p_kill, std::span<const std::uint8_t> kill_bits, std::int64_t n_bits);

    [[nodiscard]] EpistemicEstimate estimate(std::size_t network) const;

  private:
    /// Hits on the first 8, 16, 32, ... paths, and on all that have bits. Scenarios with different numbers of paths are
    /// compared on the longest prefix that all of them have.
    static constexpr std::size_t n_prefixes = 18;
    struct ScenarioHits {
        double p_kill{};
        std::int64_t n_bits{}, hits{};
        std::array<std::int32_t, n_prefixes> prefix_hits{};
    };
    struct Network {
        std::vector<ScenarioHits> scenarios;
        std::vector<std::int32_t> kills_of_path;  // summed over scenarios; as many as the shortest has
    };
    std::vector<Network> networks_;
};

}  // namespace killshot
