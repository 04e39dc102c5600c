/// P(kill) over draws of the inputs' beliefs: its mean and spread, and which beliefs the spread comes from.
///
/// Every draw has paths of its own, so its P(kill) has counting noise with the variance p (1 - p)/M, of which the same
/// with M - 1 and the draw's p is an unbiased estimate. That variance is taken out of the spread over draws, and the
/// draws are shrunk about their mean by the same factor before quantiles are taken.
/// Verified by tests/analysis/beliefs_test.cpp against closed forms.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/quantiles.hpp"
#include "inputs/drawn_belief.hpp"
#include "killshot/tally/kill_counts.hpp"

namespace killshot {

/// Draws of a scenario's beliefs, counted for kills alone.
struct BeliefDraws {
    std::int64_t paths = 0;          // of each draw
    bool has_2027 = false;           // 2027 ends within the horizon
    std::vector<DrawnBelief> drawn;  // in the order of the design's dimensions
    std::vector<double> values;      // [draw][drawn]
    std::vector<KillCounts> counts;  // [draw]

    [[nodiscard]] std::size_t size() const { return counts.size(); }
    [[nodiscard]] double value(std::size_t draw, std::size_t belief) const {
        return values[draw * drawn.size() + belief];
    }
};

/// The digest of the draws' counts, however they were run.
[[nodiscard]] std::uint64_t digest(const BeliefDraws& draws);

/// By the horizon, or by the last month of 2027.
using KillsBy = Kills KillCounts::*;

/// P(kill) in each draw, of one network or on average over the networks, and the variance of its counting noise.
struct DrawnProbabilities {
    std::vector<double> p;
    double noise_variance{};
};

[[nodiscard]] DrawnProbabilities of_network(const BeliefDraws& draws, std::size_t network, KillsBy by);
/// The networks of a path are not independent: the noise of their average is that of the share of networks killed.
[[nodiscard]] DrawnProbabilities over_networks(const BeliefDraws& draws, KillsBy by);

/// NaN with fewer than two draws.
struct BeliefSpread {
    double mean{};
    double standard_error{};                      // of the mean; an upper bound, since the draws are stratified
    double sd_belief{};                           // of P(kill | inputs), without counting noise
    double sd_noise{};                            // of the counting noise
    std::array<double, n_quantiles> quantiles{};  // at quantile_probabilities, without counting noise
};
[[nodiscard]] BeliefSpread spread_of(const DrawnProbabilities& probabilities);

/// A belief, or the same belief of several networks that each have their own, and what P(kill) owes to it.
struct Driver {
    std::vector<std::size_t> drawn;  // indexes into BeliefDraws::drawn
    double share{};                  // of the variance of P(kill): first-order index, summed over `drawn`
    double p_low{}, p_high{};        // mean P(kill) over the tenth of the draws with its lowest and highest values
    bool stands_out{};               // the share exceeds the noise floor
};

struct Drivers {
    std::vector<Driver> single;  // every belief, by descending share
    std::vector<Driver> summed;  // beliefs of the same name that networks have of their own, added up; likewise
    double single_floor{}, summed_floor{};  // the largest share that chance alone gives, exceeded in 5% of cases
};

/// The draws in the order of each belief's values, from which drivers are computed.
///
/// The first-order index comes from given data: draws are divided by a belief's value into tenths, and the variance of
/// their means, less what the variance within them contributes, is the share of the variance of P(kill) (Plischke,
/// Borgonovo & Smith, European Journal of Operational Research 226, 2013). The floor is the 95% quantile, over
/// permutations of the draws, of the largest index of any belief.
class BeliefRanking {
  public:
    explicit BeliefRanking(const BeliefDraws& draws);

    /// Empty with fewer than least_draws, or where the draws differ by no more than counting noise.
    [[nodiscard]] Drivers drivers(const DrawnProbabilities& probabilities) const;

    static constexpr std::size_t least_draws = 20;

  private:
    class Indices;
    [[nodiscard]] std::span<const std::uint32_t> order(std::size_t belief) const {
        return {order_.data() + belief * n_draws_, n_draws_};
    }

    std::size_t n_draws_, n_drawn_;
    std::vector<std::uint32_t> order_;                     // [belief][rank]: the draw
    std::vector<std::vector<std::size_t>> groups_;         // beliefs of one name that networks have of their own
    std::vector<std::vector<std::uint32_t>> group_order_;  // draws by the average rank over the group
};

}  // namespace killshot
