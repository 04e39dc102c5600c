/// One thread's own counts, so that threads never touch the same integer; added to a Tally when the thread is done.
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
    /// `tally` lends its kill_bits: a path's bit is written by the thread that runs the path.
    explicit ThreadCounts(Tally& tally);

    [[nodiscard]] const kernels::Counts& counts() const { return counts_; }
    /// Scratch for a kernel, aligned to 64 bytes.
    [[nodiscard]] float* buffer() const { return buffer_.get(); }

    /// Adds everything to the tally and starts again from 0.
    void add_to(Tally& tally);

  private:
    std::vector<std::uint32_t> histogram_, sector_histogram_;
    std::vector<std::int64_t> rows_;  // every other row, at the layout's offsets with the histograms taken out
    kernels::Counts counts_{};
    struct Free {
        void operator()(float* memory) const { std::free(memory); }
    };
    std::unique_ptr<float, Free> buffer_;
};

}  // namespace killshot
