#include "analysis/epistemic.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace killshot {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr std::int64_t length_of_prefix(std::size_t prefix) { return std::int64_t{8} << prefix; }

/// Linear between order statistics.
double quantile(const std::vector<double>& sorted, double probability) {
    const double position = probability * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

}  // namespace

void EpistemicTally::add(std::size_t network, double p_kill, std::span<const std::uint8_t> kill_bits,
                         std::int64_t n_bits) {
    Network& entry = networks_.at(network);
    const auto n = static_cast<std::size_t>(n_bits);
    if (entry.scenarios.empty())
        entry.kills_of_path.assign(n, 0);
    else if (n < entry.kills_of_path.size())
        entry.kills_of_path.resize(n);

    ScenarioHits scenario{p_kill, n_bits, 0, {}};
    std::size_t prefix = 0;
    for (std::size_t byte = 0; 8 * byte < n; ++byte) {
        for (unsigned bits = kill_bits[byte]; bits != 0; bits &= bits - 1) {
            const std::size_t path = 8 * byte + 7 - static_cast<std::size_t>(std::countr_zero(bits));
            if (path < entry.kills_of_path.size()) ++entry.kills_of_path[path];
            ++scenario.hits;
        }
        if (prefix < n_prefixes && static_cast<std::int64_t>(8 * (byte + 1)) == length_of_prefix(prefix))
            scenario.prefix_hits[prefix++] = static_cast<std::int32_t>(scenario.hits);
    }
    entry.scenarios.push_back(scenario);
}

EpistemicEstimate EpistemicTally::estimate(std::size_t network) const {
    const Network& entry = networks_.at(network);
    EpistemicEstimate estimate{nan, nan, nan, nan, {}};
    estimate.quantiles.fill(nan);
    if (entry.scenarios.size() < 2) return estimate;

    std::vector<double> probabilities;
    for (const ScenarioHits& scenario : entry.scenarios) probabilities.push_back(scenario.p_kill);
    std::ranges::sort(probabilities);
    const auto k = static_cast<double>(probabilities.size());
    double sum = 0;
    for (const double p : probabilities) sum += p;
    estimate.mean = sum / k;

    const auto shortest = static_cast<std::int64_t>(entry.kills_of_path.size());
    const bool all_equal = std::ranges::all_of(entry.scenarios, [&](const auto& s) { return s.n_bits == shortest; });
    std::size_t prefix = 0;
    while (prefix + 1 < n_prefixes && length_of_prefix(prefix + 1) <= shortest) ++prefix;
    const std::int64_t n_paths = all_equal ? shortest : length_of_prefix(prefix);
    if (n_paths < 2 || n_paths > shortest) return estimate;

    // Sums of squares of the table of zeros and ones, scenarios by paths.
    const auto m = static_cast<double>(n_paths);
    double total = 0, of_scenarios = 0, of_paths = 0;
    for (const ScenarioHits& scenario : entry.scenarios) {
        const auto hits = static_cast<double>(all_equal ? scenario.hits : scenario.prefix_hits[prefix]);
        total += hits;
        of_scenarios += hits * hits / m;
    }
    for (std::int64_t path = 0; path < n_paths; ++path) {
        const auto kills = static_cast<double>(entry.kills_of_path[static_cast<std::size_t>(path)]);
        of_paths += kills * kills / k;
    }
    const double correction = total * total / (k * m);
    const double interaction = std::max(0.0, (total - of_scenarios - of_paths + correction) / ((k - 1) * (m - 1)));
    const double spread = (of_scenarios - correction) / ((k - 1) * m);
    const double belief = std::max(0.0, spread - interaction / m);

    estimate.sd_noise = std::sqrt(interaction / m);
    estimate.sd_belief = std::sqrt(belief);
    const double of_a_kill = estimate.mean * (1 - estimate.mean);
    estimate.variance_share_belief = of_a_kill > 0 ? std::min(1.0, belief / of_a_kill) : nan;
    const double narrower = spread > 0 ? std::sqrt(belief / spread) : 1.0;
    for (std::size_t i = 0; i < n_quantiles; ++i)
        estimate.quantiles[i] =
            estimate.mean + narrower * (quantile(probabilities, quantile_probabilities[i]) - estimate.mean);
    return estimate;
}

}  // namespace killshot
