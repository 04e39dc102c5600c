#include <fmt/format.h>

#include "backend/cpu.hpp"
#include "backend/cuda.hpp"
#include "inputs/calendar.hpp"
#include "tables/tables.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"
#include "verify/verify.hpp"

namespace killshot {
namespace {

constexpr auto contract_start = std::chrono::year{2026} / 11 / 22;
constexpr std::uint64_t contract_seed = 20261122;

std::int64_t path_count(const ContractProblem& problem) {
    return problem.slices.back().first_path + problem.slices.back().n_paths - problem.slices.front().first_path;
}

/// Runs the slices into tallies of their own and merges them, the last first: order must not matter.
Tally run(const ContractProblem& problem, Backend& backend) {
    const Inputs inputs = resized(inputs_from_json(known_answers("draft_base")), problem.n_networks, problem.n_months);
    const TableStorage<float> tables(inputs);
    std::vector<Stance> stances;
    for (int i = 0; i < problem.n_networks; ++i) stances.push_back(static_cast<Stance>(i % n_stances));
    const TallyLayout layout(problem.n_networks, problem.n_months, report_steps(contract_start, problem.n_months),
                             problem.slices.back().first_path + problem.slices.back().n_paths);
    Tally all(layout);
    for (auto slice = problem.slices.rbegin(); slice != problem.slices.rend(); ++slice) {
        Tally one(layout);
        backend.run(tables.view(), stances, contract_seed, *slice, one, {});
        all.merge(one);
    }
    return all;
}

std::string difference_from_known(const ContractProblem& problem, const Contender& contender) {
    const Tally got = run(problem, *contender.make());
    if (digest(got) == problem.digest) return "";
    const std::string digests = fmt::format("digest {:016x} instead of {:016x}", digest(got), problem.digest);
    const Tally reference = run(problem, *make_cpu_backend(1, "scalar"));
    if (digest(reference) != problem.digest)
        return digests + (digest(reference) == digest(got) ? "; so has the scalar reference of this build"
                                                           : "; the scalar reference of this build has another one");
    return fmt::format("{}; first difference: {}", digests, first_difference(got, reference));
}

}  // namespace

std::string ContractProblem::text() const {
    return fmt::format("{} network{}, {} month{}, {} path{} from {} in {} slice{}", n_networks,
                       n_networks == 1 ? "" : "s", n_months, n_months == 1 ? "" : "s", path_count(*this),
                       path_count(*this) == 1 ? "" : "s", slices.front().first_path, slices.size(),
                       slices.size() == 1 ? "" : "s");
}

const std::vector<ContractProblem>& contract_problems() {
    // Odd numbers of paths, networks and steps; more chunks of paths than threads; slices; the last is where path
    // numbers outgrow a word. A digest changes with the model and its inputs, and with nothing else.
    static const std::vector<ContractProblem> problems = {
        {14, 36, {{0, 500}}, 0x4C5C41DB42D8305EU},
        {14, 36, {{0, 1}}, 0x9C1F4E14FB5ECC20U},
        {14, 36, {{0, 7}}, 0xFA7517D546D38316U},
        {14, 36, {{0, 33}}, 0xE82D978CFA8AC850U},
        {1, 36, {{0, 100}}, 0x17C49D079D592D8EU},
        {13, 36, {{0, 65}}, 0xE318B4D4B5A1BEFCU},
        {32, 120, {{0, 40}}, 0xBF1D0EC661ECF29FU},
        {14, 1, {{0, 50}}, 0x144125C03D66D67CU},
        {3, 240, {{0, 24}}, 0x279C823AE26FA489U},
        {2, 6, {{0, 9221}}, 0xD318654E51855A4EU},
        {14, 36, {{0, 8}, {8, 16}, {24, 48}, {72, 80}, {152, 40}, {192, 8}}, 0x70C647FEA7EEC429U},
        {14, 36, {{std::int64_t{1} << 20, 9}}, 0xF1CA3B5A55E3AF3EU},
        {2, 12, {{(std::int64_t{1} << 32) - 16, 40}}, 0x052690B7621B180BU},
    };
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
