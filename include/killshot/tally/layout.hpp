/// Where the rows of rows.hpp lie in a scenario's tally: one after another, each a C-ordered array of integers.
///
/// Verified by tests/tally/layout_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "killshot/tally/histogram.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot {

/// The size of one scenario's tally and the position of each row in it.
class TallyLayout {
  public:
    /// report_steps: the steps k after which outputs are tallied, in ascending order.
    TallyLayout(int n_networks, int n_months, std::vector<int> report_steps, std::int64_t n_paths);

    struct Extent {
        std::string_view name;
        std::array<int, max_rank> shape;  // trailing lengths are 1
        int rank;
        std::size_t offset, size;

        struct Slice {
            std::size_t first, length;
        };
        /// The last axis at the given leading indices. Throws std::invalid_argument for a wrong number of them.
        [[nodiscard]] Slice slice(std::initializer_list<int> leading) const;
    };
    [[nodiscard]] const Extent& extent(Row row) const { return extents_[static_cast<std::size_t>(row)]; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Rows other than histograms come first: integers 0 to n_plain() - 1.
    [[nodiscard]] std::size_t n_plain() const { return n_plain_; }
    /// The number of histograms in both rows of histograms, the sector's first.
    [[nodiscard]] std::size_t n_histograms() const { return (size_ - n_plain_) / histogram::n_bins; }

    [[nodiscard]] int n_networks() const { return n_networks_; }
    [[nodiscard]] int n_months() const { return n_months_; }
    [[nodiscard]] int n_dates() const { return static_cast<int>(report_steps_.size()); }
    [[nodiscard]] const std::vector<int>& report_steps() const { return report_steps_; }
    [[nodiscard]] std::int64_t n_paths() const { return n_paths_; }
    /// Changes the number of paths; the rows keep their size.
    void set_paths(std::int64_t n_paths);
    /// Bytes of kill_bits per network: one bit per path, for at most the first 2^20 paths.
    [[nodiscard]] std::size_t kill_bytes() const { return kill_bytes_; }

    [[nodiscard]] bool operator==(const TallyLayout& other) const;
    /// True if both have the same rows; the number of paths in kill_bits may differ.
    [[nodiscard]] bool has_rows_of(const TallyLayout& other) const;

  private:
    [[nodiscard]] int length_of(Axis axis) const;

    int n_networks_, n_months_;
    std::vector<int> report_steps_;
    std::int64_t n_paths_ = 0;
    std::size_t kill_bytes_ = 0;
    std::array<Extent, n_rows> extents_{};
    std::size_t size_ = 0, n_plain_ = 0;
};

}  // namespace killshot
