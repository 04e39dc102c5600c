#include "analysis/beliefs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <utility>

namespace killshot {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t n_bins = 10;  // tenths of the draws
constexpr int n_permutations = 100;
constexpr double floor_probability = 0.95;
constexpr std::uint64_t permutation_seed = 1;

double mean_of(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Of the mean, about which the squares are summed.
double sum_of_squares(std::span<const double> values, double mean) {
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return sum;
}

/// The quantile of an ascending list, interpolated linearly between its values.
double quantile(std::span<const double> sorted, double probability) {
    const double position = probability * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

/// The variance of p without counting noise.
double belief_variance(const DrawnProbabilities& drawn, double mean) {
    const double variance = sum_of_squares(drawn.p, mean) / static_cast<double>(drawn.p.size() - 1);
    return std::max(0.0, variance - drawn.noise_variance);
}

std::size_t first_of_bin(std::size_t bin, std::size_t n_draws) { return bin * n_draws / n_bins; }

/// With several sums at a time, so that no addition waits for the one before it.
double sum_over(std::span<const std::uint32_t> draws, const std::vector<double>& p) {
    constexpr std::size_t n_sums = 4;
    double sums[n_sums] = {};
    std::size_t i = 0;
    for (; i + n_sums <= draws.size(); i += n_sums)
        for (std::size_t s = 0; s < n_sums; ++s) sums[s] += p[draws[i + s]];
    for (; i < draws.size(); ++i) sums[0] += p[draws[i]];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

void shuffle(std::vector<double>& values, std::mt19937_64& random) {
    for (std::size_t i = values.size() - 1; i > 0; --i) {
        const auto j = static_cast<std::size_t>((random() >> 32U) * (i + 1) >> 32U);
        std::swap(values[i], values[j]);
    }
}

/// Equal values in the order of the draws.
std::vector<std::uint32_t> in_order_of(std::span<const double> values) {
    std::vector<std::pair<double, std::uint32_t>> by_value;
    for (std::uint32_t draw = 0; draw < values.size(); ++draw) by_value.emplace_back(values[draw], draw);
    std::ranges::sort(by_value);
    std::vector<std::uint32_t> order;
    for (const auto& [value, draw] : by_value) order.push_back(draw);
    return order;
}

}  // namespace

std::uint64_t digest(const BeliefDraws& draws) {
    std::uint64_t sum = 0;
    const auto add = [&](std::string_view name, const auto& counts_of) {
        std::vector<std::int64_t> row;
        for (const KillCounts& counts : draws.counts) {
            const auto some = counts_of(counts);
            row.insert(row.end(), some.begin(), some.end());
        }
        sum += digest(name, row);
    };
    const auto one = [](std::int64_t count) { return std::array{count}; };
    add("n_K1_held", [&](const KillCounts& c) { return one(c.n_K1_held); });
    add("n_kill", [](const KillCounts& c) { return c.by_horizon.n_kill; });
    add("n_kill_2027", [](const KillCounts& c) { return c.by_2027.n_kill; });
    add("n_killed_squared", [&](const KillCounts& c) { return one(c.by_horizon.n_killed_squared); });
    add("n_killed_squared_2027", [&](const KillCounts& c) { return one(c.by_2027.n_killed_squared); });
    return sum;
}

DrawnProbabilities of_network(const BeliefDraws& draws, std::size_t network, KillsBy by) {
    DrawnProbabilities result;
    const auto m = static_cast<double>(draws.paths);
    for (const KillCounts& counts : draws.counts) {
        const double p = static_cast<double>((counts.*by).n_kill.at(network)) / m;
        result.p.push_back(p);
        result.noise_variance += p * (1 - p) / (m - 1) / static_cast<double>(draws.size());
    }
    return result;
}

DrawnProbabilities over_networks(const BeliefDraws& draws, KillsBy by) {
    DrawnProbabilities result;
    const auto m = static_cast<double>(draws.paths);
    for (const KillCounts& counts : draws.counts) {
        const Kills& kills = counts.*by;
        const auto n = static_cast<double>(kills.n_kill.size());
        const auto n_kills =
            static_cast<double>(std::accumulate(kills.n_kill.begin(), kills.n_kill.end(), std::int64_t{0}));
        const double p = n_kills / (n * m);
        const double mean_square = static_cast<double>(kills.n_killed_squared) / (n * n * m);
        result.p.push_back(p);
        result.noise_variance += (mean_square - p * p) / (m - 1) / static_cast<double>(draws.size());
    }
    return result;
}

BeliefSpread spread_of(const DrawnProbabilities& probabilities) {
    BeliefSpread spread{nan, nan, nan, nan, {}};
    spread.quantiles.fill(nan);
    if (probabilities.p.size() < 2) return spread;
    const auto n = static_cast<double>(probabilities.p.size());
    spread.mean = mean_of(probabilities.p);
    const double variance = sum_of_squares(probabilities.p, spread.mean) / (n - 1);
    const double belief = belief_variance(probabilities, spread.mean);
    spread.standard_error = std::sqrt(variance / n);
    spread.sd_belief = std::sqrt(belief);
    spread.sd_noise = std::sqrt(probabilities.noise_variance);
    const double narrower = variance > 0 ? std::sqrt(belief / variance) : 1.0;
    std::vector<double> sorted = probabilities.p;
    std::ranges::sort(sorted);
    for (std::size_t i = 0; i < n_quantiles; ++i)
        spread.quantiles[i] = spread.mean + narrower * (quantile(sorted, quantile_probabilities[i]) - spread.mean);
    return spread;
}

BeliefRanking::BeliefRanking(const BeliefDraws& draws) : n_draws_(draws.size()), n_drawn_(draws.drawn.size()) {
    std::map<std::string, std::vector<std::size_t>> own;
    std::vector<double> values(n_draws_);
    order_.reserve(n_drawn_ * n_draws_);
    for (std::size_t belief = 0; belief < n_drawn_; ++belief) {
        for (std::size_t draw = 0; draw < n_draws_; ++draw) values[draw] = draws.value(draw, belief);
        const std::vector<std::uint32_t> order = in_order_of(values);
        order_.insert(order_.end(), order.begin(), order.end());
        if (draws.drawn[belief].network >= 0) own[draws.drawn[belief].name].push_back(belief);
    }
    for (auto& [name, beliefs] : own) {
        if (beliefs.size() < 2) continue;
        std::ranges::fill(values, 0.0);
        for (const std::size_t belief : beliefs)
            for (std::size_t rank = 0; rank < n_draws_; ++rank)
                values[order(belief)[rank]] += static_cast<double>(rank);
        group_order_.push_back(in_order_of(values));
        groups_.push_back(std::move(beliefs));
    }
}

/// First-order indices of all beliefs for one list of probabilities.
class BeliefRanking::Indices {
  public:
    Indices(const BeliefRanking& ranking, const std::vector<double>& p, double mean, double belief_variance) {
        const auto n = static_cast<double>(ranking.n_draws_);
        const double total = sum_of_squares(p, mean);
        for (std::size_t belief = 0; belief < ranking.n_drawn_; ++belief) {
            const auto order = ranking.order(belief);
            double between = 0;
            for (std::size_t bin = 0; bin < n_bins; ++bin) {
                const std::size_t first = first_of_bin(bin, order.size()), end = first_of_bin(bin + 1, order.size());
                const auto size = static_cast<double>(end - first);
                const double distance = sum_over(order.subspan(first, end - first), p) / size - mean;
                between += size * distance * distance;
            }
            // The means of the bins differ by chance as well, as the variance within the bins says.
            const double within = (total - between) / (n - n_bins);
            single.push_back((between - (n_bins - 1) * within) / (n * belief_variance));
        }
        for (const std::vector<std::size_t>& group : ranking.groups_) {
            double sum = 0;
            for (const std::size_t belief : group) sum += single[belief];
            summed.push_back(sum);
        }
    }

    std::vector<double> single, summed;
};

Drivers BeliefRanking::drivers(const DrawnProbabilities& probabilities) const {
    Drivers drivers;
    if (n_draws_ < least_draws || n_drawn_ == 0) return drivers;
    const double mean = mean_of(probabilities.p), variance = belief_variance(probabilities, mean);
    if (variance <= 0) return drivers;
    const Indices indices(*this, probabilities.p, mean, variance);

    std::vector<double> permuted = probabilities.p, largest, largest_sum;
    std::mt19937_64 random(permutation_seed);
    for (int permutation = 0; permutation < n_permutations; ++permutation) {
        shuffle(permuted, random);
        const Indices by_chance(*this, permuted, mean, variance);
        largest.push_back(std::ranges::max(by_chance.single));
        if (!groups_.empty()) largest_sum.push_back(std::ranges::max(by_chance.summed));
    }
    std::ranges::sort(largest);
    std::ranges::sort(largest_sum);
    drivers.single_floor = quantile(largest, floor_probability);
    if (!groups_.empty()) drivers.summed_floor = quantile(largest_sum, floor_probability);

    const auto driver = [&](std::vector<std::size_t> drawn, std::span<const std::uint32_t> by_value, double share,
                            double floor) {
        const std::size_t tenth = first_of_bin(1, n_draws_), last = first_of_bin(n_bins - 1, n_draws_);
        const auto mean_over = [&](std::span<const std::uint32_t> draws) {
            return sum_over(draws, probabilities.p) / static_cast<double>(draws.size());
        };
        return Driver{std::move(drawn), share, mean_over(by_value.first(tenth)), mean_over(by_value.subspan(last)),
                      share > floor};
    };
    for (std::size_t belief = 0; belief < n_drawn_; ++belief)
        drivers.single.push_back(driver({belief}, order(belief), indices.single[belief], drivers.single_floor));
    for (std::size_t group = 0; group < groups_.size(); ++group)
        drivers.summed.push_back(
            driver(groups_[group], group_order_[group], indices.summed[group], drivers.summed_floor));
    std::ranges::stable_sort(drivers.single, std::ranges::greater(), &Driver::share);
    std::ranges::stable_sort(drivers.summed, std::ranges::greater(), &Driver::share);
    return drivers;
}

}  // namespace killshot
