/// The limits of every number that a run is given, whether a file, --set or an option states it.
///
/// The horizon's is max_months, the networks' max_networks (killshot/inputs.hpp); those of parameters are in the
/// parameter table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace killshot {

inline constexpr std::int64_t max_paths = 1'000'000'000'000;  // of one scenario
inline constexpr std::int64_t max_scenarios = 1'000'000;      // of an ensemble; with max_paths, all paths fit an int64
inline constexpr std::int64_t min_draws = 2, max_draws = 100'000;
inline constexpr std::int64_t max_table_rows = 100'000;  // of a design's table
inline constexpr std::size_t max_variants = 256;
inline constexpr std::uint64_t max_seed = std::numeric_limits<std::uint64_t>::max();
inline constexpr int max_threads = 4096;

/// Observations behind a number.
inline constexpr int max_observations = 1'000'000'000;

/// Of every interval. Beyond these ends the exact intervals say nothing, or lose their digits.
inline constexpr double min_confidence = 0.5, max_confidence = 0.9999;

inline constexpr int min_start_year = 1900, max_start_year = 2200;  // max_months later is still in the calendar

inline constexpr std::size_t max_name_bytes = 64;      // of a scenario, variant, network, project, token or hyperscaler
inline constexpr std::size_t max_source_bytes = 4096;  // of a parameter's source

}  // namespace killshot
