// Summaries on the emulated card: histograms with any bins in use, of both ends of the window, and empty ones.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "cudart.hpp"
#include "every_order.hpp"
#include "killshot/tally/digest.hpp"
#include "killshot/tally/histogram.hpp"
#include "memory.hpp"
#include "summarize.hpp"
#include "support/summaries.hpp"

namespace killshot::cuda {
namespace {

using cuda_on_cpu::Order;

constexpr int n_dates = 2, n_networks = 2, n_histograms = n_networks * n_network_outputs * n_dates;

/// The widths in use cover parts of a warp's stride, several of them, and every bin.
std::vector<std::int64_t> some_counts(std::size_t histogram) {
    std::mt19937_64 random(histogram);
    std::vector<std::int64_t> bins(histogram::n_bins, 0);
    constexpr std::size_t widths[] = {0, 1, 2, 31, 32, 33, 300, histogram::n_bins};
    const std::size_t width = widths[histogram % std::size(widths)];
    const std::size_t first = width == bins.size() ? 0 : random() % (bins.size() - width);
    for (std::size_t bin = first; bin < first + width; ++bin)
        bins[bin] = static_cast<std::int64_t>(random() % (histogram % 3 == 0 ? 3 : 100'000'000'000));
    if (histogram % 5 == 0) bins[histogram::below_bin] = 7;
    if (histogram % 7 == 0) bins[histogram::above_bin] = 1;
    if (histogram % 9 == 0) {  // nothing but zeros: a single one, or two
        std::ranges::fill(bins, 0);
        bins[histogram::zero_bin] = 1 + static_cast<std::int64_t>(histogram % 2);
    }
    return bins;
}

class EmulatedSummaries : public testing::TestWithParam<Order> {
  protected:
    void SetUp() override {
        cuda_on_cpu::reset();
        cuda_on_cpu::machine().order = GetParam();
        cuda_on_cpu::machine().checks.on = true;
    }
    void TearDown() override { EXPECT_EQ(cuda_on_cpu::last_fault(), ""); }
};

TEST_P(EmulatedSummaries, AreTheHosts) {
    const TallyLayout layout(n_networks, 12, {5, 11}, 100);
    DeviceArray<unsigned long long> bins, digest;
    DeviceArray<double> middles;
    PinnedArray<HistogramSummary> got;
    bins.reserve(std::size_t{n_histograms} * histogram::n_bins);
    digest.reserve(1);
    middles.reserve(std::size_t{n_network_outputs} * histogram::n_bins);
    got.reserve(n_histograms);
    digest.data()[0] = 0;
    for (std::size_t output = 0; output < n_network_outputs; ++output)
        std::ranges::copy(bin_tables()[n_sector_outputs + output].middles(),
                          middles.data() + output * histogram::n_bins);

    SummaryRanks ranks{};
    for (std::size_t i = 0; i < n_summary_ranks; ++i)
        ranks.rank[i] = std::int64_t{1} << (4 * (i % n_quantiles));  // some beyond what a small histogram has
    ranks.rank[n_quantiles] = 0;
    Summaries wanted, received;
    for (std::size_t i = 0; i < n_histograms; ++i) {
        const std::vector<std::int64_t> counts = some_counts(i);
        std::ranges::copy(counts, bins.data() + i * histogram::n_bins);
        const HistogramPlace place = place_of(layout, std::size_t{n_sector_outputs} * n_dates + i);
        ASSERT_EQ(place.number, i);
        wanted.histograms.push_back(killshot::summarize(0, std::span(counts), ranks, bin_tables()[place.table]));
        wanted.digest += digest_of_histogram(place, 0, std::span(counts));
    }

    const Stream stream;
    summarize({ranks, bins.data(), n_histograms, n_dates, n_network_outputs, middles.data(),
               fnv1a(info(Row::histogram).name), got.data(), digest.data()},
              stream.get());
    const Event done;
    done.record(stream);
    done.wait();
    received = {{got.data(), got.data() + n_histograms}, digest.data()[0]};
    test::expect_same(received, wanted);
}

INSTANTIATE_TEST_SUITE_P(, EmulatedSummaries, cuda_on_cpu::test::every_order(), cuda_on_cpu::test::name_of);

}  // namespace
}  // namespace killshot::cuda
