#include "killshot/tally/summaries.hpp"

#include <algorithm>
#include <limits>

#include "killshot/tally/histogram.hpp"

namespace killshot {
namespace {

/// Finds the bins of one list of ascending ranks on the way up the ordered sample.
class RankWalk {
  public:
    explicit RankWalk(const std::int64_t* ranks) : ranks_(ranks) {
        while (at_ < n_quantiles && ranks_[at_] < 1) bins_[at_++] = -1;
    }

    /// The bins up to this one hold `seen` values.
    void see(std::int64_t seen, int bin) {
        for (; at_ < n_quantiles && ranks_[at_] <= seen; ++at_) bins_[at_] = bin;
    }
    /// The lowest rank that has not been reached yet.
    [[nodiscard]] std::int64_t next() const {
        return at_ < n_quantiles ? ranks_[at_] : std::numeric_limits<std::int64_t>::max();
    }
    void finish(std::int32_t* bins) {
        while (at_ < n_quantiles) bins_[at_++] = -1;
        std::ranges::copy(bins_, bins);
    }

  private:
    const std::int64_t* ranks_;
    std::size_t at_ = 0;
    std::int32_t bins_[n_quantiles];
};

}  // namespace

template <class Count>
HistogramSummary summarize(int first, std::span<const Count> counts, const SummaryRanks& ranks, const BinTable& table) {
    RankWalk quantiles(ranks.rank), lows(ranks.rank + n_quantiles), highs(ranks.rank + 2 * n_quantiles);
    const auto next_of_all = [&] { return std::min({quantiles.next(), lows.next(), highs.next()}); };
    std::int64_t next = next_of_all();
    const auto middles = table.middles().subspan(static_cast<std::size_t>(first), counts.size());
    HistogramSpread spread;
    for (std::size_t i = 0; i < counts.size(); ++i) {  // testing for empty bins would cost more than adding 0
        spread.add(counts[i], middles[i]);
        if (spread.n() < next) continue;
        // Three calls: a loop over pointers keeps the walks in memory, which costs a fifth of the function's time.
        const int bin = first + static_cast<int>(i);
        quantiles.see(spread.n(), bin);
        lows.see(spread.n(), bin);
        highs.see(spread.n(), bin);
        next = next_of_all();
    }
    spread.center();
    for (std::size_t i = 0; i < counts.size(); ++i) spread.add_square(counts[i], middles[i]);
    const auto in_bin = [&](int bin) {
        const auto at = static_cast<std::size_t>(bin - first);  // wraps below the first
        return at < counts.size() ? static_cast<std::int64_t>(counts[at]) : 0;
    };
    HistogramSummary summary{};
    quantiles.finish(summary.bin);
    lows.finish(summary.bin + n_quantiles);
    highs.finish(summary.bin + 2 * n_quantiles);
    summary.sd = spread.sd();
    summary.n_outside = in_bin(histogram::below_bin) + in_bin(histogram::above_bin);
    return summary;
}
template HistogramSummary summarize(int, std::span<const std::int64_t>, const SummaryRanks&, const BinTable&);
template HistogramSummary summarize(int, std::span<const std::uint32_t>, const SummaryRanks&, const BinTable&);

HistogramPlace place_of(const TallyLayout& layout, std::size_t histogram) {
    const auto n_dates = static_cast<std::size_t>(layout.n_dates());
    const std::size_t n_of_sector = n_sector_outputs * n_dates;
    if (histogram < n_of_sector) return {Row::sector_histogram, histogram, histogram / n_dates};
    const std::size_t number = histogram - n_of_sector;
    return {Row::histogram, number, n_sector_outputs + number / n_dates % n_network_outputs};
}

Summaries summarize(const Tally& tally, const SummaryRanks& ranks) {
    Summaries summaries;
    summaries.digest = digest_without_histograms(tally);
    const std::size_t n = tally.layout().n_histograms();
    summaries.histograms.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        const HistogramPlace place = place_of(tally.layout(), i);
        const UsedBins bins = tally.used_bins(i);
        summaries.histograms.push_back(summarize(bins.first, bins.counts, ranks, bin_tables()[place.table]));
        summaries.digest += digest_of_histogram(place, bins.first, bins.counts);
    }
    return summaries;
}

}  // namespace killshot
