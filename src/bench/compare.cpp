#include "bench/compare.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "bench/clock.hpp"

namespace killshot::bench {
namespace {

constexpr double least_change = 0.01;  // less is not worth a word, and comes and goes with the layout of the code

/// P(U = u) for u = 0, 1, ... of the statistic of Mann and Whitney, for samples of n and m that do not differ.
std::vector<double> mann_whitney(std::size_t n, std::size_t m) {
    // The coefficients of the Gaussian binomial: the product over i of (1 - q^(m + i))/(1 - q^i).
    std::vector<double> ways(n * m + 1, 0.0);
    ways[0] = 1;
    double all = 1;
    for (std::size_t i = 1; i <= n; ++i) {
        for (std::size_t u = ways.size(); u-- > m + i;) ways[u] -= ways[u - m - i];
        for (std::size_t u = i; u < ways.size(); ++u) ways[u] += ways[u - i];
        all *= static_cast<double>(m + i) / static_cast<double>(i);
    }
    for (double& each : ways) each /= all;
    return ways;
}

}  // namespace

std::string SpeedRatio::verdict() const {
    if (low > 1 && ratio >= 1 + least_change) return "faster";
    return high < 1 && ratio <= 1 - least_change ? "slower" : "same";
}

SpeedRatio speed_ratio(std::span<const double> before, std::span<const double> now, double confidence) {
    std::vector<double> ratios;
    for (const double a : before)
        for (const double b : now) ratios.push_back(b / a);
    std::ranges::sort(ratios);
    const std::vector<double> probability = mann_whitney(before.size(), now.size());
    // Left out at each end: as many as the tail allows.
    std::size_t n_out = 0;
    double tail = 0;
    while (n_out + 1 < (ratios.size() + 1) / 2 && tail + probability[n_out] <= (1 - confidence) / 2)
        tail += probability[n_out++];
    // The k-th smallest and largest ratio have U < k with the same probability.
    const std::size_t k = n_out == 0 ? 0 : n_out - 1;
    return {median(ratios), ratios[k], ratios[ratios.size() - 1 - k], 1 - 2 * (n_out == 0 ? probability[0] : tail)};
}

}  // namespace killshot::bench
