/// A tally as bytes: what shards hold and ranks send each other.
///
/// Plain rows are variable-length integers; of a histogram only the bins in use are kept, 32 at a time in as many bits
/// as the largest of them needs; kill_bits as they are. Bytes are never trusted: whatever they say stays within the
/// tally that they are added to. Verified by tests/batch/tally_code_test.cpp: round trips, every truncation, bit flips.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "killshot/tally/tally.hpp"

namespace killshot {

/// Bytes that are no encoded tally, or one of another scenario.
class DamagedTally : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

[[nodiscard]] std::string encode(const Tally& tally);

/// Adds what encode() made of a tally with the same rows and at most as many kill_bits. Throws DamagedTally; `tally` is
/// then of no use.
void add_encoded(std::string_view bytes, Tally& tally);

}  // namespace killshot
