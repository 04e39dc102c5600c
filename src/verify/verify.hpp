/// Whether this build, on this machine, gives the numbers that the model defines: what `killshot verify` runs.
///
/// Three groups of checks. The generator: the authors' known answers of Philox, and on every instruction set all draws
/// of a run. The model: every state and event of nine paths against an independent implementation. The contract: every
/// backend gives the same integers as the reference, whatever computes them and however the paths are split.
/// tests/verify runs the same checks one by one, and breaks things to see that they notice.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "killshot/backend.hpp"

namespace killshot {

/// One question to this build. first_difference is empty where everything agrees; else it says where and what.
struct Check {
    std::string subject;  // "generator", "model", "cpu avx2, 3 threads"
    std::string what;     // "Philox4x32-10: the authors' known answers"
    std::function<std::string()> first_difference;
};

[[nodiscard]] std::vector<Check> generator_checks();
[[nodiscard]] std::vector<Check> model_checks();

/// A backend that has to keep the contract.
struct Contender {
    std::string name;  // "cpu avx2, 3 threads"
    std::function<std::unique_ptr<Backend>()> make;
};

/// The CPU backend with every instruction set that this machine can run, on 1, 2, 3 and 7 threads.
[[nodiscard]] std::vector<Contender> cpu_contenders();

/// The CUDA backend, on the first card; making it throws Error where there is none.
[[nodiscard]] Contender cuda_contender();

/// A run of the draft's scenario, cut or stretched, with its known digest.
struct ContractProblem {
    int n_networks, n_months;  // networks of the draft, repeated from the start
    std::vector<PathSlice> slices;
    std::uint64_t digest = 0;  // known_digests.hpp

    /// "14 networks, 36 months, 500 paths from 0 in 1 slice"
    [[nodiscard]] std::string text() const;
};
[[nodiscard]] const std::vector<ContractProblem>& contract_problems();

/// The problem's tally by a backend.
[[nodiscard]] Tally simulate(const ContractProblem& problem, Backend& backend);

/// The bits of all draws of a run, added up mod 2^32. The sum depends on Eq. 0 and the functions in it alone.
[[nodiscard]] std::uint32_t sum_of_draws(std::string_view isa);

/// One check for each problem.
[[nodiscard]] std::vector<Check> contract_checks(const Contender& contender);

/// The first integer in which two tallies of the same layout differ, by row and index: "n_exit[3][0][17] is 12 instead
/// of 13"; empty where there is none.
[[nodiscard]] std::string first_difference(const Tally& got, const Tally& expected);

}  // namespace killshot
