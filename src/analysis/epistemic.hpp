/// What of a kill's uncertainty is belief and what is shock, from a nested simulation: scenarios are draws of the
/// beliefs, paths the shocks within each (Gordy & Juneja, Management Science 56, 2010).
///
/// All scenarios share their shocks, so an estimate's noise is mostly the same in all of them and cancels in their
/// spread. What remains is the interaction of path and scenario: of the two-way table kill(scenario, path), the mean
/// squares are those of the analysis of variance, and the interaction's over the paths is what is taken out of the
/// spread of P(kill).
/// Verified by tests/analysis/epistemic_test.cpp: known variances, shocks shared and not, and no bias over repetitions.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/quantiles.hpp"

namespace killshot {

/// Of one network. NaN where there are not two scenarios.
struct EpistemicEstimate {
    double mean{};                                // of P(kill) over the beliefs
    double sd_belief{};                           // of P(kill | beliefs), the noise taken out
    double sd_noise{};                            // of the noise in the scenarios' spread
    double variance_share_belief{};               // sd_belief^2 over the variance of a kill, mean (1 - mean)
    std::array<double, n_quantiles> quantiles{};  // of P(kill | beliefs), drawn in to the mean as the noise widens them
};

/// Scenarios are added as they are finished; memory grows by a hundred bytes a scenario and network.
class EpistemicTally {
  public:
    explicit EpistemicTally(std::size_t n_networks) : networks_(n_networks) {}

    /// p_kill: of all paths. kill_bits: of the first n_bits paths (path p is bit 7 - p mod 8 of byte p div 8).
    void add(std::size_t network, double p_kill, std::span<const std::uint8_t> kill_bits, std::int64_t n_bits);

    [[nodiscard]] EpistemicEstimate estimate(std::size_t network) const;

  private:
    /// Hits on the first 8, 16, 32, ... paths, and on all that have bits: scenarios of unequal length are compared on
    /// the longest of these that all have.
    static constexpr std::size_t n_prefixes = 18;
    struct ScenarioHits {
        double p_kill{};
        std::int64_t n_bits{}, hits{};
        std::array<std::int32_t, n_prefixes> prefix_hits{};
    };
    struct Network {
        std::vector<ScenarioHits> scenarios;
        std::vector<std::int32_t> kills_of_path;  // over the scenarios; as long as the shortest of them
    };
    std::vector<Network> networks_;
};

}  // namespace killshot
