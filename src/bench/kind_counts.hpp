/// Numbers of operations by kind.
#pragma once

#include <array>
#include <cstddef>
#include <numeric>

#include "bench/kinds.hpp"

namespace killshot::bench {

using KindCounts = std::array<double, n_kinds>;

[[nodiscard]] inline double at(const KindCounts& counts, Kind kind) { return counts[static_cast<std::size_t>(kind)]; }
[[nodiscard]] inline double sum(const KindCounts& counts) { return std::accumulate(counts.begin(), counts.end(), 0.0); }

[[nodiscard]] inline KindCounts operator+(KindCounts a, const KindCounts& b) {
    for (std::size_t kind = 0; kind < a.size(); ++kind) a[kind] += b[kind];
    return a;
}
[[nodiscard]] inline KindCounts operator-(KindCounts a, const KindCounts& b) {
    for (std::size_t kind = 0; kind < a.size(); ++kind) a[kind] -= b[kind];
    return a;
}

}  // namespace killshot::bench
