/// The integer counts of one scenario's paths. Every estimate follows from them, and merging is exact in any order.
///
/// Histograms make up most of a tally and are mostly empty, so the tally tracks which of their bins are in use.
/// Otherwise merging, digesting and estimating a small scenario would cost more than simulating it.
/// Verified by tests/tally/merge_test.cpp, tests/tally/used_bins_test.cpp and tests/tally/digest_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "killshot/tally/layout.hpp"

namespace killshot {

/// Bins first to last - 1 of a histogram. All other bins are 0.
struct BinRange {
    int first = 0, last = 0;

    [[nodiscard]] bool operator==(const BinRange&) const = default;
};

/// The bins of a histogram that are in use: counts[i] belongs to bin first + i.
struct UsedBins {
    int first;
    std::span<const std::int64_t> counts;
};

class Tally {
  public:
    explicit Tally(TallyLayout layout);

    [[nodiscard]] const TallyLayout& layout() const { return layout_; }

    /// Resets all counts to 0, for `n_paths` paths of the same networks, months and report dates.
    void clear(std::int64_t n_paths);

    /// A whole row, in C order. Handing out a row of histograms for writing marks all its bins as in use.
    [[nodiscard]] std::span<std::int64_t> row(Row which) {
        if (is_histogram(which)) whole_[histogram_row(which)] = true;
        const auto& extent = layout_.extent(which);
        return {counts_.data() + extent.offset, extent.size};
    }
    [[nodiscard]] std::span<const std::int64_t> row(Row which) const {
        const auto& extent = layout_.extent(which);
        return {counts_.data() + extent.offset, extent.size};
    }
    /// The last axis of a row at the given leading indices: row(Row::n_K2, network) has one count per month.
    template <class... Index>
    [[nodiscard]] std::span<const std::int64_t> row(Row which, Index... leading) const {
        const auto& extent = layout_.extent(which);
        const auto [first, length] = extent.slice({static_cast<int>(leading)...});
        return {counts_.data() + extent.offset + first, length};
    }

    /// The rows before the histograms, one after another as in the layout.
    [[nodiscard]] std::span<std::int64_t> plain() { return {counts_.data(), layout_.n_plain()}; }
    [[nodiscard]] std::span<const std::int64_t> plain() const { return {counts_.data(), layout_.n_plain()}; }

    /// Histograms are numbered in storage order: the sector's, then the networks', each [output][date].
    [[nodiscard]] UsedBins used_bins(std::size_t histogram) const {
        const BinRange range = used_range(histogram);
        return {range.first, {bins_of(histogram) + range.first, static_cast<std::size_t>(range.last - range.first)}};
    }
    /// The same by row and indices: used_bins(Row::histogram, network, output, date).
    template <class... Index>
    [[nodiscard]] UsedBins used_bins(Row which, Index... leading) const {
        const auto& extent = layout_.extent(which);
        const auto offset = extent.offset + extent.slice({static_cast<int>(leading)...}).first;
        return used_bins((offset - layout_.n_plain()) / histogram::n_bins);
    }
    /// Hands out a range of bins for writing and marks them as in use.
    [[nodiscard]] std::span<std::int64_t> use_bins(std::size_t histogram, BinRange range);

    /// kill_bits of one network: path p is bit 7 - p mod 8 of byte p div 8; unused bits are 0.
    [[nodiscard]] std::span<std::uint8_t> kill_bits(int network) {
        return {kill_bits_.data() + layout_.kill_bytes() * static_cast<std::size_t>(network), layout_.kill_bytes()};
    }
    [[nodiscard]] std::span<const std::uint8_t> kill_bits(int network) const {
        return {kill_bits_.data() + layout_.kill_bytes() * static_cast<std::size_t>(network), layout_.kill_bytes()};
    }

    /// Adds another slice of the same scenario's paths. Throws std::invalid_argument if the rows differ or if kill_bits
    /// of `other` lie beyond this tally's.
    void merge(const Tally& other);

    /// Resizes kill_bits to another number of paths; bits beyond it are dropped.
    void set_paths(std::int64_t n_paths);

  private:
    static std::size_t histogram_row(Row which) { return which == Row::histogram ? 1 : 0; }
    [[nodiscard]] std::int64_t* bins_of(std::size_t histogram) {
        return counts_.data() + layout_.n_plain() + histogram * histogram::n_bins;
    }
    [[nodiscard]] const std::int64_t* bins_of(std::size_t histogram) const {
        return counts_.data() + layout_.n_plain() + histogram * histogram::n_bins;
    }
    [[nodiscard]] BinRange used_range(std::size_t histogram) const;

    TallyLayout layout_;
    std::vector<std::int64_t> counts_;
    std::vector<std::uint8_t> kill_bits_;
    std::vector<BinRange> used_;   // of every histogram
    std::array<bool, 2> whole_{};  // rows of histograms that were handed out for writing
};

/// The digest of a scenario: the sum mod 2^64, over every non-zero integer, of
/// splitmix64(splitmix64(fnv1a(row name) + C-order index) + value). Seed, version and backend do not enter.
[[nodiscard]] std::uint64_t digest(const Tally& tally);

/// The digest of a file: the same sum over (position, digest of the scenario); a failed scenario counts as 0.
[[nodiscard]] std::uint64_t digest(std::span<const std::uint64_t> digests_of_scenarios);

}  // namespace killshot
