/// Compares two scenarios on common random numbers: on how many paths both, one or neither has a kill, and an interval
/// of the difference of their probabilities.
///
/// Verified by tests/analysis/paired_test.cpp: counts bit by bit, the closed form of the interval without discordant
/// paths, and its coverage, summed over every outcome of small samples.
#pragma once

#include <cstdint>
#include <span>

#include "analysis/intervals.hpp"

namespace killshot {

/// Paths by outcome; the first digit is `here`, the second the scenario that it is compared with.
struct PairedCounts {
    std::int64_t n11{}, n10{}, n01{}, n00{};

    [[nodiscard]] std::int64_t n() const { return n11 + n10 + n01 + n00; }
    /// P(here) - P(there); NaN without paths.
    [[nodiscard]] double difference() const;
};

/// Counts the first n_paths paths; path p is bit 7 - p mod 8 of byte p div 8 (kill_bits).
[[nodiscard]] PairedCounts pair(std::span<const std::uint8_t> here, std::span<const std::uint8_t> there,
                                std::int64_t n_paths);

/// Score interval of the difference (Tango, Statistics in Medicine 17, 1998), whose width is positive even without
/// discordant paths; NaN without paths.
[[nodiscard]] Interval paired_difference_interval(const PairedCounts& counts, double confidence);

}  // namespace killshot
