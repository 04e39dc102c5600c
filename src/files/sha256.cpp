#include "files/sha256.hpp"

#include <array>
#include <new>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>

namespace killshot {
namespace {

/// OpenSSL fails at SHA-256 only where there is no memory.
void require(bool done) {
    if (!done) throw std::bad_alloc();
}

}  // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
    require(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void Sha256::add(std::string_view piece) { require(EVP_DigestUpdate(context_.get(), piece.data(), piece.size()) == 1); }

std::string Sha256::finish() {
    std::array<unsigned char, 32> digest{};
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1);
    return fmt::format("{:02x}", fmt::join(digest, ""));
}

std::string sha256(std::string_view text) {
    Sha256 sum;
    sum.add(text);
    return sum.finish();
}

}  // namespace killshot
