#include "thread_counts.hpp"

#include <algorithm>
#include <new>

#include "killshot/tally/histogram.hpp"

namespace killshot {

namespace {

/// The rows that are not histograms, and where a kernel finds each.
constexpr struct {
    Row row;
    std::int64_t* kernels::Counts::*pointer;
} plain_rows[] = {
    {Row::paths, &kernels::Counts::paths},
    {Row::n_k1, &kernels::Counts::n_k1},
    {Row::n_k1_list, &kernels::Counts::n_k1_list},
    {Row::n_k1_any, &kernels::Counts::n_k1_any},
    {Row::n_k1_held, &kernels::Counts::n_k1_held},
    {Row::n_killed, &kernels::Counts::n_killed},
    {Row::n_all_of_stance, &kernels::Counts::n_all_of_stance},
    {Row::n_adoption_any, &kernels::Counts::n_adoption_any},
    {Row::sector_sum, &kernels::Counts::sector_sum},
    {Row::n_exit, &kernels::Counts::n_exit},
    {Row::n_fired, &kernels::Counts::n_fired},
    {Row::n_exit_mask, &kernels::Counts::n_exit_mask},
    {Row::n_standing, &kernels::Counts::n_standing},
    {Row::n_long_tail_only, &kernels::Counts::n_long_tail_only},
    {Row::n_k2, &kernels::Counts::n_k2},
    {Row::n_k3, &kernels::Counts::n_k3},
    {Row::n_parity, &kernels::Counts::n_parity},
    {Row::n_parity_discounted, &kernels::Counts::n_parity_discounted},
    {Row::n_adoption, &kernels::Counts::n_adoption},
    {Row::low_months, &kernels::Counts::low_months},
    {Row::stood_months, &kernels::Counts::stood_months},
    {Row::low_subsidy_share_sum, &kernels::Counts::low_subsidy_share_sum},
    {Row::aftermath_tail_sum, &kernels::Counts::aftermath_tail_sum},
    {Row::n_signal, &kernels::Counts::n_signal},
    {Row::n_signal_kill, &kernels::Counts::n_signal_kill},
    {Row::sum, &kernels::Counts::sum},
};
static_assert(std::size(plain_rows) + 2 == n_rows, "every row is either here or one of the two histograms");

template <class From>
void add_and_clear(std::vector<From>& from, std::span<std::int64_t> to) {
    for (std::size_t i = 0; i < from.size(); ++i) {
        to[i] += from[i];
    }
    std::fill(from.begin(), from.end(), From{0});
}

}  // namespace

ThreadCounts::ThreadCounts(Tally& tally)
    : histogram_(tally.row(Row::histogram).size()), sector_histogram_(tally.row(Row::sector_histogram).size()) {
    std::size_t size = 0;
    for (const auto& [row, pointer] : plain_rows) {
        size += tally.layout().extent(row).size;
    }
    rows_.resize(size);
    std::size_t offset = 0;
    for (const auto& [row, pointer] : plain_rows) {
        counts_.*pointer = rows_.data() + offset;
        offset += tally.layout().extent(row).size;
    }
    const std::size_t n_histogram_rows = (histogram_.size() + sector_histogram_.size()) / histogram::n_bins;
    const auto n_floats = static_cast<std::size_t>(kernels::buffer_floats(static_cast<std::int64_t>(n_histogram_rows)));
    buffer_.reset(static_cast<float*>(std::aligned_alloc(64, n_floats * sizeof(float))));
    if (!buffer_) {
        throw std::bad_alloc();
    }
    counts_.histogram = histogram_.data();
    counts_.sector_histogram = sector_histogram_.data();
    counts_.kill_bits = tally.kill_bits(0).data();
    counts_.kill_bytes = static_cast<std::int64_t>(tally.layout().kill_bytes());
}

void ThreadCounts::add_to(Tally& tally) {
    add_and_clear(histogram_, tally.row(Row::histogram));
    add_and_clear(sector_histogram_, tally.row(Row::sector_histogram));
    for (const auto& [row, pointer] : plain_rows) {
        const auto to = tally.row(row);
        std::int64_t* from = counts_.*pointer;
        for (std::size_t i = 0; i < to.size(); ++i) {
            to[i] += from[i];
        }
    }
    std::fill(rows_.begin(), rows_.end(), 0);
}

}  // namespace killshot
