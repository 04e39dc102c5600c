/// Decides when a run with --target-se has run enough paths of a scenario.
///
/// The first round has 4,096 paths, and each round doubles their number. The rule is applied only at the end of a
/// round, so that slices and ranks stop where a single thread does. Verified by tests/run/stopping_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/tally/tally.hpp"

namespace killshot {

inline constexpr std::int64_t first_round_paths = 4096;

/// Paths at the end of the round that begins after `done` paths: at most `cap`.
[[nodiscard]] std::int64_t round_end(std::int64_t done, std::int64_t cap);

/// The largest standard error of the networks' P(kill). It is half the Clopper-Pearson interval at 68.27%, which stays
/// positive without any hit.
[[nodiscard]] double largest_kill_error(const Tally& tally);

}  // namespace killshot
