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
    for (int r = 0; r < n_rows; ++r) {
        const RowInfo& row = info(static_cast<Row>(r));
        Extent& extent = extents_[static_cast<std::size_t>(r)];
        extent = {row.name, {1, 1, 1, 1}, 0, size_, 1};
        while (extent.rank < max_rank && row.axes[extent.rank] != Axis::none) {
            const int length = length_of(row.axes[extent.rank]);
            extent.shape[static_cast<std::size_t>(extent.rank++)] = length;
            extent.size *= static_cast<std::size_t>(length);
        }
        size_ += extent.size;
    }
    n_plain_ = extents_[n_plain_rows].offset;
}

int TallyLayout::length_of(Axis axis) const {
    switch (axis) {
        case Axis::none:
            return 1;
        case Axis::network:
            return n_networks_;
        case Axis::killed:
            return n_networks_ + 1;
        case Axis::month:
            return n_months_;
        case Axis::date:
            return n_dates();
        case Axis::stance:
            return n_stances;
        case Axis::cause:
            return n_causes;
        case Axis::exit_mask:
            return 1 << n_causes;
        case Axis::reading:
            return n_readings;
        case Axis::signal:
            return n_signals;
        case Axis::signal_bin:
            return n_signal_bins;
        case Axis::network_output:
            return n_network_outputs;
        case Axis::sector_output:
            return n_sector_outputs;
        case Axis::bin:
            return histogram::n_bins;
    }
    throw std::invalid_argument("no such axis");
}

TallyLayout::Extent::Slice TallyLayout::Extent::slice(std::initializer_list<int> leading) const {
    if (static_cast<int>(leading.size()) + 1 != rank) {
        throw std::invalid_argument("a row's slice needs every index but the last");
    }
    std::size_t first = 0, axis = 0;
    for (const int index : leading) {
        first = first * static_cast<std::size_t>(shape[axis++]) + static_cast<std::size_t>(index);
    }
    const auto length = static_cast<std::size_t>(shape[axis]);
    return {first * length, length};
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
