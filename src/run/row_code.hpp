/// Encodes the row of a finished scenario as bytes, for shards.
///
/// Bytes are never trusted: decode_row() returns a row that is consistent in itself, and ResultWriter::takes() says
/// whether the result has such rows. Verified by tests/run/row_code_test.cpp: round trips, every truncation, bit flips.
#pragma once

#include <string>
#include <string_view>

#include "results/row_writer.hpp"

namespace killshot {

[[nodiscard]] std::string encode(const ResultRow& row);

/// Throws bytes::Damaged.
[[nodiscard]] ResultRow decode_row(std::string_view encoded);

}  // namespace killshot
