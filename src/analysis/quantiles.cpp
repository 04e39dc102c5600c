#include "analysis/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "killshot/tally/histogram.hpp"

namespace killshot {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

double highest(const OutputInfo& info) { return info.high > 0 ? info.high : infinity; }

/// Walks up the ordered sample and records the quantiles and the ends of their intervals.
class RankReader {
  public:
    /// lowest, highest: the values of an interval's unbounded ends.
    RankReader(const QuantileRanks& ranks, double lowest, double highest) : ranks_(ranks) {
        quantile.fill(nan);
        interval.fill({nan, nan});
        if (ranks.interval) {
            for (std::size_t q = 0; q < n_quantiles; ++q) {
                interval[q] = {(*ranks.interval)[q].low < 1 ? lowest : nan,
                               (*ranks.interval)[q].high > ranks.n ? highest : nan};
            }
            while (low_ < n_quantiles && (*ranks.interval)[low_].low < 1) ++low_;
        }
        next_ = next_rank();
    }

    /// The sample has been read up to rank `reached`; its last value is `value`.
    void see(std::int64_t reached, const BinValues& value) {
        if (reached >= next_) note(reached, value);
    }

    std::array<double, n_quantiles> quantile{};
    std::array<Interval, n_quantiles> interval{};

  private:
    void note(std::int64_t reached, const BinValues& value) {
        for (; rank_ < n_quantiles && ranks_.rank[rank_] <= reached; ++rank_) quantile[rank_] = value.middle;
        if (ranks_.interval) {
            const auto& ends = *ranks_.interval;
            for (; low_ < n_quantiles && ends[low_].low <= reached; ++low_) interval[low_].low = value.low;
            for (; high_ < n_quantiles && ends[high_].high <= reached; ++high_) interval[high_].high = value.high;
        }
        next_ = next_rank();
    }

    /// The lowest rank that has not been reached.
    [[nodiscard]] std::int64_t next_rank() const {
        std::int64_t next = std::numeric_limits<std::int64_t>::max();
        if (rank_ < n_quantiles) next = ranks_.rank[rank_];
        if (!ranks_.interval) return next;
        if (low_ < n_quantiles) next = std::min(next, (*ranks_.interval)[low_].low);
        if (high_ < n_quantiles) next = std::min(next, (*ranks_.interval)[high_].high);
        return next;
    }

    const QuantileRanks& ranks_;
    std::size_t rank_ = 0, low_ = 0, high_ = 0;
    std::int64_t next_ = 0;
};

}  // namespace

QuantileRanks::QuantileRanks(std::int64_t n_sample, std::optional<double> confidence) : n(n_sample) {
    if (confidence) interval.emplace();
    for (std::size_t q = 0; q < n_quantiles; ++q) {
        rank[q] = quantile_rank(quantile_probabilities[q], n);
        if (confidence) (*interval)[q] = quantile_ranks(quantile_probabilities[q], n, *confidence);
    }
}

BinValues bin_values(int bin, const OutputInfo& info) {
    using namespace histogram;
    const double window_low = std::ldexp(1.0, octave_low), window_high = std::ldexp(1.0, octave_high);
    if (bin == zero_bin) return {0, 0, 0};
    if (bin == below_bin) return {0, window_low, window_low};
    if (bin == above_bin) return {window_high, window_high, highest(info)};
    const int octave = octave_low + (bin - first_bin) / bins_per_octave, step = (bin - first_bin) % bins_per_octave;
    const double width = std::ldexp(1.0 / bins_per_octave, octave);
    const double low = std::max<double>(std::ldexp(1.0, octave) + step * width, info.low);
    const double high = std::min(std::ldexp(1.0, octave) + (step + 1) * width, highest(info));
    return {low, (low + high) / 2.0, high};
}

BinTable::BinTable(const OutputInfo& info) : lowest_(info.low), highest_(killshot::highest(info)) {
    for (int bin = 0; bin < histogram::n_bins; ++bin) {
        values_.push_back(bin_values(bin, info));
        middles_.push_back(values_.back().middle);
    }
}

OutputSummary summarize_histogram(const UsedBins& bins, const QuantileRanks& ranks, const BinTable& table) {
    RankReader reader(ranks, table.lowest(), table.highest());
    const std::size_t n_bins = bins.counts.size();
    const auto middles = table.middles().subspan(static_cast<std::size_t>(bins.first), n_bins);
    std::int64_t seen = 0;
    double sum = 0;
    for (std::size_t i = 0; i < n_bins; ++i) {  // testing for empty bins would cost more than adding 0
        seen += bins.counts[i];
        reader.see(seen, table[bins.first + static_cast<int>(i)]);
        sum += static_cast<double>(bins.counts[i]) * middles[i];
    }
    const double mean = sum / static_cast<double>(seen);
    double squares = 0;
    for (std::size_t i = 0; i < n_bins; ++i) {
        const double deviation = middles[i] - mean;
        squares += static_cast<double>(bins.counts[i]) * deviation * deviation;
    }
    const double sd = seen > 1 ? std::sqrt(squares / static_cast<double>(seen - 1)) : nan;
    const auto in_bin = [&](int bin) {
        const auto at = static_cast<std::size_t>(bin - bins.first);  // wraps below the first
        return at < n_bins ? bins.counts[at] : 0;
    };
    return {reader.quantile, reader.interval, sd, in_bin(histogram::below_bin) + in_bin(histogram::above_bin)};
}

MonthSummary summarize_months(std::span<const std::int64_t> counts, std::optional<double> confidence) {
    const std::int64_t n = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    MonthSummary summary;
    summary.quantile.fill(nan);
    summary.interval.fill({nan, nan});
    if (n == 0) return summary;
    const QuantileRanks ranks(n, confidence);
    RankReader reader(ranks, 1.0, static_cast<double>(counts.size()));
    std::int64_t seen = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto month = static_cast<double>(i + 1);
        seen += counts[i];
        reader.see(seen, {month, month, month});
    }
    return {reader.quantile, reader.interval};
}

}  // namespace killshot
