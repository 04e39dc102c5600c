/// The functions of a LaneType for one Real. Included once per instruction set; everything is local to that file.
#pragma once

#include "killshot/lanes/store.hpp"
#include "killshot/random/draws.hpp"
#include "killshot/random/pack_words.hpp"
#include "killshot/tally/histogram.hpp"
#include "support/lane_types.hpp"

namespace killshot::test {
namespace {

template <class T>
KS_INLINE T load(const void* from) {
    T lanes;
    __builtin_memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

template <class T>
KS_INLINE void save(void* to, T lanes) {
    __builtin_memcpy(to, &lanes, sizeof lanes);
}

template <class R>
struct Functions {
    using I = IntOf<R>;
    using U = UIntOf<R>;
    using M = MaskOf<R>;
    static constexpr int width = Lanes<R>::width;

    template <class In, class Function>
    KS_INLINE static void each(const std::uint32_t* a, const std::uint32_t* b, const std::uint32_t* c,
                               std::uint32_t* out, std::size_t n, const Function& function) {
        for (std::size_t i = 0; i < n; i += width)
            save(out + i, function(load<In>(a + i), load<In>(b + i), load<In>(c + i)));
    }

    static I number(M mask) { return select(mask, I(1), I(0)); }

    static void apply(Operation operation, const std::uint32_t* a, const std::uint32_t* b, const std::uint32_t* c,
                      std::uint32_t* out, std::size_t n) {
        const auto reals = [=](const auto& function) { each<R>(a, b, c, out, n, function); };
        const auto integers = [=](const auto& function) { each<I>(a, b, c, out, n, function); };
        const auto words = [=](const auto& function) { each<U>(a, b, c, out, n, function); };
        switch (operation) {
            case Operation::add:
                return reals([](R x, R y, R) { return x + y; });
            case Operation::subtract:
                return reals([](R x, R y, R) { return x - y; });
            case Operation::multiply:
                return reals([](R x, R y, R) { return x * y; });
            case Operation::divide:
                return reals([](R x, R y, R) { return x / y; });
            case Operation::negate:
                return reals([](R x, R, R) { return -x; });
            case Operation::minimum:
                return reals([](R x, R y, R) { return min(x, y); });
            case Operation::maximum:
                return reals([](R x, R y, R) { return max(x, y); });
            case Operation::square_root:
                return reals([](R x, R, R) { return sqrt(x); });
            case Operation::multiply_add:
                return reals([](R x, R y, R z) { return fma(x, y, z); });
            case Operation::exponential:
                return reals([](R x, R, R) { return exp(x); });
            case Operation::logarithm:
                return reals([](R x, R, R) { return log(x); });
            case Operation::sine_octant:
                return reals([](R x, R, R) {
                    R sine, cosine;
                    sin_cos_octant(x, sine, cosine);
                    return sine;
                });
            case Operation::cosine_octant:
                return reals([](R x, R, R) {
                    R sine, cosine;
                    sin_cos_octant(x, sine, cosine);
                    return cosine;
                });
            case Operation::clipped:
                return reals([](R x, R y, R z) { return clip(x, y, z); });
            case Operation::select_less:
                return reals([](R x, R y, R z) { return select(x < y, y, z); });
            case Operation::rarely_less:
                return reals([](R x, R y, R z) {
                    return rarely(
                        x < y, z, [](auto some_x, auto some_y) { return some_x * some_y; }, x, y);
                });
            case Operation::fresh:
                return reals([](R x, R, R) { return fresh_uniform(x); });
            case Operation::signed_as:
                return reals([](R x, R y, R) { return with_sign_of(x, as_uint(bits_of(y))); });
            case Operation::less:
                return reals([](R x, R y, R) { return number(x < y); });
            case Operation::greater:
                return reals([](R x, R y, R) { return number(x > y); });
            case Operation::less_equal:
                return reals([](R x, R y, R) { return number(x <= y); });
            case Operation::greater_equal:
                return reals([](R x, R y, R) { return number(x >= y); });
            case Operation::bits:
                return reals([](R x, R, R) { return bits_of(from_bits(bits_of(x))); });
            case Operation::bin:
                return reals([](R x, R, R) { return histogram::bin_of(x); });
            case Operation::integer_from_real:
                return reals([](R x, R, R) { return Lanes<R>::to_int(clip(x, R(-2e9F), R(2e9F))); });
            case Operation::both:
                return reals([](R x, R y, R z) { return number((x < y) & (y < z)); });
            case Operation::either:
                return reals([](R x, R y, R z) { return number((x < y) | (y < z)); });
            case Operation::exactly_one:
                return reals([](R x, R y, R z) {
                    const M first = x < y, second = y < z;
                    return number(first ^ second);
                });
            case Operation::add_integers:
                return integers([](I x, I y, I) { return x + y; });
            case Operation::subtract_integers:
                return integers([](I x, I y, I) { return x - y; });
            case Operation::less_integers:
                return integers([](I x, I y, I) { return number(x < y); });
            case Operation::minimum_integer:
                return integers([](I x, I y, I) { return min(x, y); });
            case Operation::maximum_integer:
                return integers([](I x, I y, I) { return max(x, y); });
            case Operation::shift_right_5:
                return integers([](I x, I, I) { return shift_right(x, 5); });
            case Operation::shift_left_3:
                return integers([](I x, I, I) { return x << 3; });
            case Operation::select_integers:
                return integers([](I x, I y, I z) { return select(x < y, y, z); });
            case Operation::real_from_integer:
                return integers([](I x, I, I) { return Lanes<R>::from_int(x); });
            case Operation::add_words:
                return words([](U x, U y, U) { return x + y; });
            case Operation::multiply_words:
                return words([](U x, U y, U) { return x * y; });
            case Operation::multiply_high_words:
                return words([](U x, U y, U) { return multiply_high(x, y); });
            case Operation::xor_words:
                return words([](U x, U y, U) { return x ^ y; });
            case Operation::and_words:
                return words([](U x, U y, U) { return x & y; });
            case Operation::or_words:
                return words([](U x, U y, U) { return x | y; });
            case Operation::shift_words_right_9:
                return words([](U x, U, U) { return x >> 9; });
            case Operation::shift_words_left_2:
                return words([](U x, U, U) { return x << 2; });
            case Operation::select_words:
                return words([](U x, U y, U z) { return select(as_int(x) < as_int(y), y, z); });
            case Operation::uniform_of_word:
                return words([](U x, U, U) { return uniform<R>(x); });
            case Operation::normal_first:
                return words([](U x, U y, U) {
                    R z0, z1;
                    normal_pair(x, y, z0, z1);
                    return z0;
                });
            case Operation::normal_second:
                return words([](U x, U y, U) {
                    R z0, z1;
                    normal_pair(x, y, z0, z1);
                    return z1;
                });
            case Operation::count_:
                break;
        }
    }

    static void save_words(const Words<U>& words, std::uint32_t* to) {
        save(to, words.w0);
        save(to + width, words.w1);
        save(to + 2 * width, words.w2);
        save(to + 3 * width, words.w3);
    }

    static void philox(const std::uint32_t* counter, std::uint32_t key_low, std::uint32_t key_high,
                       std::uint32_t* words) {
        save_words(philox4x32_10(load<U>(counter), load<U>(counter + width), load<U>(counter + 2 * width),
                                 load<U>(counter + 3 * width), key_low, key_high),
                   words);
    }

    static auto generator(std::int64_t first_path, std::uint64_t seed) {
        return killshot::path_words<R>(first_path, seed);
    }

    static void path_words(const BlockOfWords& block, std::uint32_t* words) {
        save_words(generator(block.first_path, block.seed)(block.block), words);
    }

    static void sector_draws(std::int64_t first_path, std::uint64_t seed, std::uint32_t step, float* draws) {
        SectorDraws<R> d;
        draw(d, generator(first_path, seed), step);
        const R in_order[n_sector_draws] = {d.z_market,   d.z_pace,    d.z_markup,        d.z_demand,
                                            d.z_crypto,   d.z_tokens,  d.u_crypto_regime, d.u_market_regime,
                                            d.u_progress, d.u_list[0], d.u_list[1],       d.u_list[2]};
        for (int i = 0; i < n_sector_draws; ++i) save(draws + i * width, in_order[i]);
    }

    static void start_draws(std::int64_t first_path, std::uint64_t seed, float* draws) {
        StartDraws<R> d;
        draw(d, generator(first_path, seed));
        save(draws, d.u_scarcity0);
        save(draws + width, d.u_bull0);
    }

    static void network_draws(std::int64_t first_path, std::uint64_t seed, std::uint32_t step, int network,
                              float* draws) {
        NetworkDraws<R> d;
        draw(d, generator(first_path, seed), step, network);
        const R in_order[n_network_draws] = {d.z_token, d.z_local, d.u_adoption, d.u_supply};
        for (int i = 0; i < n_network_draws; ++i) save(draws + i * width, in_order[i]);
    }

    static int count_less(const float* a, const float* b) { return count(load<R>(a) < load<R>(b)); }
    static std::uint32_t word_less(const float* a, const float* b) { return word_of(load<R>(a) < load<R>(b)); }
    static std::int64_t fixed_point_sum(const float* a) {
        FixedPointSum<R> sum;
        sum.add(load<R>(a));
        return sum.total();
    }
};

template <class R>
constexpr LaneType lane_type(const char* name, const char* isa) {
    using F = Functions<R>;
    return {name,
            isa,
            F::width,
            F::apply,
            F::philox,
            F::path_words,
            F::sector_draws,
            F::start_draws,
            F::network_draws,
            F::count_less,
            F::word_less,
            F::fixed_point_sum};
}

}  // namespace
}  // namespace killshot::test
