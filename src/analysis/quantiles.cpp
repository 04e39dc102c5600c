#include "analysis/quantiles.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace killshot {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

QuantileRanks::QuantileRanks(std::int64_t n_sample, std::optional<double> confidence)
    : n(n_sample), has_intervals(confidence.has_value()) {
    for (std::size_t q = 0; q < n_quantiles; ++q) {
        ranks.rank[q] = quantile_rank(quantile_probabilities[q], n);
        if (!confidence) continue;
        const RankInterval ends = quantile_ranks(quantile_probabilities[q], n, *confidence);
        ranks.rank[n_quantiles + q] = ends.low;
        ranks.rank[2 * n_quantiles + q] = ends.high;
    }
}

OutputSummary in_values(const HistogramSummary& summary, const QuantileRanks& ranks, const BinTable& table) {
    OutputSummary values;
    values.interval.fill({nan, nan});
    for (std::size_t q = 0; q < n_quantiles; ++q) {
        values.quantile[q] = summary.bin[q] < 0 ? nan : table[summary.bin[q]].middle;
        if (!ranks.has_intervals) continue;
        const int low = summary.bin[n_quantiles + q], high = summary.bin[2 * n_quantiles + q];
        values.interval[q] = {low < 0 ? table.lowest() : table[low].low, high < 0 ? table.highest() : table[high].high};
    }
    values.sd = summary.sd;
    values.n_outside = summary.n_outside;
    return values;
}

MonthSummary summarize_months(std::span<const std::int64_t> counts, std::optional<double> confidence) {
    std::vector<std::int64_t> by_end(counts.size());
    std::partial_sum(counts.begin(), counts.end(), by_end.begin());
    const std::int64_t n = by_end.empty() ? 0 : by_end.back();
    MonthSummary summary;
    summary.quantile.fill(nan);
    summary.interval.fill({nan, nan});
    if (n == 0) return summary;
    const QuantileRanks ranks(n, confidence);
    const auto month_of = [&](std::int64_t rank) {
        return static_cast<double>(std::ranges::lower_bound(by_end, rank) - by_end.begin() + 1);
    };
    for (std::size_t q = 0; q < n_quantiles; ++q) {
        summary.quantile[q] = month_of(ranks.ranks.rank[q]);
        if (!ranks.has_intervals) continue;
        const std::int64_t low = ranks.ranks.rank[n_quantiles + q], high = ranks.ranks.rank[2 * n_quantiles + q];
        summary.interval[q] = {low < 1 ? 1.0 : month_of(low),
                               high > n ? static_cast<double>(counts.size()) : month_of(high)};
    }
    return summary;
}

}  // namespace killshot
