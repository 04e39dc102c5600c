/// Two scenarios on common random numbers: how often the kill shot takes a path in both, in one, in none, and what that
/// says of the difference of their probabilities.
///
/// Verified by tests/analysis/paired_test.cpp: counts bit by bit, the interval's closed form without discordant paths,
/// and its coverage, added up over every outcome of small samples.
#pragma once

#include <cstdint>
#include <span>

#include "analysis/intervals.hpp"

namespace killshot {

/// The 2 x 2 counts of paths; the first digit is `here`, the second the scenario that it is compared with.
struct PairedCounts {
    std::int64_t n11{}, n10{}, n01{}, n00{};

    [[nodiscard]] std::int64_t n() const { return n11 + n10 + n01 + n00; }
    /// P(here) - P(there); NaN without paths.
    [[nodiscard]] double difference() const;
};

/// Of the first n_paths paths; path p is bit 7 - p mod 8 of byte p div 8 (kill_bits).
[[nodiscard]] PairedCounts pair(std::span<const std::uint8_t> here, std::span<const std::uint8_t> there,
                                std::int64_t n_paths);

/// Score interval of the difference (Tango, Statistics in Medicine 17, 1998), which has width without discordant paths
/// too; NaN without paths.
[[nodiscard]] Interval paired_difference_interval(const PairedCounts& counts, double confidence);

}  // namespace killshot
