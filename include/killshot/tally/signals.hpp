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

/// From LowMonths::months. No low month: 0. Else by tenths of the low months in which organic income covered the cost.
/// The quotient of two such small integers, rounded to binary32, never reaches a whole number that it is below.
KS_INLINE std::uint8_t stood_bin(std::uint32_t months) {
    const auto low = static_cast<float>(static_cast<std::int32_t>(months & 0xFFFFU));
    const auto stood = static_cast<float>(static_cast<std::int32_t>(months >> 16U));
    const int tenths = static_cast<int>(10.0F * stood / (low > 1.0F ? low : 1.0F));
    return static_cast<std::uint8_t>(low > 0.0F ? 1 + (tenths < 9 ? tenths : 9) : 0);
}

}  // namespace killshot
