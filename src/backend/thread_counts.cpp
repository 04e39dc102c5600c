#include "backend/thread_counts.hpp"

#include <algorithm>
#include <new>
#include <numeric>
#include <utility>

#include "killshot/tally/histogram.hpp"

namespace killshot {

namespace {

/// The range of bins that holds a histogram's n counts. The search grows outwards from the bin of the mean until all
/// counts are found, so that most of the empty outer bins are never read.
BinRange range_of(const std::uint32_t* histogram, std::int64_t sum, std::int64_t n) {
    constexpr int stretch = 64;
    const auto mean = static_cast<float>(static_cast<double>(sum) / fixed_point_units / static_cast<double>(n));
    BinRange range{histogram::bin_of(mean), histogram::bin_of(mean)};
    std::int64_t found = 0;
    while (found < n && (range.first > 0 || range.last < histogram::n_bins)) {
        const BinRange wider{std::max(range.first - stretch, 0), std::min(range.last + stretch, histogram::n_bins)};
        found = std::accumulate(histogram + wider.first, histogram + range.first, found);
        found = std::accumulate(histogram + range.last, histogram + wider.last, found);
        range = wider;
    }
    while (range.first < range.last && histogram[range.first] == 0) ++range.first;
    while (range.first < range.last && histogram[range.last - 1] == 0) --range.last;
    return range;
}

}  // namespace

template <class T>
ThreadCounts::Aligned<T> ThreadCounts::allocate(std::size_t n) {
    constexpr std::size_t alignment = 64;
    const std::size_t bytes = (n * sizeof(T) + alignment - 1) / alignment * alignment;
    Aligned<T> memory(static_cast<T*>(std::aligned_alloc(alignment, bytes)));
    if (!memory) {
        throw std::bad_alloc();
    }
    return memory;
}

ThreadCounts::ThreadCounts(const TallyLayout& layout)
    : layout_(layout), histograms_(layout.size() - layout.n_plain()), plain_(layout.n_plain()),
      buffer_(allocate<float>(
          static_cast<std::size_t>(kernels::buffer_floats(static_cast<std::int64_t>(layout.n_histograms()))))),
      history_(allocate<std::uint32_t>(static_cast<std::size_t>(layout.n_months()) *
                                       static_cast<std::size_t>(layout.n_networks()) *
                                       (kernels::n_recorded + kernels::n_recorded_readings))) {}

kernels::Counts ThreadCounts::counts(Tally& tally) {
    kernels::Counts counts{};
    for (int r = 0; r < n_plain_rows; ++r) {
        counts.rows[r] = plain_.data() + layout_.extent(static_cast<Row>(r)).offset;
    }
    counts.sector_histogram = histograms_.data() + (layout_.extent(Row::sector_histogram).offset - layout_.n_plain());
    counts.histogram = histograms_.data() + (layout_.extent(Row::histogram).offset - layout_.n_plain());
    counts.kill_bits = tally.kill_bits(0).data();
    counts.kill_bytes = static_cast<std::int64_t>(tally.layout().kill_bytes());
    return counts;
}

BinRange ThreadCounts::range_in_use(std::size_t histogram) const {
    // Sums are stored in the same order as the histograms.
    const std::size_t n_sector = layout_.extent(Row::sector_sum).size;
    const std::int64_t sum = histogram < n_sector ? plain_[layout_.extent(Row::sector_sum).offset + histogram]
                                                  : plain_[layout_.extent(Row::sum).offset + histogram - n_sector];
    return range_of(histograms_.data() + histogram * histogram::n_bins, sum, plain_[layout_.extent(Row::paths).offset]);
}

void ThreadCounts::add_to(Tally& tally) {
    if (plain_[layout_.extent(Row::paths).offset] == 0) return;
    for (std::size_t i = 0; i < layout_.n_histograms(); ++i) {
        const BinRange range = range_in_use(i);
        std::uint32_t* const from = bins_of(i) + range.first;
        const auto to = tally.use_bins(i, range);
        for (std::size_t bin = 0; bin < to.size(); ++bin) to[bin] += std::exchange(from[bin], 0);
    }
    add_plain_to(tally);
}

Summaries ThreadCounts::summarize_to(Tally& tally, const SummaryRanks& ranks) {
    Summaries summaries;
    summaries.histograms.reserve(layout_.n_histograms());
    for (std::size_t i = 0; i < layout_.n_histograms(); ++i) {
        const BinRange range = range_in_use(i);
        const std::span bins(bins_of(i) + range.first, static_cast<std::size_t>(range.last - range.first));
        const std::span<const std::uint32_t> counts = bins;
        const HistogramPlace place = place_of(layout_, i);
        summaries.histograms.push_back(summarize(range.first, counts, ranks, bin_tables()[place.table]));
        summaries.digest += digest_of_histogram(place, range.first, counts);
        std::ranges::fill(bins, 0);
    }
    add_plain_to(tally);
    summaries.digest += digest_without_histograms(tally);
    return summaries;
}

void ThreadCounts::add_plain_to(Tally& tally) {
    const auto to = tally.plain();
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += plain_[i];
    std::ranges::fill(plain_, 0);
}

}  // namespace killshot
