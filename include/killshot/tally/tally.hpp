/// The integers that one scenario's paths leave behind: sufficient for every estimate, exact under merging in any
/// order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "killshot/tally/layout.hpp"

namespace killshot {

class Tally {
  public:
    explicit Tally(TallyLayout layout)
        : layout_(std::move(layout)), counts_(layout_.size()),
          kill_bits_(layout_.kill_bytes() * static_cast<std::size_t>(layout_.n_networks())) {}

    [[nodiscard]] const TallyLayout& layout() const { return layout_; }

    /// A whole row, in C order of its shape.
    [[nodiscard]] std::span<std::int64_t> row(Row which) {
        const auto& extent = layout_.extent(which);
        return {counts_.data() + extent.offset, extent.size};
    }
    [[nodiscard]] std::span<const std::int64_t> row(Row which) const {
        const auto& extent = layout_.extent(which);
        return {counts_.data() + extent.offset, extent.size};
    }
    /// The last axis of a row at the given leading indices: row(Row::n_k2, network) is its months.
    template <class... Index>
    [[nodiscard]] std::span<const std::int64_t> row(Row which, Index... leading) const {
        const auto& extent = layout_.extent(which);
        const auto [first, length] = slice(extent, {static_cast<int>(leading)...});
        return {counts_.data() + extent.offset + first, length};
    }

    /// kill_bits of one network: path p is bit 7 - p mod 8 of byte p div 8; unused bits are 0.
    [[nodiscard]] std::span<std::uint8_t> kill_bits(int network) {
        return {kill_bits_.data() + layout_.kill_bytes() * static_cast<std::size_t>(network), layout_.kill_bytes()};
    }
    [[nodiscard]] std::span<const std::uint8_t> kill_bits(int network) const {
        return {kill_bits_.data() + layout_.kill_bytes() * static_cast<std::size_t>(network), layout_.kill_bytes()};
    }

    /// Adds another slice of the same scenario's paths. Throws std::invalid_argument when the layouts differ.
    void merge(const Tally& other);

  private:
    struct Slice {
        std::size_t first, length;
    };
    static Slice slice(const TallyLayout::Extent& extent, std::initializer_list<int> leading);

    TallyLayout layout_;
    std::vector<std::int64_t> counts_;
    std::vector<std::uint8_t> kill_bits_;
};

/// The digest of a scenario: the sum mod 2^64 over every non-zero integer of
/// splitmix64(splitmix64(fnv1a(row name) + C-order index) + value). Neither seed, version, text nor backend enters.
[[nodiscard]] std::uint64_t digest(const Tally& tally);

/// The digest of a file: the same over (position, scenario's digest); a failed scenario counts 0.
[[nodiscard]] std::uint64_t digest(std::span<const std::uint64_t> digests_of_scenarios);

}  // namespace killshot
