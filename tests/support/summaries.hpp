/// Compares summaries bit for bit.
#pragma once

#include <bit>
#include <cstdint>

#include <gtest/gtest.h>

#include "killshot/tally/summaries.hpp"

namespace killshot::test {

inline void expect_same(const Summaries& got, const Summaries& wanted) {
    EXPECT_EQ(got.digest, wanted.digest);
    ASSERT_EQ(got.histograms.size(), wanted.histograms.size());
    for (std::size_t i = 0; i < wanted.histograms.size(); ++i) {
        const HistogramSummary &a = got.histograms[i], &b = wanted.histograms[i];
        for (std::size_t rank = 0; rank < n_summary_ranks; ++rank)
            ASSERT_EQ(a.bin[rank], b.bin[rank]) << "histogram " << i << ", rank " << rank;
        ASSERT_EQ(std::bit_cast<std::uint64_t>(a.sd), std::bit_cast<std::uint64_t>(b.sd)) << "histogram " << i;
        ASSERT_EQ(a.n_outside, b.n_outside) << "histogram " << i;
    }
}

}  // namespace killshot::test
