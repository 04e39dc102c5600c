#include "sha256.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace killshot {

namespace {

constexpr std::size_t block_bytes = 64, length_bytes = 8;

/// The first 32 bits of the fraction of the root: the standard's constants are roots of the first primes.
template <int degree>
constexpr std::uint32_t root_fraction(std::uint64_t prime) {
    // The largest r with r^degree <= prime 2^(32 degree), bit by bit: the root times 2^32.
    __extension__ using Wide = unsigned __int128;
    std::uint64_t root = 0;
    for (int bit = 35; bit >= 0; --bit) {
        const std::uint64_t trial = root | (std::uint64_t{1} << bit);
        Wide power = trial;
        for (int i = 1; i < degree; ++i) power *= trial;
        if (power <= static_cast<Wide>(prime) << (32 * degree)) root = trial;
    }
    return static_cast<std::uint32_t>(root);
}

struct Constants {
    std::array<std::uint32_t, 8> start{};    // square roots of the first 8 primes
    std::array<std::uint32_t, 64> rounds{};  // cube roots of the first 64
};

constexpr Constants make_constants() {
    Constants constants;
    std::size_t found = 0;
    for (std::uint64_t n = 2; found < constants.rounds.size(); ++n) {
        bool is_prime = true;
        for (std::uint64_t d = 2; d * d <= n; ++d) is_prime = is_prime && n % d != 0;
        if (!is_prime) continue;
        if (found < constants.start.size()) constants.start[found] = root_fraction<2>(n);
        constants.rounds[found++] = root_fraction<3>(n);
    }
    return constants;
}

constexpr Constants constants = make_constants();
static_assert(constants.start[0] == 0x6A09E667U && constants.rounds[63] == 0xC67178F2U);

using State = std::array<std::uint32_t, 8>;

void add_block(State& state, std::string_view block) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < block_bytes; ++i) {
        w[i / 4] = w[i / 4] << 8U | static_cast<unsigned char>(block[i]);
    }
    for (std::size_t t = 16; t < w.size(); ++t) {
        const std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3U);
        const std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10U);
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t t = 0; t < w.size(); ++t) {
        const std::uint32_t sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const std::uint32_t sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        const std::uint32_t t1 = h + sum1 + ((e & f) ^ (~e & g)) + constants.rounds[t] + w[t];
        const std::uint32_t t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    const State added{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
}

}  // namespace

std::string sha256(std::string_view text) {
    State state = constants.start;
    const std::size_t whole = text.size() / block_bytes * block_bytes;
    for (std::size_t i = 0; i < whole; i += block_bytes) add_block(state, text.substr(i, block_bytes));

    std::string last(text.substr(whole));
    last += '\x80';
    while (last.size() % block_bytes != block_bytes - length_bytes) last += '\0';
    const std::uint64_t bits = std::uint64_t{text.size()} * 8;
    for (int shift = 56; shift >= 0; shift -= 8)
        last += static_cast<char>(bits >> static_cast<unsigned>(shift) & 0xFFU);
    for (std::size_t i = 0; i < last.size(); i += block_bytes)
        add_block(state, std::string_view(last).substr(i, block_bytes));

    std::string hexadecimal;
    for (const std::uint32_t word : state) hexadecimal += fmt::format("{:08x}", word);
    return hexadecimal;
}

}  // namespace killshot
