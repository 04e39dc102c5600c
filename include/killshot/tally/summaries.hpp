/// The summaries of a scenario's histograms and the digest of all its counts: what a result needs of a tally besides
/// the plain rows and kill_bits. A backend may make them where it counts, so that the histograms never leave it.
///
/// Verified by tests/tally/summaries_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "killshot/tally/bin_table.hpp"
#include "killshot/tally/summary.hpp"
#include "killshot/tally/tally.hpp"

namespace killshot {

struct Summaries {
    std::vector<HistogramSummary> histograms;  // numbered as those of Tally
    std::uint64_t digest{};                    // of the tally
};

/// ranks: of the sample of all paths.
[[nodiscard]] Summaries summarize(const Tally& tally, const SummaryRanks& ranks);

/// The summary of one histogram, from bins first, first + 1, ...; all others are empty.
template <class Count>
[[nodiscard]] HistogramSummary summarize(int first, std::span<const Count> counts, const SummaryRanks& ranks,
                                         const BinTable& table);

/// The place of a histogram: its row, its number there, and the bin table of its output.
struct HistogramPlace {
    Row row;
    std::size_t number;
    std::size_t table;  // of bin_tables()
};
[[nodiscard]] HistogramPlace place_of(const TallyLayout& layout, std::size_t histogram);

/// The parts of the digest of a tally: of one histogram's bins, and of everything else.
template <class Count>
[[nodiscard]] std::uint64_t digest_of_histogram(const HistogramPlace& place, int first, std::span<const Count> counts);
[[nodiscard]] std::uint64_t digest_without_histograms(const Tally& tally);

}  // namespace killshot
