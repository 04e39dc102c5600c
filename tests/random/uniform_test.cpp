// Eq. 0: u = (floor(w / 2^9) + 1/2) 2^-23 is exact, and never 0 or 1.
#include <cmath>
#include <vector>

#include <gmock/gmock.h>

#include "killshot/lanes/reference.hpp"
#include "killshot/random/draws.hpp"
#include "support/every_lane_type.hpp"
#include "support/float_inputs.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

double by_definition(std::uint32_t word) { return (std::floor(word / 512.0) + 0.5) / 8388608.0; }

class Uniform : public EveryLaneType {};

TEST_P(Uniform, IsExact) {
    std::vector<std::uint32_t> words{0,           1,           511,         512,         513,
                                     0x7FFFFFFFU, 0x80000000U, 0xFFFFFDFFU, 0xFFFFFE00U, 0xFFFFFFFFU};
    for (std::uint32_t i = 0; i < 4000000; i += 3) words.push_back(i * 2654435761U);
    const std::vector<std::uint32_t> drawn = apply(lanes(), Operation::uniform_of_word, words, {}, {});
    for (std::size_t i = 0; i < words.size(); ++i) {
        const double u = real(drawn[i]);
        ASSERT_EQ(u, by_definition(words[i])) << words[i];
        ASSERT_GT(u, 0.0);
        ASSERT_LT(u, 1.0);
    }
}

INSTANTIATE_TEST_SUITE_P(, Uniform, testing::ValuesIn(lane_types()), name_of_lane_type);

TEST(UniformOfTheReference, IsThatOfBinary32) {
    for (std::uint32_t i = 0; i < 100000; ++i) {
        const std::uint32_t word = i * 2654435761U;
        ASSERT_EQ(uniform<Real64>(word).value, static_cast<double>(uniform<float>(word)));
    }
}

}  // namespace
}  // namespace killshot::test
