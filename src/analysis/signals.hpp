/// What a reading of a signal at decision_month says about a kill later (docs/model.md, Signals).
///
/// Paths that were not killed by then are divided by where the signal stood; P(kill later | reading) is compared
/// between the lowest and the highest bin that has enough of them.
/// Verified by tests/analysis/signals_test.cpp: known intervals, and the share of wrong verdicts where the signal says
/// nothing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/intervals.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot {

/// Bins with fewer paths are not read.
inline constexpr std::int64_t min_paths_of_reading = 200;

/// Edges of the bins in use, one more than there are bins. Shares by 0.05; yes or no about 0 and 1; of the share of
/// self-funded months, first a bin below 0 for paths without a month of low utilization; logs about 0, whose outermost
/// bins are open.
[[nodiscard]] std::vector<double> signal_edges(Signal signal);

/// P(kill later | reading) in one bin, with its exact interval. No paths: there is no such bin.
struct SignalReading {
    int bin = -1;  // -1 in a mean over networks, each of which has bins of its own
    std::int64_t kills{}, paths{};
    double p{};
    Interval interval;
};

enum class Verdict : std::uint8_t { unknown, raises, lowers, no_difference };

/// What a high reading does to P(kill later). unknown: fewer than two bins have enough paths.
struct SignalAnswer {
    SignalReading lowest, middle, highest;
    double difference{};  // highest less lowest
    Interval interval;    // of the difference
    Verdict verdict = Verdict::unknown;
};

/// n, n_kill: of each bin, the paths and those of them that are killed later. The interval of the difference is
/// Newcombe's (Statistics in Medicine 17 (1998) 873, method 10) from the two exact intervals. Paths without a month of
/// low utilization have no reading of self_funded.
[[nodiscard]] SignalAnswer answer_of(Signal signal, std::span<const std::int64_t> n,
                                     std::span<const std::int64_t> n_kill, double confidence);

/// Mean over the networks whose answer is known, each read in its own bins. The ends of an interval are the means of
/// the networks' ends: wide enough however much the networks move together.
[[nodiscard]] SignalAnswer mean_of(std::span<const SignalAnswer> networks);

}  // namespace killshot
