/// Reads /beliefs of a result file, the draws of the inputs' beliefs. Verified by tests/results/belief_file_test.cpp.
#pragma once

#include <optional>

#include "analysis/beliefs.hpp"

namespace killshot {

class SchemaFile;

/// Nothing if the file has none. has_2027: 2027 ends within the run. Throws hdf5::Failure where the group holds what no
/// run can have written: the counts have to agree with each other and with the digest.
[[nodiscard]] std::optional<BeliefDraws> read_beliefs(const SchemaFile& file, bool has_2027);

}  // namespace killshot
