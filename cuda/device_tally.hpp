/// A tally in the device's memory: every row of tally/layout.hpp at its offset, and kill_bits in whole words. Only the
/// bins in use of its histograms are copied to the host (pack.hpp).
#pragma once

#include <cstdint>

#include "killshot/tally/tally.hpp"
#include "launch.hpp"
#include "memory.hpp"
#include "pack.hpp"

namespace killshot::cuda {

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
