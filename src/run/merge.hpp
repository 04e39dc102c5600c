/// Makes one run of the slices of a run (run/slice_file.hpp). Verified by tests/run/slices_test.cpp and merge_test.py.
#pragma once

#include <string>
#include <vector>

#include "ensemble/ensemble.hpp"
#include "run/slice_file.hpp"

namespace killshot {

/// Reads slice files in any order. Throws Error unless they are all slices of one run, each once, made by this code.
[[nodiscard]] std::vector<SliceFile> read_slices(const std::vector<std::string>& files);

/// The finished scenarios of the slices, for RunOptions::merged. ensemble: read again from the slices' input. Throws
/// Error where a scenario has other inputs than it had, or where paths are missing.
[[nodiscard]] std::vector<Record> merge_records(std::vector<SliceFile> slices, const Ensemble& ensemble);

}  // namespace killshot
