#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "inputs/calendar.hpp"
#include "tables/tables.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"
#include "verify/known_digests.hpp"
#include "verify/verify.hpp"

namespace killshot {
namespace {

constexpr int contract_report_every_months = 6;
constexpr auto contract_start = std::chrono::year{2026} / 11 / 22;
constexpr std::uint64_t contract_seed = 20261122;

std::int64_t path_count(const ContractProblem& problem) {
    return problem.slices.back().first_path + problem.slices.back().n_paths - problem.slices.front().first_path;
}

std::string difference_from_known(const ContractProblem& problem, const Contender& contender) {
    const Tally got = simulate(problem, *contender.make());
    if (digest(got) == problem.digest) return "";
    const std::string digests = fmt::format("the digest is {:016x} instead of {:016x}", digest(got), problem.digest);
    const Tally reference = simulate(problem, *make_cpu_backend(1, "scalar"));
    if (digest(reference) != problem.digest)
        return digests + (digest(reference) == digest(got) ? "; this build's scalar kernels give the same wrong digest"
                                                           : "; this build's scalar kernels give yet another digest");
    return fmt::format("{}; first difference: {}", digests, first_difference(got, reference));
}

}  // namespace

std::string ContractProblem::text() const {
    return fmt::format("{} network{}, {} month{}, {} path{} from {} in {} slice{}", n_networks,
                       n_networks == 1 ? "" : "s", n_months, n_months == 1 ? "" : "s", path_count(*this),
                       path_count(*this) == 1 ? "" : "s", slices.front().first_path, slices.size(),
                       slices.size() == 1 ? "" : "s");
}

Tally simulate(const ContractProblem& problem, Backend& backend) {
    const Inputs inputs = resized(inputs_from_json(known_answers("draft_base")), problem.n_networks, problem.n_months);
    const TableStorage<float> tables(inputs);
    std::vector<Stance> stances;
    for (int i = 0; i < problem.n_networks; ++i) stances.push_back(static_cast<Stance>(i % n_stances));
    const TallyLayout layout(problem.n_networks, problem.n_months,
                             report_steps(contract_start, problem.n_months, contract_report_every_months),
                             problem.slices.back().first_path + problem.slices.back().n_paths);
    // Each slice has its own tally, and the last is merged first: the order must not matter.
    Tally all(layout);
    for (auto slice = problem.slices.rbegin(); slice != problem.slices.rend(); ++slice) {
        Tally one(layout);
        backend.run(tables.view(), stances, contract_seed, *slice, one, {});
        all.merge(one);
    }
    return all;
}

const std::vector<ContractProblem>& contract_problems() {
    // Odd numbers of paths, networks and steps; more chunks of paths than threads; slices; and at last, path numbers
    // that outgrow a word. A problem without a known digest fails until scripts/renew_golden.sh has been run.
    static const std::vector<ContractProblem> problems = [] {
        std::vector<ContractProblem> list = {
            {14, 36, {{0, 500}}},
            {14, 36, {{0, 1}}},
            {14, 36, {{0, 7}}},
            {14, 36, {{0, 33}}},
            {1, 36, {{0, 100}}},
            {13, 36, {{0, 65}}},
            {32, 120, {{0, 40}}},
            {14, 1, {{0, 50}}},
            {3, 240, {{0, 24}}},
            {2, 6, {{0, 9221}}},
            {14, 36, {{0, 8}, {8, 16}, {24, 48}, {72, 80}, {152, 40}, {192, 8}}},
            {14, 36, {{std::int64_t{1} << 20, 9}}},
            {2, 12, {{(std::int64_t{1} << 32) - 16, 40}}},
        };
        for (std::size_t i = 0; i < std::min(list.size(), std::size(known_digests)); ++i)
            list[i].digest = known_digests[i];
        return list;
    }();
    return problems;
}

std::vector<Contender> cpu_contenders() {
    std::vector<Contender> contenders;
    for (const std::string_view isa : usable_isas())
        for (const int threads : {1, 2, 3, 7})
            contenders.push_back({fmt::format("cpu {}, {} thread{}", isa, threads, threads == 1 ? "" : "s"),
                                  [isa, threads] { return make_cpu_backend(threads, isa); }});
    return contenders;
}

Contender cuda_contender() { return {"cuda", make_cuda_backend}; }

std::vector<Check> contract_checks(const Contender& contender) {
    std::vector<Check> checks;
    for (const ContractProblem& problem : contract_problems())
        checks.push_back({contender.name, problem.text(),
                          [&problem, contender] { return difference_from_known(problem, contender); }});
    return checks;
}

}  // namespace killshot
