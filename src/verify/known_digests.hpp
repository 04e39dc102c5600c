/// What the simulator gave when its results were last reviewed. Only the model and its inputs change them.
/// Written by scripts/renew_golden.sh.
#pragma once

#include <cstdint>

namespace killshot {

/// sum_of_draws
inline constexpr std::uint32_t known_sum_of_draws = 0xC8272068U;

/// Of contract_problems(), in their order.
inline constexpr std::uint64_t known_digests[] = {
    0x4C5C41DB42D8305EU,  // 14 networks, 36 months, 500 paths from 0 in 1 slice
    0x9C1F4E14FB5ECC20U,  // 14 networks, 36 months, 1 path from 0 in 1 slice
    0xFA7517D546D38316U,  // 14 networks, 36 months, 7 paths from 0 in 1 slice
    0xE82D978CFA8AC850U,  // 14 networks, 36 months, 33 paths from 0 in 1 slice
    0x17C49D079D592D8EU,  // 1 network, 36 months, 100 paths from 0 in 1 slice
    0xE318B4D4B5A1BEFCU,  // 13 networks, 36 months, 65 paths from 0 in 1 slice
    0xBF1D0EC661ECF29FU,  // 32 networks, 120 months, 40 paths from 0 in 1 slice
    0x144125C03D66D67CU,  // 14 networks, 1 month, 50 paths from 0 in 1 slice
    0x279C823AE26FA489U,  // 3 networks, 240 months, 24 paths from 0 in 1 slice
    0xD318654E51855A4EU,  // 2 networks, 6 months, 9221 paths from 0 in 1 slice
    0x70C647FEA7EEC429U,  // 14 networks, 36 months, 200 paths from 0 in 6 slices
    0xF1CA3B5A55E3AF3EU,  // 14 networks, 36 months, 9 paths from 1048576 in 1 slice
    0x052690B7621B180BU,  // 2 networks, 12 months, 40 paths from 4294967280 in 1 slice
};

}  // namespace killshot
