/// SHA-256 (FIPS 180-4), computed by OpenSSL. Verified by the standard's examples in tests/files/sha256_test.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;  // of OpenSSL

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
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// In hexadecimal.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace killshot
