/// SHA-256 (FIPS 180-4), computed by OpenSSL. Verified by the standard's examples in tests/files/sha256_test.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

namespace killshot {

/// Of a text that comes in pieces.
class Sha256 {
  public:
    Sha256();
    void add(std::string_view piece);
    /// In hexadecimal; the last call.
    [[nodiscard]] std::string finish();

  private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

/// In hexadecimal.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace killshot
