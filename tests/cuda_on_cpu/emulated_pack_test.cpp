// Packing a tally on the emulated card: histograms with any bins in use, and enough of them for several tiles of CUB's
// scan.
#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include <gmock/gmock.h>

#include "cudart.hpp"
#include "every_order.hpp"
#include "killshot/tally/histogram.hpp"
#include "pack.hpp"

namespace killshot::cuda {
namespace {

using cuda_on_cpu::Order;
using Histogram = std::vector<unsigned long long>;

/// Some histograms use no bin, some the first, the last or all; most use a few with gaps between them.
std::vector<Histogram> histograms(int n) {
    std::mt19937 random(7);
    std::vector<Histogram> all(static_cast<std::size_t>(n), Histogram(histogram::n_bins, 0));
    for (Histogram& bins : all) {
        const std::size_t first = random() % bins.size(), kind = random() % 20;
        if (kind < 4) continue;
        for (std::size_t bin = first; bin < std::min(first + 9, bins.size()); bin += 1 + random() % 4)
            bins[bin] = (std::uint64_t{random()} << 32U) + 1;
        if (kind % 3 == 0) bins.front() = 1;
        if (kind % 5 == 0) bins.back() = 1;
        if (kind == 19) std::ranges::fill(bins, 3);
    }
    return all;
}

/// The bins from the first non-zero one to the last.
Histogram in_use(const Histogram& bins) {
    const auto is_used = [](unsigned long long count) { return count != 0; };
    const auto first = std::find_if(bins.begin(), bins.end(), is_used);
    return {first, std::find_if(bins.rbegin(), std::make_reverse_iterator(first), is_used).base()};
}

/// Packs the histograms and expects the used bins, one histogram after another.
void expect_packed(const std::vector<Histogram>& histograms) {
    const Stream stream;
    Scratch scratch;
    DeviceArray<unsigned long long> bins;
    DeviceArray<std::int32_t> first, n, offset;
    PinnedArray<UsedRange> ranges_on_host;
    PinnedArray<unsigned long long> bins_on_host;
    for (DeviceArray<std::int32_t>* array : {&first, &n, &offset}) array->reserve(histograms.size());
    bins.reserve(histograms.size() * histogram::n_bins);
    ranges_on_host.reserve(histograms.size());
    bins_on_host.reserve(histograms.size() * histogram::n_bins);
    for (std::size_t i = 0; i < histograms.size(); ++i)
        std::ranges::copy(histograms[i], bins.data() + i * histogram::n_bins);
    constexpr std::int32_t untouched = -1;
    ranges_on_host.data()[0].n = untouched;
    pack({bins.data(), static_cast<int>(histograms.size()), first.data(), n.data(), offset.data(),
          ranges_on_host.data(), bins_on_host.data()},
         scratch, stream.get());
    EXPECT_EQ(ranges_on_host.data()[0].n, untouched) << "Thrust waited for the stream";
    const Event packed;
    packed.record(stream);
    packed.wait();

    const unsigned long long* got = bins_on_host.data();
    for (std::size_t i = 0; i < histograms.size(); ++i) {
        const UsedRange& range = ranges_on_host.data()[i];
        const Histogram wanted = in_use(histograms[i]);
        ASSERT_EQ(Histogram(got, got + range.n), wanted) << "histogram " << i;
        const auto* const begin = histograms[i].data() + range.first;
        EXPECT_TRUE(std::ranges::equal(wanted, std::span(begin, wanted.size()))) << "histogram " << i;
        got += range.n;
    }
}

class EmulatedPack : public testing::TestWithParam<Order> {
  protected:
    void SetUp() override {
        cuda_on_cpu::reset();
        cuda_on_cpu::machine().order = GetParam();
    }
    void TearDown() override { EXPECT_EQ(cuda_on_cpu::last_fault(), ""); }
};

TEST_P(EmulatedPack, GivesTheBinsInUseOneHistogramAfterAnother) {
    for (const int n : {1, 33, 1120, 9000}) expect_packed(histograms(n));
}

TEST_P(EmulatedPack, RacesNowhere) {
    cuda_on_cpu::machine().checks.on = true;
    expect_packed(histograms(70));
}

INSTANTIATE_TEST_SUITE_P(, EmulatedPack, cuda_on_cpu::test::every_order(), cuda_on_cpu::test::name_of);

}  // namespace
}  // namespace killshot::cuda
