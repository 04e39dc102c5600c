/// Four conditions under watch: how long each has held, whether it has held long enough, and since when. A byte each.
///
/// A byte of `runs` starts at 128 - hold, counts the steps in a row in which its condition holds and stops at 128, so
/// bit 7 says "has held for its hold". Once that has been seen its byte of `seen` stays 1, and `seen` is added to
/// `steps_since` every step: after n steps a byte that reads s > 0 says that it happened in month n - s + 1, and 0 that
/// it never did. Good for holds of up to max_hold_steps and paths of up to
/// max_steps. Verified against a plain recount in tests/model/watch_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/lanes/float.hpp"

namespace killshot {

inline constexpr int n_watched = 4;
inline constexpr int max_hold_steps = 127, max_steps = 255;
inline constexpr std::uint32_t one_in_every_byte = 0x01010101U;

template <class R>
struct Watch {
    UIntOf<R> runs, seen, steps_since;
};

/// The runs of conditions that do not hold, for the four holds (steps).
KS_INLINE constexpr std::uint32_t idle_runs(int hold0, int hold1, int hold2, int hold3) {
    const int holds[n_watched] = {hold0, hold1, hold2, hold3};
    std::uint32_t runs = 0;
    for (int slot = 0; slot < n_watched; ++slot) {
        runs |= static_cast<std::uint32_t>(128 - holds[slot]) << (8 * slot);
    }
    return runs;
}

template <class R>
KS_INLINE Watch<R> start_watch(std::uint32_t idle) {
    using U = UIntOf<R>;
    return {U(idle), U(0U), U(0U)};
}

/// The byte of a slot, set where the condition holds.
template <class R>
KS_INLINE UIntOf<R> watched(MaskOf<R> holds, int slot) {
    return select(holds, UIntOf<R>(0xFFU << (8 * slot)), UIntOf<R>(0U));
}

/// Ends a step; `holds` are the watched() bytes of its conditions.
template <class R>
KS_INLINE void observe(Watch<R>& watch, std::uint32_t idle, UIntOf<R> holds) {
    using U = UIntOf<R>;
    const U ones = U(one_in_every_byte);
    const U longer = watch.runs + (ones ^ ((watch.runs >> 7) & ones));
    watch.runs = U(idle) ^ ((longer ^ U(idle)) & holds);
    watch.seen = watch.seen | ((watch.runs >> 7) & ones);
    watch.steps_since = watch.steps_since + watch.seen;
}

/// Whether the slot's condition has ever held for its hold.
template <class R>
KS_INLINE MaskOf<R> has_happened(const Watch<R>& watch, int slot) {
    return IntOf<R>(0) < as_int((watch.seen >> (8 * slot)) & UIntOf<R>(1U));
}

/// Month (1-based) in which it first had held for its hold, -1 never: of one path, after n_steps.
KS_INLINE int month_of(std::uint32_t steps_since, int slot, int n_steps) {
    const int steps = static_cast<int>((steps_since >> (8 * slot)) & 0xFFU);
    return steps == 0 ? -1 : n_steps - steps + 1;
}

/// Whether the slot's condition held in the last step: of one path.
KS_INLINE bool holds_now(std::uint32_t runs, std::uint32_t idle, int slot) {
    return ((runs ^ idle) & (0xFFU << (8 * slot))) != 0;
}

}  // namespace killshot
