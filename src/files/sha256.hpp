/// SHA-256 (FIPS 180-4) of a text, in hexadecimal: what a result's inputs are known by. OpenSSL's.
///
/// Verified by the standard's own examples in tests/results/sha256_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace killshot {

[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace killshot
