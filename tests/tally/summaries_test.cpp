#include "killshot/tally/summaries.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "killshot/tally/histogram.hpp"
#include "tally/tally_test_support.hpp"

namespace killshot::test {
namespace {

constexpr OutputInfo unbounded{"x", "x", "1", OutputUnit::as_is, 0, 0, false};

std::vector<int> sample_of_bins(int n) {
    std::mt19937 random(11);
    std::vector<int> bins;
    for (int i = 0; i < n; ++i) bins.push_back(400 + static_cast<int>(random() % 300));
    std::ranges::sort(bins);
    return bins;
}

template <class Count>
std::vector<Count> histogram_of(const std::vector<int>& sample) {
    std::vector<Count> counts(histogram::n_bins);
    for (const int bin : sample) ++counts[static_cast<std::size_t>(bin)];
    return counts;
}

/// Ranks spread over the sample, with open ends among them.
SummaryRanks some_ranks(std::int64_t n) {
    SummaryRanks ranks{};
    for (std::size_t q = 0; q < n_quantiles; ++q) {
        const auto middle = 1 + (n - 1) * static_cast<std::int64_t>(q) / static_cast<std::int64_t>(n_quantiles - 1);
        ranks.rank[q] = middle;
        ranks.rank[n_quantiles + q] = middle - 3;
        ranks.rank[2 * n_quantiles + q] = middle + 3;
    }
    return ranks;
}

void expect_same(const HistogramSummary& a, const HistogramSummary& b) {
    for (std::size_t i = 0; i < n_summary_ranks; ++i) EXPECT_EQ(a.bin[i], b.bin[i]) << i;
    EXPECT_EQ(a.sd, b.sd);
    EXPECT_EQ(a.n_outside, b.n_outside);
}

TEST(Summary, HasTheBinOfEveryRank) {
    for (const int n : {2, 10, 5000}) {
        const std::vector<int> sample = sample_of_bins(n);
        const auto counts = histogram_of<std::int64_t>(sample);
        const SummaryRanks ranks = some_ranks(n);
        const HistogramSummary summary = summarize(0, std::span(counts), ranks, BinTable(unbounded));
        for (std::size_t i = 0; i < n_summary_ranks; ++i) {
            const std::int64_t rank = ranks.rank[i];
            EXPECT_EQ(summary.bin[i], rank < 1 || rank > n ? -1 : sample[static_cast<std::size_t>(rank - 1)]) << i;
        }
    }
}

TEST(Summary, NeedsTheBinsInUseOnlyAndCountsOfAnyWidth) {
    const std::vector<int> sample = sample_of_bins(777);
    const auto wide = histogram_of<std::int64_t>(sample);
    const auto narrow = histogram_of<std::uint32_t>(sample);
    const SummaryRanks ranks = some_ranks(777);
    const BinTable table(unbounded);
    const HistogramSummary whole = summarize(0, std::span(wide), ranks, table);
    const auto first = static_cast<std::size_t>(sample.front()),
               n = static_cast<std::size_t>(sample.back()) - first + 1;
    expect_same(summarize(sample.front(), std::span(wide).subspan(first, n), ranks, table), whole);
    expect_same(summarize(sample.front(), std::span(narrow).subspan(first, n), ranks, table), whole);
}

TEST(Summary, OfAnEmptyHistogramHasNothing) {
    const HistogramSummary summary = summarize(0, std::span<const std::int64_t>(), some_ranks(10), BinTable(unbounded));
    for (const std::int32_t bin : summary.bin) EXPECT_EQ(bin, -1);
    EXPECT_TRUE(std::isnan(summary.sd));
    EXPECT_EQ(summary.n_outside, 0);
}

TEST(Summaries, NumberHistogramsAsTheTallyDoes) {
    const TallyLayout layout = small_tally().layout();
    std::map<std::pair<Row, std::size_t>, std::size_t> seen;
    for (std::size_t i = 0; i < layout.n_histograms(); ++i) {
        const HistogramPlace place = place_of(layout, i);
        EXPECT_EQ(layout.extent(place.row).offset + place.number * histogram::n_bins,
                  layout.n_plain() + i * histogram::n_bins);
        seen[{place.row, place.number}] = place.table;
    }
    EXPECT_EQ(seen.size(), layout.n_histograms());
    const auto n_dates = static_cast<std::size_t>(layout.n_dates());
    EXPECT_EQ((seen[{Row::sector_histogram, 2 * n_dates}]), 2U);
    EXPECT_EQ((seen[{Row::histogram, (n_network_outputs + 1) * n_dates}]), n_sector_outputs + 1U)
        << "the second output of the second network";
}

TEST(Summaries, HaveTheDigestOfTheTally) {
    Tally tally = small_tally();
    for (std::size_t i = 0; i < tally.layout().n_histograms(); i += 3)
        for (std::int64_t& count : tally.use_bins(i, {100, 140})) count = static_cast<std::int64_t>(i) + 1;
    tally.row(Row::n_K2)[1] = 3;
    set_kill_bit(tally, 1, 39);
    const Summaries summaries = summarize(tally, some_ranks(40));
    EXPECT_EQ(summaries.digest, digest(tally));
    EXPECT_EQ(summaries.histograms.size(), tally.layout().n_histograms());
    EXPECT_GE(summaries.histograms[0].bin[0], 100);
    EXPECT_EQ(summaries.histograms[1].bin[0], -1);
}

}  // namespace
}  // namespace killshot::test
