/// How a path's exits of one network are counted. Freestanding: kernels read it.
///
/// Verified by tests/tally/exits_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/model/watch.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot {

struct Exits {
    int first_cause;  // by month, then by precedence; -1 none
    int first_month;  // 1-based
    int mask;         // which fired: bit = cause
};

/// steps_since: of the exits' watch, after n_steps. `on_fired(cause, month)` is called for each that fired.
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
