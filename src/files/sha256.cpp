#include "files/sha256.hpp"

#include <array>
#include <new>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/sha.h>

namespace killshot {

std::string sha256(std::string_view text) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    if (SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data()) == nullptr) {
        throw std::bad_alloc();  // the only way to fail
    }
    return fmt::format("{:02x}", fmt::join(digest, ""));
}

}  // namespace killshot
