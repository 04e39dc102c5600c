#include "backend/thread_counts.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "killshot/tally/histogram.hpp"

namespace killshot {

namespace {

constexpr kernels::BinsInUse no_bins{histogram::n_bins, -1};

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
    : layout_(layout), histograms_(layout.size() - layout.n_plain()), bins_in_use_(layout.n_histograms(), no_bins),
      plain_(layout.n_plain()), buffer_(allocate<float>(static_cast<std::size_t>(
                                    kernels::buffer_floats(static_cast<std::int64_t>(layout.n_histograms()))))),
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
    counts.sector_bins_in_use = bins_in_use_.data();
    counts.bins_in_use = bins_in_use_.data() + layout_.extent(Row::sector_sum).size;
    counts.kill_bits = tally.kill_bits(0).data();
    counts.kill_bytes = static_cast<std::int64_t>(tally.layout().kill_bytes());
    return counts;
}

BinRange ThreadCounts::take_range(std::size_t histogram) {
    const auto [lowest, highest] = std::exchange(bins_in_use_[histogram], no_bins);
    return lowest <= highest ? BinRange{lowest, highest + 1} : BinRange{};
}

void ThreadCounts::add_to(Tally& tally) {
    for (std::size_t i = 0; i < layout_.n_histograms(); ++i) {
        const BinRange range = take_range(i);
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
        const BinRange range = take_range(i);
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
