#include "killshot/tally/layout.hpp"

#include <algorithm>
#include <stdexcept>

#include "killshot/model/outputs.hpp"

namespace killshot {

TallyLayout::TallyLayout(int n_networks, int n_months, std::vector<int> report_steps, std::int64_t n_paths)
    : n_networks_(n_networks), n_months_(n_months), report_steps_(std::move(report_steps)) {
    if (n_networks < 1 || n_months < 1) {
        throw std::invalid_argument("a tally needs at least one network and month");
    }
    set_paths(n_paths);
    const int n_dates = static_cast<int>(report_steps_.size());
    constexpr int exit_masks = 1 << n_causes;
    const auto define = [this](Row row, std::string_view name, std::initializer_list<int> shape) {
        Extent extent{name, {1, 1, 1, 1}, static_cast<int>(shape.size()), size_, 1};
        std::copy(shape.begin(), shape.end(), extent.shape.begin());
        for (const int length : shape) {
            extent.size *= static_cast<std::size_t>(length);
        }
        extents_[static_cast<std::size_t>(row)] = extent;
        size_ += extent.size;
    };
    define(Row::paths, "paths", {});
    define(Row::n_k1, "n_K1", {n_months});
    define(Row::n_k1_list, "n_K1_list", {n_months});
    define(Row::n_k1_any, "n_K1_any", {n_months});
    define(Row::n_k1_held, "n_K1_held", {});
    define(Row::n_killed, "n_killed", {n_networks + 1});
    define(Row::n_all_of_stance, "n_all_of_stance", {n_stances});
    define(Row::n_adoption_any, "n_adoption_any", {n_months});
    define(Row::sector_sum, "sector_sum", {n_sector_outputs, n_dates});
    define(Row::n_exit, "n_exit", {n_networks, n_causes, n_months});
    define(Row::n_fired, "n_fired", {n_networks, n_causes, n_months});
    define(Row::n_exit_mask, "n_exit_mask", {n_networks, exit_masks});
    define(Row::n_standing, "n_standing", {n_networks});
    define(Row::n_long_tail_only, "n_long_tail_only", {n_networks});
    define(Row::n_k2, "n_K2", {n_networks, n_months});
    define(Row::n_k3, "n_K3", {n_networks, n_months});
    define(Row::n_parity, "n_parity", {n_networks, n_months});
    define(Row::n_parity_discounted, "n_parity_discounted", {n_networks, n_months});
    define(Row::n_adoption, "n_adoption", {n_networks, n_months});
    define(Row::low_months, "low_months", {n_networks});
    define(Row::stood_months, "stood_months", {n_networks});
    define(Row::low_subsidy_share_sum, "low_subsidy_share_sum", {n_networks});
    define(Row::aftermath_tail_sum, "aftermath_tail_sum", {n_networks});
    define(Row::n_signal, "n_signal", {n_networks, n_signals, n_signal_bins});
    define(Row::n_signal_kill, "n_signal_kill", {n_networks, n_signals, n_signal_bins});
    define(Row::sum, "sum", {n_networks, n_network_outputs, n_dates});
    n_plain_ = size_;
    define(Row::sector_histogram, "sector_histogram", {n_sector_outputs, n_dates, histogram::n_bins});
    define(Row::histogram, "histogram", {n_networks, n_network_outputs, n_dates, histogram::n_bins});
}

void TallyLayout::set_paths(std::int64_t n_paths) {
    if (n_paths < 1) throw std::invalid_argument("a tally needs at least one path");
    n_paths_ = n_paths;
    kill_bytes_ = static_cast<std::size_t>((std::min(n_paths, max_kill_bit_paths) + 7) / 8);
}

bool TallyLayout::has_rows_of(const TallyLayout& other) const {
    return n_networks_ == other.n_networks_ && n_months_ == other.n_months_ && report_steps_ == other.report_steps_;
}

bool TallyLayout::operator==(const TallyLayout& other) const {
    return has_rows_of(other) && kill_bytes_ == other.kill_bytes_;
}

}  // namespace killshot
