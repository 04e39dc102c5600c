// The checks of `killshot verify` pass, and notice what is broken.
#include "verify/verify.hpp"
#include "backend/cpu.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/draft_tables.hpp"
#include "support/golden.hpp"
#include "support/simulate.hpp"
#include "verify/model_answers.hpp"

namespace killshot::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Verify, TheGeneratorGivesItsKnownAnswers) {
    const std::vector<Check> checks = generator_checks();
    EXPECT_EQ(checks.size(), 1 + usable_isas().size());
    for (const Check& check : checks) EXPECT_EQ(check.first_difference(), "") << check.what;
}

TEST(Verify, TheModelGivesItsKnownAnswersInBothPrecisions) {
    EXPECT_EQ(model_checks().size(), 8U);
    for (const Check& check : model_checks()) EXPECT_EQ(check.first_difference(), "") << check.what;
}

/// known_digests.hpp as the scalar reference would have it.
std::string known_digests() {
    std::string text =
        R"(/// What the simulator gave when its results were last reviewed. Only the model and its inputs change them.
/// Written by scripts/renew_golden.sh.
#pragma once

#include <cstdint>

namespace killshot {

/// sum_of_draws
inline constexpr std::uint32_t known_sum_of_draws = )";
    text += fmt::format("0x{:08X}U;\n\n/// Of contract_problems(), in their order.\n", sum_of_draws("scalar"));
    text += "inline constexpr std::uint64_t known_digests[] = {\n";
    for (const ContractProblem& problem : contract_problems())
        text += fmt::format("    0x{:016X}U,  // {}\n", digest(simulate(problem, *make_cpu_backend(1, "scalar"))),
                            problem.text());
    return text + "};\n\n}  // namespace killshot\n";
}

TEST(GoldenDigests, AreThoseOfTheScalarReference) {
    expect_golden(std::string(KILLSHOT_SOURCE_DIR) + "/src/verify/known_digests.hpp", known_digests());
}

/// Runs on the CPU and then miscounts one path.
class BrokenBackend final : public Backend {
  public:
    [[nodiscard]] std::string_view name() const override { return "broken"; }
    [[nodiscard]] std::string_view isa() const override { return "scalar"; }
    [[nodiscard]] std::string device() const override { return "broken"; }
    void run(const ScenarioTable<float>& table, const std::vector<Stance>& stances, std::uint64_t seed, PathSlice slice,
             Tally& tally, const Progress& progress) override {
        make_cpu_backend(1, "auto")->run(table, stances, seed, slice, tally, progress);
        if (table.n_networks > 1) {
            const std::size_t first_month_of_cause_2 = (1 * n_causes + 2) * static_cast<std::size_t>(table.n_steps);
            ++tally.row(Row::n_exit)[first_month_of_cause_2];
        }
    }
};

TEST(Verify, ReportsWhereABackendMiscounts) {
    const auto checks = contract_checks({"broken", [] { return std::make_unique<BrokenBackend>(); }});
    ASSERT_EQ(checks.size(), contract_problems().size());
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const std::string difference = checks[i].first_difference();
        if (contract_problems()[i].n_networks > 1)
            EXPECT_THAT(difference,
                        AllOf(HasSubstr("the digest is "), HasSubstr("first difference: n_exit[1][2][0] is ")))
                << checks[i].what;
        else
            EXPECT_THAT(difference, IsEmpty());
    }
}

TEST(Verify, NamesTheFirstDifferenceOfTalliesByRowAndIndex) {
    Inputs inputs = draft();
    inputs.networks.resize(3);
    const Simulation simulation(inputs);
    const Tally expected = simulation.run(64);
    EXPECT_EQ(first_difference(expected, expected), "");
    Tally got = expected;
    got.kill_bits(1)[7] ^= 0x01;
    EXPECT_THAT(first_difference(got, expected), HasSubstr("kill_bits[1][7] is 0x"));
    got.row(Row::sum)[0] += 5;
    EXPECT_THAT(first_difference(got, expected), HasSubstr("sum[0][0][0] is "));
    got.row(Row::paths)[0] = 63;
    EXPECT_EQ(first_difference(got, expected), "paths is 63 instead of 64");
}

}  // namespace
}  // namespace killshot::test
