#include "run/stopping.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/intervals.hpp"

namespace killshot {

namespace {

constexpr double within_one_sigma = 0.6827;

}  // namespace

std::int64_t round_end(std::int64_t done, std::int64_t cap) {
    std::int64_t end = first_round_paths;
    while (end <= done) end *= 2;
    return std::min(end, cap);
}

double largest_kill_error(const Tally& tally) {
    const std::int64_t paths = tally.row(Row::paths)[0];
    double largest = 0;
    for (int network = 0; network < tally.layout().n_networks(); ++network) {
        const auto fired = tally.row(Row::n_fired, network, static_cast<int>(Cause::kill_shot));
        const std::int64_t hits = std::accumulate(fired.begin(), fired.end(), std::int64_t{0});
        const Interval interval = clopper_pearson(hits, paths, within_one_sigma);
        largest = std::max(largest, (interval.high - interval.low) / 2.0);
    }
    return largest;
}

}  // namespace killshot
