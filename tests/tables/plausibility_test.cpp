// What is said about implausible starts.
#include "tables/plausibility.hpp"

#include <gmock/gmock.h>

namespace killshot::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Plausibility : public testing::Test {
  protected:
    Plausibility() {
        network.has_token = true;
        network.circulating0 = 1e6;
        network.token_price0 = 2.0;
        start.capital_cost = h100_break_even;
        start.subsidy_share0 = 0.5;
    }

    NetworkInputs network;
    NetworkStart start;
};

TEST_F(Plausibility, AnOrdinaryStartIsNotMentioned) { EXPECT_THAT(implausible_start(network, start), IsEmpty()); }

TEST_F(Plausibility, CapitalCostFarFromTheBreakEvenIs) {
    start.capital_cost = 0.54;
    EXPECT_THAT(implausible_start(network, start), ElementsAre(HasSubstr("capital costs 0.54 USD per H100-hour")));
    start.capital_cost = 4.96;
    EXPECT_THAT(implausible_start(network, start), ElementsAre(HasSubstr("capital costs 4.96 USD per H100-hour")));
}

TEST_F(Plausibility, ASubsidyBeyondAnyObservedIs) {
    start.subsidy_share0 = 0.89;
    EXPECT_THAT(implausible_start(network, start), ElementsAre(HasSubstr("89% of suppliers' income is subsidy")));
}

TEST_F(Plausibility, ABurnOfMoreThanATenthOfTheMarketValueAYearIs) {
    start.burned0_usd = 0.11 * 2e6 / 12;
    EXPECT_THAT(implausible_start(network, start), ElementsAre(HasSubstr("11% of the token's market value")));
    network.has_token = false;
    EXPECT_THAT(implausible_start(network, start), IsEmpty());
}

}  // namespace
}  // namespace killshot::test
