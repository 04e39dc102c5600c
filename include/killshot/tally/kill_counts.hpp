/// What is counted of paths of which only the kills matter, as of the draws of a scenario's beliefs.
/// Verified against full runs by tests/backend/kills_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "killshot/model/tables.hpp"

namespace killshot {

/// Kill shots that have fired by some month.
struct Kills {
    std::vector<std::int64_t> n_kill;  // [network]: paths
    std::int64_t n_killed_squared{};   // the square of the number of networks killed, summed over paths

    bool operator==(const Kills&) const = default;
};

struct KillCounts {
    std::int64_t n_K1_held{};  // paths
    Kills by_horizon, by_2027;

    bool operator==(const KillCounts&) const = default;
};

/// Which paths, and the last step of 2027 (-1 if it lies beyond the horizon: by_2027 then counts nothing).
struct KillRequest {
    std::uint64_t seed{};
    std::int64_t first_path{}, n_paths{};
    int step_2027 = -1;
};

/// Simulates paths on the calling thread. A copy shares its memory: each thread needs its own.
using KillCounter = std::function<KillCounts(const ScenarioTable<float>&, const KillRequest&)>;

/// The digest of one row of counts, as of the rows of a tally: the sum mod 2^64, over every non-zero count, of
/// splitmix64(splitmix64(fnv1a(name) + index) + count).
[[nodiscard]] std::uint64_t digest(std::string_view name, std::span<const std::int64_t> counts);

}  // namespace killshot
