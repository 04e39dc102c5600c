/// The first exit of a path for one network, and all exits that fired. Freestanding, since kernels use it.
/// Verified by tests/tally/exits_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/model/events.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot {

/// The reading in a slot of the readings' watch, which has all but the kill shot's own.
KS_INLINE constexpr Reading reading_of(int slot) { return static_cast<Reading>(slot + 1); }
static_assert(reading_of(lists_slot) == Reading::lists && reading_of(any_list_slot) == Reading::any_list &&
              reading_of(compute_slot) == Reading::compute && reading_of(prices_slot) == Reading::prices);

struct Exits {
    int first_cause;  // the earliest; on a tie the one of highest precedence; -1 if none fired
    int first_month;  // 1-based
    int mask;         // the exits that fired: bit = cause
};

/// steps_since: what the exits' watch holds after n_steps. Calls on_fired(cause, month) for each exit that fired.
template <class OnFired>
KS_INLINE Exits exits_of(std::uint32_t steps_since, int n_steps, const OnFired& on_fired) {
    Exits exits = {-1, n_steps + 1, 0};
    for (int cause = 0; cause < n_causes; ++cause) {
        const int month = month_of(steps_since, cause, n_steps);
        if (month > 0) {
            on_fired(cause, month);
            exits.mask |= 1 << cause;
            if (month < exits.first_month) {
                exits.first_month = month;
                exits.first_cause = cause;
            }
        }
    }
    return exits;
}

}  // namespace killshot
