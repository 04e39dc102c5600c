/// Whether what was read is what a run can have written: the counts of a scenario agree with each other, and every
/// number lies in its range.
///
/// Throws hdf5::Failure that names the variable. Verified by tests/results/checks_test.cpp.
#pragma once

#include "results/reader.hpp"

namespace killshot {

/// The header's own values, and that scenarios which were run have a digest.
void check_header(const ResultHeader& header);

/// paths: of a scenario that was run.
void check_paths(std::int64_t paths);

void check_scenario(const ResultHeader& header, const ScenarioResult& scenario);

/// n_kill: of each network, the paths that are killed.
void check_kill_bits(const KillBits& kills, std::int64_t paths, const std::vector<std::int64_t>& n_kill);

void check_epistemic(const std::vector<EpistemicEstimate>& estimates);

}  // namespace killshot
