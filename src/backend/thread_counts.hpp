/// One thread's own counts, so that threads never touch the same integer; added to a Tally when the thread is done, and
/// then used for the next.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "kernels/counts.hpp"
#include "killshot/tally/tally.hpp"

namespace killshot {

class ThreadCounts {
  public:
    /// For tallies with these rows.
    explicit ThreadCounts(const TallyLayout& layout);

    [[nodiscard]] bool fits(const TallyLayout& layout) const { return layout_.has_rows_of(layout); }

    /// What a kernel counts in. `tally` lends its kill_bits: a path's bit is written by the thread that runs the path.
    [[nodiscard]] kernels::Counts counts(Tally& tally);
    /// Scratch for a kernel, aligned to 64 bytes: of outputs, and of what held in each step.
    [[nodiscard]] float* buffer() { return buffer_.get(); }
    [[nodiscard]] std::uint32_t* history() { return history_.get(); }

    /// Adds everything but kill_bits to the tally and starts again from 0.
    void add_to(Tally& tally);

  private:
    TallyLayout layout_;
    std::vector<std::uint32_t> histograms_;  // as they lie in the layout
    std::vector<std::int64_t> plain_;        // the rows before them
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
