// Every backend gives the same integers, on any instruction set and for any split of the paths. The problems and their
// digests are those of `killshot verify`.
#include "verify/verify.hpp"

#include <cctype>

#include <gmock/gmock.h>

#include "support/draft_tables.hpp"
#include "support/simulate.hpp"

namespace killshot {

/// The contender's name for GoogleTest and ctest.
void PrintTo(const Contender& contender, std::ostream* out) { *out << contender.name; }

namespace test {
namespace {

class BackendContract : public testing::TestWithParam<Contender> {
  protected:
    /// Three networks over a year, with another seed.
    [[nodiscard]] static std::uint64_t digest_with_seed(std::uint64_t seed) {
        Inputs inputs = draft();
        inputs.networks.resize(3);
        inputs.months = 12;
        const Simulation simulation(inputs);
        Tally tally = simulation.empty(64);
        GetParam().make()->run(simulation.storage.view(), simulation.stances, seed, {0, 64}, tally, {});
        return digest(tally);
    }
};

TEST_P(BackendContract, GivesTheKnownDigests) {
    for (const Check& check : contract_checks(GetParam())) EXPECT_EQ(check.first_difference(), "") << check.what;
}

TEST_P(BackendContract, AnotherSeedIsAnotherResult) {
    EXPECT_EQ(digest_with_seed(7), digest_with_seed(7));
    EXPECT_NE(digest_with_seed(7), digest_with_seed(8));
    EXPECT_NE(digest_with_seed(7), digest_with_seed(7 + (1ULL << 32)));
}

TEST_P(BackendContract, ReportsEveryPathAsDone) {
    Inputs inputs = draft();
    inputs.networks.resize(2);
    inputs.months = 3;
    const Simulation simulation(inputs);
    Tally tally = simulation.empty(3000);
    std::int64_t done = 0;
    GetParam().make()->run(simulation.storage.view(), simulation.stances, 1, {0, 3000}, tally,
                           [&](std::int64_t paths) { done += paths; });
    EXPECT_EQ(done, 3000);
}

/// "cpu avx2, 3 threads" becomes "cpu_avx2_3_threads".
std::string name_of_contender(const testing::TestParamInfo<Contender>& info) {
    std::string name;
    for (const char letter : info.param.name) {
        if (std::isalnum(static_cast<unsigned char>(letter)) != 0)
            name += letter;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(, BackendContract, testing::ValuesIn(cpu_contenders()), name_of_contender);

}  // namespace
}  // namespace test
}  // namespace killshot
