/// Bins of the signals at decision_month (MODEL.md section 5, "What would move the read"). Freestanding.
///
/// Verified by tests/tally/signals_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/lanes/inline.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot {

/// Bin of a share in [0, 1], 20 bins of 0.05.
KS_INLINE std::uint8_t share_bin(float share) {
    const int bin = static_cast<int>(share * 20.0F);
    return static_cast<std::uint8_t>(bin < n_signal_bins ? bin : n_signal_bins - 1);
}

/// From NetworkEvents::low_months. No low month: 0. Else by tenths of the low months in which organic income covered
/// the cost.
KS_INLINE std::uint8_t stood_bin(std::uint32_t low_months) {
    const std::uint32_t low = low_months & 0xFFFFU, stood = low_months >> 16U;
    if (low == 0) {
        return 0;
    }
    const std::uint32_t tenths = 10 * stood / low;
    return static_cast<std::uint8_t>(1 + (tenths < 9 ? tenths : 9));
}

}  // namespace killshot
