/// Every lane type behind plain pointers, so that a test that runs on any machine can call code for newer ones.
///
/// The source file that is compiled for an instruction set contains the functions of its lane types and nothing else,
/// since code of GoogleTest or the standard library in it could be linked into the rest of the program.
#pragma once

#include <cstddef>
#include <cstdint>

namespace killshot::test {

/// The operations on lanes. Reals are passed as the bits of binary32, masks as 0 and 1.
enum class Operation : std::uint8_t {
    // reals of reals
    add,
    subtract,
    multiply,
    divide,
    negate,
    minimum,
    maximum,
    square_root,
    multiply_add,
    exponential,
    logarithm,
    sine_octant,
    cosine_octant,
    clipped,
    select_less,
    rarely_less,
    fresh,
    // a real of a real and a word
    signed_as,
    // integers of reals
    less,
    greater,
    less_equal,
    greater_equal,
    bits,
    bin,
    integer_from_real,
    // masks of a < b, b < c
    both,
    either,
    exactly_one,
    // integers of integers
    add_integers,
    subtract_integers,
    less_integers,
    minimum_integer,
    maximum_integer,
    shift_right_5,
    shift_left_3,
    select_integers,
    real_from_integer,
    // words of words
    add_words,
    multiply_words,
    multiply_high_words,
    xor_words,
    and_words,
    or_words,
    shift_words_right_9,
    shift_words_left_2,
    select_words,
    uniform_of_word,
    // reals of two words
    normal_first,
    normal_second,
    count_
};

/// The generator as in the kernels: four words of each lane's path, [word][lane].
struct BlockOfWords {
    std::int64_t first_path;
    std::uint64_t seed;
    std::uint32_t block;
};

struct LaneType {
    const char* name;
    const char* isa;  // as in killshot/backend.hpp; "sse" runs everywhere
    int width;

    /// out[i] = operation(a[i], b[i], c[i]); n is a multiple of width.
    void (*apply)(Operation operation, const std::uint32_t* a, const std::uint32_t* b, const std::uint32_t* c,
                  std::uint32_t* out, std::size_t n);
    /// counter and words: [word][lane].
    void (*philox)(const std::uint32_t* counter, std::uint32_t key_low, std::uint32_t key_high, std::uint32_t* words);
    void (*path_words)(const BlockOfWords& block, std::uint32_t* words);
    /// z_market, z_pace, z_markup, z_demand, z_crypto, z_tokens, u_crypto_regime, u_market_regime, u_progress,
    /// u_list[3]: [draw][lane].
    void (*sector_draws)(std::int64_t first_path, std::uint64_t seed, std::uint32_t step, float* draws);
    /// u_scarcity0, u_bull0: [draw][lane].
    void (*start_draws)(std::int64_t first_path, std::uint64_t seed, float* draws);
    /// z_token, z_local, u_adoption, u_supply: [draw][lane].
    void (*network_draws)(std::int64_t first_path, std::uint64_t seed, std::uint32_t step, int network, float* draws);
    /// Over one block.
    int (*count_less)(const float* a, const float* b);
    std::uint32_t (*word_less)(const float* a, const float* b);
    std::int64_t (*fixed_point_sum)(const float* a);
};

inline constexpr int n_sector_draws = 12, n_start_draws = 2, n_network_draws = 4;
inline constexpr int widest_lanes = 32;

struct LaneTypeList {
    const LaneType* first;
    std::size_t size;
};
LaneTypeList baseline_lane_types();  // float, Pack<4> and their pair, without the fma instruction
LaneTypeList avx2_lane_types();      // the same with it, Pack<8>, and its pair
LaneTypeList avx512_lane_types();    // Pack<16> and its pair

}  // namespace killshot::test
