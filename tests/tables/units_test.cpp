// The conversion of tallied outputs to their units: powers of two that follow the pace, and units of the start.
#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

class Units : public testing::Test {
  protected:
    [[nodiscard]] OutputScale scale(OutputUnit unit, int month = 36) const {
        return output_scale(unit, inputs, 1, start, month);
    }
    [[nodiscard]] static SectorStep<double> step(const Inputs& some_inputs, int month) {
        const TableStorage<double> storage(some_inputs);
        return storage.view().sector_steps[month - 1];
    }

    const Inputs inputs = draft();
    const NetworkInputs& network = inputs.networks[1];
    const NetworkStart start = start_of(inputs.sector, network);
};

TEST_F(Units, OfTheStart) {
    EXPECT_EQ(scale(OutputUnit::as_is).factor, 1);
    EXPECT_EQ(scale(OutputUnit::gpus).factor, start.gpus0);
    EXPECT_EQ(scale(OutputUnit::token_price).factor, 0.12);
    EXPECT_DOUBLE_EQ(scale(OutputUnit::spend).factor, 14.2e6 / 12);
    EXPECT_DOUBLE_EQ(scale(OutputUnit::emission_tokens).factor, 345e6 / 1024);
    for (const OutputUnit unit : {OutputUnit::as_is, OutputUnit::gpus, OutputUnit::token_price, OutputUnit::spend,
                                  OutputUnit::emission_tokens, OutputUnit::usd_per_mtok, OutputUnit::demand})
        EXPECT_EQ(scale(unit).offset, 0);
    EXPECT_EQ(scale(OutputUnit::margin).offset, -1);
    EXPECT_EQ(scale(OutputUnit::margin).factor, 1);
}

TEST_F(Units, CostsAreTalliedInThePowerOfTwoThatThePaceHasReached) {
    // 2.3 a year is 2.3/ln 2 = 3.32 halvings a year.
    const struct { int month, halvings; } cases[] = {{1, 0}, {2, 1}, {6, 2}, {12, 3}, {13, 4}, {36, 10}};
    for (const auto& [month, halvings] : cases) {
        EXPECT_EQ(step(inputs, month).cost_scale, std::ldexp(1.0, halvings)) << "month " << month;
        EXPECT_EQ(scale(OutputUnit::usd_per_mtok, month).factor, std::ldexp(0.6, -halvings)) << "month " << month;
    }
}

TEST_F(Units, PowersOfTwoStayWithinBinary32) {
    Inputs extreme = inputs;
    extreme.months = max_months;
    for (const double pace_change : {-20.0, 20.0}) {
        extreme.sector.pace_change = pace_change;
        extreme.sector.price_elasticity = 10;
        const SectorStep<double> last = step(extreme, max_months);
        for (const double power : {last.cost_scale, last.demand_scale}) {
            EXPECT_GE(power, std::ldexp(1.0, -100));
            EXPECT_LE(power, std::ldexp(1.0, 100));
        }
    }
}

TEST_F(Units, DemandIsTalliedInThePowerOfTwoThatItsGrowthHasReached) {
    // The integral of g plus elasticity times pace times t, in doublings.
    const auto doublings = [](double t) {
        return (0.1 * t + 0.65 * -std::expm1(-0.5 * t) / 0.5 + 0.5 * 2.3 * t) / std::log(2);
    };
    for (const int month : {1, 6, 12, 13, 36}) {
        const auto r = static_cast<int>(std::lround(doublings(month / 12.0)));
        EXPECT_EQ(step(inputs, month).demand_scale, std::ldexp(1.0, -r)) << "month " << month;
        EXPECT_EQ(scale(OutputUnit::demand, month).factor, std::ldexp(1.0, r)) << "month " << month;
    }
    EXPECT_EQ(scale(OutputUnit::demand, 36).factor, 128);  // 6.87 doublings
}

TEST_F(Units, GrowthThatDoesNotFadeIsItsRateTimesTime) {
    Inputs steady = inputs;
    steady.sector.growth_fade = 0;
    steady.sector.price_elasticity = 0;
    EXPECT_EQ(output_scale(OutputUnit::demand, steady, 1, start, 36).factor, 8);  // 0.75 * 3 / ln 2 = 3.2
}

TEST_F(Units, BinaryFactorsUndoEachOther) {
    for (int month = 1; month <= 36; ++month) {
        EXPECT_EQ(step(inputs, month).cost_scale * scale(OutputUnit::usd_per_mtok, month).factor, 0.6);
        EXPECT_EQ(step(inputs, month).demand_scale * scale(OutputUnit::demand, month).factor, 1);
    }
}

}  // namespace
}  // namespace killshot::test
