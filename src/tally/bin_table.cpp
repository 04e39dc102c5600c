#include "killshot/tally/bin_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "killshot/tally/histogram.hpp"

namespace killshot {
namespace {

double highest(const OutputInfo& info) {
    return info.high > 0 ? static_cast<double>(info.high) : std::numeric_limits<double>::infinity();
}

}  // namespace

BinValues bin_values(int bin, const OutputInfo& info) {
    using namespace histogram;
    const double window_low = std::ldexp(1.0, octave_low), window_high = std::ldexp(1.0, octave_high);
    if (bin == zero_bin) return {0, 0, 0};
    if (bin == below_bin) return {0, window_low, window_low};
    if (bin == above_bin) return {window_high, window_high, highest(info)};
    const int octave = octave_low + (bin - first_bin) / bins_per_octave, step = (bin - first_bin) % bins_per_octave;
    const double width = std::ldexp(1.0 / bins_per_octave, octave);
    const double low = std::max<double>(std::ldexp(1.0, octave) + step * width, info.low);
    const double high = std::min(std::ldexp(1.0, octave) + (step + 1) * width, highest(info));
    return {low, (low + high) / 2.0, high};
}

BinTable::BinTable(const OutputInfo& info) : lowest_(info.low), highest_(killshot::highest(info)) {
    for (int bin = 0; bin < histogram::n_bins; ++bin) {
        values_.push_back(bin_values(bin, info));
        middles_.push_back(values_.back().middle);
    }
}

const std::vector<BinTable>& bin_tables() {
    static const std::vector<BinTable> tables = [] {
        std::vector<BinTable> all;
        for (const OutputInfo& info : SectorOutputs::info) all.emplace_back(info);
        for (const OutputInfo& info : NetworkOutputs::info) all.emplace_back(info);
        return all;
    }();
    return tables;
}

}  // namespace killshot
