/// Reads /parameters and /provenance of a result file. Verified by tests/results/reader_test.cpp.
#pragma once

#include <vector>

#include "results/reader.hpp"

namespace killshot {

class SchemaFile;

/// Throw hdf5::Failure where a group holds what no run can have written.
[[nodiscard]] std::vector<ResultInput> read_inputs(const SchemaFile& file, const ResultHeader& header, int scenario);
[[nodiscard]] Provenance read_provenance(const SchemaFile& file);

}  // namespace killshot
