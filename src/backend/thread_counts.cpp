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

void ThreadCounts::add_to(Tally& tally) {
    const std::int64_t n_paths = plain_[layout_.extent(Row::paths).offset];
    if (n_paths == 0) return;
    // Sums are stored in the same order as the histograms.
    const auto sum_of = [&](std::size_t histogram) {
        const std::size_t n_sector = layout_.extent(Row::sector_sum).size;
        return histogram < n_sector ? plain_[layout_.extent(Row::sector_sum).offset + histogram]
                                    : plain_[layout_.extent(Row::sum).offset + histogram - n_sector];
    };
    for (std::size_t i = 0; i < layout_.n_histograms(); ++i) {
        std::uint32_t* histogram = histograms_.data() + i * histogram::n_bins;
        const BinRange range = range_of(histogram, sum_of(i), n_paths);
        const auto to = tally.use_bins(i, range);
        for (std::size_t bin = 0; bin < to.size(); ++bin) {
            to[bin] += std::exchange(histogram[static_cast<std::size_t>(range.first) + bin], 0);
        }
    }
    const auto to = tally.plain();
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i] += plain_[i];
    }
    std::ranges::fill(plain_, 0);
}

}  // namespace killshot
