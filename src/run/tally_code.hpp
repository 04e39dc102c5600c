/// Encodes a tally as bytes, for shards and for messages between ranks.
///
/// Plain rows become variable-length integers. Of a histogram only the bins in use are encoded, in blocks of 32 that
/// are as many bits wide as their largest count needs; kill_bits are copied. Bytes are never trusted: decoding stays
/// within the tally, whatever they say. Verified by tests/run/tally_code_test.cpp: round trips, every truncation, bit
/// flips.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "killshot/tally/tally.hpp"

namespace killshot {

/// The bytes are not an encoded tally, or one of a scenario with another layout.
class DamagedTally : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

[[nodiscard]] std::string encode(const Tally& tally);

/// Adds an encoded tally with the same rows and at most as many kill_bits. After DamagedTally the contents of `tally`
/// are unspecified.
void add_encoded(std::string_view encoded, Tally& tally);

}  // namespace killshot
