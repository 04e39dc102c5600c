/// Inputs for tests of binary32 arithmetic: edge cases, and random bits over all exponents.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace killshot::test {

inline std::uint32_t bits(float value) { return std::bit_cast<std::uint32_t>(value); }
inline float real(std::uint32_t bits) { return std::bit_cast<float>(bits); }

/// Zeros, denormals, the ends of the normal range, 1 and its neighbours, and the bounds of the model's functions.
inline std::vector<float> edge_floats() {
    using Limits = std::numeric_limits<float>;
    const std::vector<float> lists[] = {
        {0.0F, Limits::denorm_min(), 1e-40F, real(0x007FFFFFU), Limits::min(), real(0x00800001U), 0x1p-60F},
        {0x1p-24F, 0x1p-23F, 0.02F, 0.5F, 2.0F / 3.0F, real(0x3F2AAAABU), 0.693147182F},
        {real(0x3F7FFFFFU), 1.0F, real(0x3F800001U), 4.0F / 3.0F, 1.5F, 2.0F, 3.14159274F, 12.0F},
        {65536.0F, 8388607.5F, 8388608.0F, 12582912.0F, 16777217.0F},
        {real(0x42ADFFFFU), 87.0F, real(0x42AE0001U), 88.0F, 1e10F, 0x1p64F, 1e38F, Limits::max()},
    };
    std::vector<float> all;
    for (const std::vector<float>& list : lists)
        for (const float magnitude : list) {
            all.push_back(magnitude);
            all.push_back(-magnitude);
        }
    return all;
}

/// `n` finite numbers with uniformly distributed exponents and mantissas.
inline std::vector<float> random_floats(std::size_t n, std::uint32_t seed) {
    std::mt19937 engine(seed);
    std::vector<float> all;
    while (all.size() < n) {
        const float value = real(static_cast<std::uint32_t>(engine()));
        if (value - value == 0) all.push_back(value);
    }
    return all;
}

/// `n` numbers of both signs with magnitudes from 2^low to 2^high.
inline std::vector<float> random_floats(std::size_t n, std::uint32_t seed, int low, int high) {
    std::mt19937 engine(seed);
    std::vector<float> all;
    for (std::size_t i = 0; i < n; ++i) {
        const auto word = static_cast<std::uint32_t>(engine());
        const auto exponent =
            static_cast<std::uint32_t>(127 + low + static_cast<int>(engine() % static_cast<unsigned>(high - low)));
        all.push_back(real((word & 0x807FFFFFU) | (exponent << 23U)));
    }
    return all;
}

}  // namespace killshot::test
