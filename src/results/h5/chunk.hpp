/// Packs a chunk as the library's filters would, outside of the library, which only one thread at a time may use.
/// Verified by tests/results/writer_test.cpp, which reads such chunks.
#pragma once

#include <string>

#include "results/schema/schema.hpp"

namespace killshot::hdf5 {

/// Shuffled and deflated, as create_dataset() asks of chunks; empty where that does not make them smaller. Of numbers
/// only.
[[nodiscard]] std::string pack_chunk(const schema::Values& values, int deflate_level);

}  // namespace killshot::hdf5
