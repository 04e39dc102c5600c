/// SHA-256 (FIPS 180-4), computed by OpenSSL. Verified by the standard's examples in tests/files/sha256_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace killshot {

/// In hexadecimal.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace killshot
