/// When a run with --target-se has seen enough of a scenario.
///
/// Rounds begin at 4,096 paths and double; the rule looks only at their ends, so that a run in slices and on ranks
/// stops where a run on one thread does. Verified by tests/batch/stopping_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/tally/tally.hpp"

namespace killshot {

inline constexpr std::int64_t first_round_paths = 4096;

/// Paths at the end of the round that begins after `done` paths: at most `cap`.
[[nodiscard]] std::int64_t round_end(std::int64_t done, std::int64_t cap);

/// The largest standard error of the networks' P(kill): half the Clopper-Pearson interval at 68.27%, so that no hit at
/// all never counts as exact.
[[nodiscard]] double largest_kill_error(const Tally& tally);

}  // namespace killshot
