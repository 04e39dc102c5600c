/// Small tallies with given counts.
#pragma once

#include <cstdint>
#include <vector>

#include <rapidcheck.h>

#include "killshot/tally/tally.hpp"

namespace killshot::test {

inline TallyLayout small_layout(std::int64_t n_paths = 40) { return {2, 3, {1, 2}, n_paths}; }

inline Tally small_tally() { return Tally(small_layout()); }

/// A tally with a few random counts, without kill bits.
inline Tally arbitrary_tally() {
    Tally tally = small_tally();
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
        const auto counts = tally.row(static_cast<Row>(*rc::gen::inRange(0, n_rows)));
        counts[*rc::gen::inRange<std::size_t>(0, counts.size())] += *rc::gen::inRange<std::int64_t>(-5, 1000);
    }
    return tally;
}

inline void set_kill_bit(Tally& tally, int network, int path) {
    tally.kill_bits(network)[static_cast<std::size_t>(path / 8)] |= static_cast<std::uint8_t>(128U >> (path % 8));
}

inline bool same_counts(const Tally& a, const Tally& b) {
    for (int row = 0; row < n_rows; ++row) {
        const auto left = a.row(static_cast<Row>(row)), right = b.row(static_cast<Row>(row));
        if (!std::equal(left.begin(), left.end(), right.begin(), right.end())) return false;
    }
    for (int network = 0; network < a.layout().n_networks(); ++network) {
        const auto left = a.kill_bits(network), right = b.kill_bits(network);
        if (!std::equal(left.begin(), left.end(), right.begin(), right.end())) return false;
    }
    return true;
}

}  // namespace killshot::test
