/// What the simulator gave when its results were last reviewed. Only the model and its inputs change them.
/// Written by scripts/renew_golden.sh.
#pragma once

#include <cstdint>

namespace killshot {

/// sum_of_draws
inline constexpr std::uint32_t known_sum_of_draws = 0x85640C31U;

/// Of contract_problems(), in their order.
inline constexpr std::uint64_t known_digests[] = {
    0x4FDDB169AAB6874CU,  // 14 networks, 36 months, 500 paths from 0 in 1 slice
    0x1631755CA489B2BBU,  // 14 networks, 36 months, 1 path from 0 in 1 slice
    0x27D395B2209CD843U,  // 14 networks, 36 months, 7 paths from 0 in 1 slice
    0x6C055335CB94A433U,  // 14 networks, 36 months, 33 paths from 0 in 1 slice
    0x31BC7C22AED292C4U,  // 1 network, 36 months, 100 paths from 0 in 1 slice
    0x7DDCB7A791199219U,  // 13 networks, 36 months, 65 paths from 0 in 1 slice
    0xCBF7780EA12EFE6DU,  // 32 networks, 120 months, 40 paths from 0 in 1 slice
    0xC4A68C1F2AA0434DU,  // 14 networks, 1 month, 50 paths from 0 in 1 slice
    0x77C2A062F8DA0023U,  // 3 networks, 240 months, 24 paths from 0 in 1 slice
    0x6C2A895BCB58B8C8U,  // 2 networks, 6 months, 9221 paths from 0 in 1 slice
    0x462ADFD3BA34A1D5U,  // 14 networks, 36 months, 200 paths from 0 in 6 slices
    0x41BB50E3E4BC64B1U,  // 14 networks, 36 months, 9 paths from 1048576 in 1 slice
    0x2E59421805D73FB3U,  // 2 networks, 12 months, 40 paths from 4294967280 in 1 slice
};

}  // namespace killshot
