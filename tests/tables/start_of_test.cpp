// Eq. 19: the derived start against the known answers, and inputs that contradict each other.
#include <cmath>

#include <gmock/gmock.h>

#include "killshot/error.hpp"
#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class StartOf : public testing::TestWithParam<const char*> {};

TEST_P(StartOf, EveryNetworkIsThatOfTheKnownAnswers) {
    const Inputs inputs = draft(GetParam());
    const nlohmann::json answers = known_answers(std::string("trace_") + GetParam()).at("start");
    ASSERT_EQ(answers.size(), inputs.networks.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const NetworkStart start = start_of(inputs.sector, inputs.networks[i]);
        const auto expect = [&](const char* name, double got) {
            const auto expected = answers[i].at(name).get<double>();
            EXPECT_NEAR(got, expected, 1e-8 * std::abs(expected)) << inputs.networks[i].name << ' ' << name;
        };
        expect("gpus0", start.gpus0);
        expect("subsidy_share0", start.subsidy_share0);
        expect("capital_cost", start.capital_cost);
        expect("target_utilization", start.target_utilization);
    }
}

INSTANTIATE_TEST_SUITE_P(, StartOf, testing::Values("base", "stress"),
                         [](const auto& file) { return std::string(file.param); });

TEST(Start, LeavesSuppliersTheirMarginOverPowerAndCapital) {
    const Inputs inputs = draft();
    for (const NetworkInputs& network : inputs.networks) {
        const NetworkStart start = start_of(inputs.sector, network);
        const double power =
            network.energy_cost * (network.idle_power + (1 - network.idle_power) * network.utilization0);
        const double cost = start.gpus0 * 8760 / 12 * (power + start.capital_cost);
        EXPECT_NEAR((start.organic0_usd + start.subsidy0_usd) / cost - 1, network.margin0, 1e-12) << network.name;
        EXPECT_NEAR(start.gpus0 * 8760 * network.utilization0 * start.price0, network.spend0_usd, 1e-6);
        EXPECT_EQ(start.price0, inputs.sector.open_price0 * (1 - network.discount0));
    }
}

TEST(Start, ThatLeavesNothingForCapitalIsAnErrorNamingTheInputs) {
    const Inputs inputs = draft();
    NetworkInputs network = inputs.networks[1];
    network.energy_cost = 5;
    try {
        (void)start_of(inputs.sector, network);
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr("networks." + network.key), HasSubstr("energy_cost"),
                                        HasSubstr("margin0"), HasSubstr("spend0_usd"), HasSubstr("discount0"),
                                        HasSubstr("take_rate"), HasSubstr("Eq. 19")));
    }
    network.energy_cost = inputs.networks[1].energy_cost;
    network.margin0 = 1e4;
    EXPECT_THROW((void)start_of(inputs.sector, network), Error);
    Inputs whole = inputs;
    whole.networks[1] = network;
    EXPECT_THROW(TableStorage<float>{whole}, Error);
}

TEST(Start, ThatLeavesAFortuneForCapitalIsAnErrorNamingTheInputs) {
    const Inputs inputs = draft();
    NetworkInputs network = inputs.networks[0];
    network.token_price0 = 1e12;  // suppliers' tokens are worth far more than all that customers spend
    try {
        (void)start_of(inputs.sector, network);
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr("networks." + network.key), HasSubstr("spend0_usd"),
                                        HasSubstr("emission"), HasSubstr("Eq. 19")));
    }
}

}  // namespace
}  // namespace killshot::test
