/// The checks of `killshot verify`: does this build, on this machine, give the numbers that the model defines?
///
/// There are three groups. Generator: the test vectors of Philox's authors, and all draws of a run on every instruction
/// set. Model: every state and event of nine paths against an independent implementation. Contract: every backend gives
/// the same integers, whatever the instruction set and however the paths are split.
/// Verified by tests/verify/verify_test.cpp, which also breaks things to see that the checks notice.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/backend.hpp"

namespace killshot {

/// One check. first_difference() runs it and describes the first difference; it returns "" if everything agrees.
struct Check {
    std::string subject;  // "generator", "model", "cpu avx2, 3 threads"
    std::string what;     // "Philox4x32-10, the authors' test vectors"
    std::function<std::string()> first_difference;
};

[[nodiscard]] std::vector<Check> generator_checks();
[[nodiscard]] std::vector<Check> model_checks();

/// A backend to be checked.
struct Contender {
    std::string name;  // "cpu avx2, 3 threads"
    std::function<std::unique_ptr<Backend>()> make;
};

/// The CPU backend with every instruction set that this machine can run, on 1, 2, 3 and 7 threads.
[[nodiscard]] std::vector<Contender> cpu_contenders();

/// The CUDA backend on the first card. make() throws Error if there is none.
[[nodiscard]] Contender cuda_contender();

/// A run of the draft's scenario, resized, with its known digest.
struct ContractProblem {
    int n_networks, n_months;  // the draft's networks, repeated in order if there are more
    std::vector<PathSlice> slices;
    std::uint64_t digest = 0;  // known_digests.hpp

    /// "14 networks, 36 months, 500 paths from 0 in 1 slice"
    [[nodiscard]] std::string text() const;
};
[[nodiscard]] const std::vector<ContractProblem>& contract_problems();

/// The problem's tally on a backend.
[[nodiscard]] Tally simulate(const ContractProblem& problem, Backend& backend);

/// The sum of the bits of all draws of a run mod 2^32. It changes with Eq. 0 and the functions in it, and nothing else.
[[nodiscard]] std::uint32_t sum_of_draws(std::string_view isa);

/// One check per problem.
[[nodiscard]] std::vector<Check> contract_checks(const Contender& contender);

/// The first integer in which two tallies of the same layout differ: "n_exit[3][0][17] is 12 instead of 13"; empty if
/// they are equal.
[[nodiscard]] std::string first_difference(const Tally& got, const Tally& expected);

}  // namespace killshot
