#include "killshot/tally/tally.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "killshot/tally/digest.hpp"
#include "killshot/tally/kill_counts.hpp"
#include "killshot/tally/summaries.hpp"

// ThreadSanitizer's runtime is not ready yet when the program is loaded and its clones are chosen.
#if defined(__SANITIZE_THREAD__)
#define KS_CLONED
#else
#define KS_CLONED [[gnu::target_clones("arch=x86-64-v4", "default")]]
#endif

namespace killshot {

namespace {

/// The digest of consecutive integers of a row, the first at C-order index `first`.
template <class Integer>
std::uint64_t digest_of(std::uint64_t name_hash, std::size_t first, std::span<const Integer> values) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        sum += digest_of_integer(name_hash, first + i, static_cast<std::uint64_t>(values[i]));
    return sum;
}

/// Nearly all the work of a digest. AVX-512 multiplies 64-bit lanes in one instruction and is several times faster.
KS_CLONED std::uint64_t digest_of_counts(std::uint64_t name_hash, std::size_t first,
                                         std::span<const std::int64_t> counts) {
    return digest_of(name_hash, first, counts);
}
KS_CLONED std::uint64_t digest_of_counts(std::uint64_t name_hash, std::size_t first,
                                         std::span<const std::uint32_t> counts) {
    return digest_of(name_hash, first, counts);
}

}  // namespace

Tally::Tally(TallyLayout layout)
    : layout_(std::move(layout)), counts_(layout_.size()),
      kill_bits_(layout_.kill_bytes() * static_cast<std::size_t>(layout_.n_networks())), used_(layout_.n_histograms()) {
}

void Tally::clear(std::int64_t n_paths) {
    std::ranges::fill(plain(), 0);
    for (std::size_t i = 0; i < used_.size(); ++i) {
        const BinRange range = used_range(i);
        std::fill(bins_of(i) + range.first, bins_of(i) + range.last, 0);
    }
    std::ranges::fill(used_, BinRange{});
    whole_ = {};
    layout_.set_paths(n_paths);
    kill_bits_.assign(layout_.kill_bytes() * static_cast<std::size_t>(layout_.n_networks()), 0);
}

BinRange Tally::used_range(std::size_t histogram) const {
    const std::size_t n_sector = layout_.extent(Row::sector_histogram).size / histogram::n_bins;
    return whole_[histogram < n_sector ? 0 : 1] ? BinRange{0, histogram::n_bins} : used_[histogram];
}

std::span<std::int64_t> Tally::use_bins(std::size_t histogram, BinRange range) {
    BinRange& used = used_.at(histogram);
    if (range.first < 0 || range.last > histogram::n_bins || range.first > range.last) {
        throw std::invalid_argument("the range of bins lies outside the histogram");
    }
    if (used.first == used.last) {
        used = range;
    } else if (range.first < range.last) {
        used = {std::min(used.first, range.first), std::max(used.last, range.last)};
    }
    return {bins_of(histogram) + range.first, static_cast<std::size_t>(range.last - range.first)};
}

void Tally::merge(const Tally& other) {
    if (!layout_.has_rows_of(other.layout_) || layout_.kill_bytes() < other.layout_.kill_bytes()) {
        throw std::invalid_argument("tallies of different scenarios cannot be merged (their layouts differ)");
    }
    const auto add = [](std::span<const std::int64_t> from, std::span<std::int64_t> to) {
        for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
    };
    add(other.plain(), plain());
    for (std::size_t i = 0; i < used_.size(); ++i) {
        const UsedBins bins = other.used_bins(i);
        add(bins.counts, use_bins(i, {bins.first, bins.first + static_cast<int>(bins.counts.size())}));
    }
    for (int network = 0; network < layout_.n_networks(); ++network) {
        const auto from = other.kill_bits(network);
        const auto to = kill_bits(network);
        for (std::size_t i = 0; i < from.size(); ++i) to[i] |= from[i];
    }
}

void Tally::set_paths(std::int64_t n_paths) {
    TallyLayout layout = layout_;
    layout.set_paths(n_paths);
    std::vector<std::uint8_t> kill_bits(layout.kill_bytes() * static_cast<std::size_t>(layout.n_networks()));
    for (int network = 0; network < layout.n_networks(); ++network) {
        std::copy_n(this->kill_bits(network).begin(), std::min(layout.kill_bytes(), layout_.kill_bytes()),
                    kill_bits.begin() + static_cast<std::ptrdiff_t>(layout.kill_bytes()) * network);
    }
    layout_ = std::move(layout);
    kill_bits_ = std::move(kill_bits);
}

template <class Count>
std::uint64_t digest_of_histogram(const HistogramPlace& place, int first, std::span<const Count> counts) {
    return digest_of_counts(fnv1a(info(place.row).name),
                            place.number * histogram::n_bins + static_cast<std::size_t>(first), counts);
}
template std::uint64_t digest_of_histogram(const HistogramPlace&, int, std::span<const std::int64_t>);
template std::uint64_t digest_of_histogram(const HistogramPlace&, int, std::span<const std::uint32_t>);

std::uint64_t digest_without_histograms(const Tally& tally) {
    const TallyLayout& layout = tally.layout();
    const std::size_t n_bytes = layout.kill_bytes() * static_cast<std::size_t>(layout.n_networks());
    std::uint64_t sum = digest_of<std::uint8_t>(fnv1a("kill_bits"), 0, {tally.kill_bits(0).data(), n_bytes});
    for (int r = 0; r < n_plain_rows; ++r) {
        const Row row = static_cast<Row>(r);
        sum += digest_of_counts(fnv1a(info(row).name), 0, tally.row(row));
    }
    return sum;
}

std::uint64_t digest(const Tally& tally) {
    std::uint64_t sum = digest_without_histograms(tally);
    for (std::size_t i = 0; i < tally.layout().n_histograms(); ++i) {
        const UsedBins bins = tally.used_bins(i);
        sum += digest_of_histogram(place_of(tally.layout(), i), bins.first, bins.counts);
    }
    return sum;
}

std::uint64_t digest(std::string_view name, std::span<const std::int64_t> counts) {
    return digest_of_counts(fnv1a(name), 0, counts);
}

std::uint64_t digest(std::span<const std::uint64_t> digests_of_scenarios) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < digests_of_scenarios.size(); ++i) {
        if (digests_of_scenarios[i] != 0) {
            sum += splitmix64(splitmix64(i) + digests_of_scenarios[i]);
        }
    }
    return sum;
}

}  // namespace killshot
