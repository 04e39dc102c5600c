/// A tally in the device's memory: every row of tally/layout.hpp at its offset, and kill_bits in whole words. Of its
/// histograms, the host gets the bins in use (pack.hpp) or the summaries (summarize.hpp).
#pragma once

#include <cstddef>
#include <cstdint>

#include "killshot/tally/summaries.hpp"
#include "launch.hpp"
#include "memory.hpp"
#include "pack.hpp"
#include "summarize.hpp"

namespace killshot::cuda {

/// The middles of every bin, on the card: [output][bin], the sector's outputs first.
class BinMiddles {
  public:
    /// Copies them in stream order, the first time.
    void reserve(const Stream& stream);
    [[nodiscard]] const double* of_sector() const { return middles_.data(); }
    [[nodiscard]] const double* of_networks() const {
        return middles_.data() + std::ptrdiff_t{n_sector_outputs} * histogram::n_bins;
    }

  private:
    Upload<double> middles_;
    bool are_there_ = false;
};

class DeviceTally {
  public:
    /// Allocates the memory that the layout needs.
    void reserve(const TallyLayout& layout);
    /// Sets all counts to 0 in stream order.
    void clear(const TallyLayout& layout, const Stream& stream) const;

    /// Points the launch's rows at the counts.
    void set(Launch& launch, const TallyLayout& layout) const;
    [[nodiscard]] unsigned long long* row(const TallyLayout& layout, Row row) const {
        return counts_.data() + layout.extent(row).offset;
    }

    /// Copies the counts to the host in stream order.
    void fetch(const TallyLayout& layout, const Stream& stream);
    /// Adds the counts to the tally once the copy has finished.
    void add_to(Tally& tally) const;

    /// As fetch(), but summarises the histograms instead.
    void fetch_summaries(const TallyLayout& layout, const SummaryRanks& ranks, const Stream& stream);
    /// Once that has finished: adds everything but the histograms to the tally, which must be empty.
    [[nodiscard]] Summaries summarize_to(Tally& tally) const;

  private:
    void fetch_plain(const TallyLayout& layout, const Stream& stream);
    void add_plain_to(Tally& tally) const;
    void add_kill_bits_to(Tally& tally) const;

    DeviceArray<unsigned long long> counts_;
    DeviceArray<std::uint32_t> kill_words_;
    DeviceArray<std::int32_t> first_bin_, n_bins_, offset_;  // of every histogram, for pack
    Scratch scratch_;
    PinnedArray<unsigned long long> host_plain_, host_bins_;
    PinnedArray<UsedRange> host_ranges_;
    PinnedArray<std::uint32_t> host_kill_words_;
    BinMiddles middles_;
    DeviceArray<unsigned long long> digest_;  // of the histograms
    PinnedArray<unsigned long long> host_digest_;
    PinnedArray<HistogramSummary> host_summaries_;
};

}  // namespace killshot::cuda
