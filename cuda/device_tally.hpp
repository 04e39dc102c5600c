/// A tally in the card's memory: every row of tally/layout.hpp at its offset, and kill_bits in whole words. Of its
/// histograms the host gets what is in use (pack.hpp).
#pragma once

#include <cstdint>

#include "killshot/tally/tally.hpp"
#include "launch.hpp"
#include "memory.hpp"
#include "pack.hpp"

namespace killshot::cuda {

class DeviceTally {
  public:
    /// Makes room for the layout.
    void reserve(const TallyLayout& layout);
    /// Sets all counts to 0, in the stream's order.
    void clear(const TallyLayout& layout, const Stream& stream) const;

    /// Points the launch's rows to the counts.
    void set(Launch& launch, const TallyLayout& layout) const;
    [[nodiscard]] unsigned long long* row(const TallyLayout& layout, Row row) const {
        return counts_.data() + layout.extent(row).offset;
    }

    /// Copies the counts to the host, in the stream's order.
    void fetch(const TallyLayout& layout, const Stream& stream);
    /// Adds what was fetched to the tally, once it is there.
    void add_to(Tally& tally) const;

  private:
    DeviceArray<unsigned long long> counts_;
    DeviceArray<std::uint32_t> kill_words_;
    DeviceArray<std::int32_t> first_bin_, n_bins_, offset_;  // of every histogram, for pack
    Scratch scratch_;
    PinnedArray<unsigned long long> host_plain_, host_bins_;
    PinnedArray<UsedRange> host_ranges_;
    PinnedArray<std::uint32_t> host_kill_words_;
};

}  // namespace killshot::cuda
