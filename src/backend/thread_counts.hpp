/// The counts of one thread. Threads share no integers; each adds its own to a Tally at the end.
/// Verified by tests/backend/counts_test.cpp.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "kernels/counts.hpp"
#include "killshot/tally/histogram.hpp"
#include "killshot/tally/summaries.hpp"

namespace killshot {

class ThreadCounts {
  public:
    explicit ThreadCounts(const TallyLayout& layout);

    /// True if tallies of this layout have the same rows.
    [[nodiscard]] bool fits(const TallyLayout& layout) const { return layout_.has_rows_of(layout); }

    /// Pointers for a kernel. It writes kill_bits directly to `tally`, where no two threads write the same byte.
    [[nodiscard]] kernels::Counts counts(Tally& tally);
    /// Scratch memory for a kernel, aligned to 64 bytes: outputs, and the conditions that held in each step.
    [[nodiscard]] float* buffer() { return buffer_.get(); }
    [[nodiscard]] std::uint32_t* history() { return history_.get(); }

    /// Adds all counts except kill_bits to the tally and resets them to 0.
    void add_to(Tally& tally);
    /// As add_to(), but summarises the histograms where they are. The tally's must be empty, and stay so.
    [[nodiscard]] Summaries summarize_to(Tally& tally, const SummaryRanks& ranks);

  private:
    /// The range of a histogram's bins that hold counts, which are now the caller's to move or clear.
    [[nodiscard]] BinRange take_range(std::size_t histogram);
    [[nodiscard]] std::uint32_t* bins_of(std::size_t histogram) {
        return histograms_.data() + histogram * histogram::n_bins;
    }
    void add_plain_to(Tally& tally);

    TallyLayout layout_;
    std::vector<std::uint32_t> histograms_;        // in the order of the layout
    std::vector<kernels::BinsInUse> bins_in_use_;  // of each histogram
    std::vector<std::int64_t> plain_;              // the other rows
    struct Free {
        void operator()(void* memory) const { std::free(memory); }
    };
    template <class T>
    using Aligned = std::unique_ptr<T, Free>;
    template <class T>
    static Aligned<T> allocate(std::size_t n);
    Aligned<float> buffer_;
    Aligned<std::uint32_t> history_;
};

}  // namespace killshot
