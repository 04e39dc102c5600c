// In each lane, every operation of every lane type returns the bits of the same operation on one float.
#include <bit>
#include <cmath>
#include <functional>
#include <vector>

#include <gmock/gmock.h>

#include "support/every_lane_type.hpp"
#include "support/float_inputs.hpp"

namespace killshot::test {
namespace {

bool is_nan(std::uint32_t word) { return (word & 0x7FFFFFFFU) > 0x7F800000U; }

/// The inputs for which an operation is defined.
enum class Domain : std::uint8_t { real, not_negative, integer, word };
enum class Result : std::uint8_t { real, integer };

struct Case {
    Operation operation;
    Domain domain;
    Result result;
};

Case case_of(Operation operation) {
    if (operation == Operation::logarithm) return {operation, Domain::not_negative, Result::real};
    if (operation <= Operation::signed_as) return {operation, Domain::real, Result::real};
    if (operation <= Operation::exactly_one) return {operation, Domain::real, Result::integer};
    if (operation < Operation::add_words)
        return {operation, Domain::integer, operation == Operation::real_from_integer ? Result::real : Result::integer};
    return {operation, Domain::word, operation < Operation::uniform_of_word ? Result::integer : Result::real};
}

std::vector<std::uint32_t> inputs(Domain domain, std::uint32_t seed) {
    std::vector<std::uint32_t> words;
    // Every pair of edge cases, with a third that cycles with another period.
    const std::vector<float> edges = edge_floats();
    const std::size_t n = edges.size();
    for (std::size_t i = 0; i < n * n; ++i) {
        const std::size_t at[] = {i % n, i / n, (i * 7 + i / n) % n};
        words.push_back(bits(edges[at[seed]]));
    }
    for (const float value : random_floats(50000, seed)) words.push_back(bits(value));
    for (const float value : random_floats(50000, seed + 10, -20, 8)) words.push_back(bits(value));
    for (std::uint32_t& word : words) {
        if (domain == Domain::not_negative) word &= 0x7FFFFFFFU;
        if (domain == Domain::integer)
            word = static_cast<std::uint32_t>(static_cast<std::int32_t>(word) / 2);  // so that sums do not overflow
    }
    return words;
}

class EveryOperation : public EveryLaneType {};

TEST_P(EveryOperation, HasTheBitsOfOneFloat) {
    for (int code = 0; code < static_cast<int>(Operation::count_); ++code) {
        const Case test = case_of(static_cast<Operation>(code));
        const std::vector<std::uint32_t> a = inputs(test.domain, 0), b = inputs(test.domain, 1),
                                         c = inputs(test.domain, 2);
        const std::vector<std::uint32_t> got = apply(lanes(), test.operation, a, b, c);
        const std::vector<std::uint32_t> expected = apply(one_lane(), test.operation, a, b, c);
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (test.result == Result::real && is_nan(got[i]) && is_nan(expected[i])) continue;
            ASSERT_EQ(got[i], expected[i])
                << std::hex << "operation " << code << " of " << a[i] << ", " << b[i] << ", " << c[i];
        }
    }
}

INSTANTIATE_TEST_SUITE_P(, EveryOperation, testing::ValuesIn(lane_types()), name_of_lane_type);

}  // namespace
}  // namespace killshot::test
