// Eq. 14 and 15: the emission law by worked examples and by what must add up.
#include "killshot/model/emission_law.hpp"

#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "killshot/lanes/reference.hpp"

namespace killshot::test {
namespace {

constexpr double no_cap = std::numeric_limits<double>::infinity();

class EmissionLaw : public testing::Test {
  protected:
    EmissionLaw() {
        network.cash_share = 1;
        network.treasury_scale = 1.0 / 1000;
        network.work_cap = no_cap;
        network.supplier_share = 0.5;
    }

    [[nodiscard]] Payout<Real64> pay(double spend, double price = 2, double gpus = 1) const {
        return pay_out<Real64>(network, step, spend, gpus, price, 1 / price, supply, pool);
    }

    NetworkTable<double> network{};
    NetworkStep<double> step{};
    double supply = 500, pool = 0;
};

TEST_F(EmissionLaw, NothingIsPaidWhereNothingIsEmitted) {
    network.cash_share = 0.8;
    const Payout<Real64> p = pay(100);
    EXPECT_EQ(p.emission_tokens.value, 0);
    EXPECT_EQ(p.organic_usd.value, 80);
    EXPECT_EQ(p.subsidy_usd.value, 0);
    EXPECT_EQ(p.burned_usd.value, 0);
}

TEST_F(EmissionLaw, AMintIsSharedWithSuppliersAtThePrice) {
    step.mint = 30;
    step.inflation = 0.01;
    const Payout<Real64> p = pay(100);
    EXPECT_DOUBLE_EQ(p.emission_tokens.value, 35);
    EXPECT_DOUBLE_EQ(p.subsidy_usd.value, 0.5 * 35 * 2);
    EXPECT_EQ(p.drawn_tokens.value, 0);
}

TEST_F(EmissionLaw, ATreasuryPaysAFractionScaledBySupplyAndNoMoreThanItHolds) {
    pool = 100;
    step.treasury_rate = 0.1;
    EXPECT_DOUBLE_EQ(pay(0).drawn_tokens.value, 0.1 * 100 * 500 / 1000);
    EXPECT_DOUBLE_EQ(pay(0).emission_tokens.value, 5);
    step.treasury_rate = 5;
    EXPECT_DOUBLE_EQ(pay(0).drawn_tokens.value, 100);
}

TEST_F(EmissionLaw, AVaultFillsTheGapToItsTarget) {
    pool = 100;
    step.vault_target = 60;
    step.vault_pay = 1;
    network.vault_burn = 0.5;
    EXPECT_DOUBLE_EQ(pay(20).drawn_tokens.value, 20);        // (60 - 20)/2
    EXPECT_DOUBLE_EQ(pay(20, 2, 3).drawn_tokens.value, 80);  // the target is per GPU
    EXPECT_DOUBLE_EQ(pay(20, 0.1).drawn_tokens.value, 100);  // all that it has
    EXPECT_DOUBLE_EQ(pay(90).drawn_tokens.value, 0);         // nothing is paid above the target ...
    EXPECT_DOUBLE_EQ(pay(90).burned_usd.value, 15);          // ... where a share of the surplus is burned
    EXPECT_DOUBLE_EQ(pay(90).organic_usd.value, 75);
    EXPECT_DOUBLE_EQ(pay(20).burned_usd.value, 0);
    step.vault_pay = 0.25;
    EXPECT_DOUBLE_EQ(pay(20).drawn_tokens.value, 5);
}

TEST_F(EmissionLaw, TreasuryAndVaultTogetherPayNoMoreThanThePool) {
    pool = 100;
    step.treasury_rate = 1.2;  // 60 tokens at half of the supply
    step.vault_target = 1e6;
    step.vault_pay = 1;
    EXPECT_DOUBLE_EQ(pay(0).drawn_tokens.value, 100);
}

TEST_F(EmissionLaw, WorkIsPaidInFullUpToACap) {
    network.work_rate = 0.5;
    Payout<Real64> p = pay(100);
    EXPECT_DOUBLE_EQ(p.emission_tokens.value, 25);
    EXPECT_DOUBLE_EQ(p.subsidy_usd.value, 50);  // supplier_share does not apply to work
    network.work_cap = 10;
    p = pay(100);
    EXPECT_DOUBLE_EQ(p.emission_tokens.value, 10);
    EXPECT_DOUBLE_EQ(p.subsidy_usd.value, 20);
    step.mint = 30;
    EXPECT_DOUBLE_EQ(pay(100).subsidy_usd.value, 20 + 0.5 * 30 * 2);
}

TEST_F(EmissionLaw, WhatCustomersBurnBacksWhatIsMinted) {
    network.cash_share = 0.05;
    network.burn_rate = 0.95;
    network.supplier_share = 1;
    step.mint = 60;  // 120 USD paid, 95 of them burned by customers
    Payout<Real64> p = pay(100);
    EXPECT_DOUBLE_EQ(p.organic_usd.value, 5 + 95);
    EXPECT_DOUBLE_EQ(p.subsidy_usd.value, 25);
    EXPECT_DOUBLE_EQ(p.burned_usd.value, 95);
    step.mint = 10;  // 20 USD paid, all of it backed
    p = pay(100);
    EXPECT_DOUBLE_EQ(p.organic_usd.value, 5 + 20);
    EXPECT_DOUBLE_EQ(p.subsidy_usd.value, 0);
}

TEST_F(EmissionLaw, AGrantIsASubsidy) {
    step.grant_usd = 7;
    EXPECT_DOUBLE_EQ(pay(100).subsidy_usd.value, 7);
    EXPECT_EQ(pay(100).emission_tokens.value, 0);
}

TEST(SubsidyShare, IsThatOfIncomeAndZeroWithoutIncome) {
    const auto share = [](double organic, double subsidy) {
        return subsidy_share<Real64>({0.0, 0.0, organic, subsidy, 0.0}).value;
    };
    EXPECT_DOUBLE_EQ(share(30, 10), 0.25);
    EXPECT_DOUBLE_EQ(share(0, 10), 1);
    EXPECT_DOUBLE_EQ(share(10, 0), 0);
    EXPECT_EQ(share(0, 0), 0);
}

/// Every dollar of suppliers' income comes from customers' cash, from tokens or from a grant; burns reduce the cash.
RC_GTEST_PROP(EmissionLawAccounts, AddUp, ()) {
    const auto amount = [](int most) { return *rc::gen::inRange(0, most + 1) / 8.0; };
    NetworkTable<double> network{};
    NetworkStep<double> step{};
    network.burn_rate = amount(4);
    network.cash_share = (1 - network.burn_rate) * amount(8);
    network.treasury_scale = 1.0 / 1000;
    network.supplier_share = amount(8);
    network.vault_burn = amount(8);
    network.work_rate = amount(8);
    network.work_cap = amount(400);
    step.mint = amount(400);
    step.inflation = amount(1);
    step.treasury_rate = amount(16);
    step.vault_target = amount(2000);
    step.vault_pay = network.vault_burn > 0 ? amount(8) : 0;
    step.grant_usd = amount(80);
    const double spend = amount(2000), price = 0.125 + amount(40), gpus = 0.125 + amount(16), supply = 1 + amount(8000),
                 pool = amount(800);
    const Payout<Real64> p = pay_out<Real64>(network, step, spend, gpus, price, 1 / price, supply, pool);

    RC_ASSERT(p.drawn_tokens.value >= 0);
    RC_ASSERT(p.drawn_tokens.value <= pool * (1 + 1e-15));
    RC_ASSERT(p.subsidy_usd.value >= 0);
    const double work = std::min(network.work_rate * spend / price, network.work_cap);
    const double other = step.mint + step.inflation * supply + p.drawn_tokens.value;
    RC_ASSERT(std::abs(p.emission_tokens.value - (other + work)) <= 1e-9);
    const double tokens_usd = (network.supplier_share * other + work) * price;
    const double over = p.burned_usd.value - network.burn_rate * spend;
    RC_ASSERT(over >= -1e-9);
    const double income = p.organic_usd.value + p.subsidy_usd.value;
    RC_ASSERT(std::abs(income - (network.cash_share * spend - over + tokens_usd + step.grant_usd)) <=
              1e-8 * (1 + income));
}

}  // namespace
}  // namespace killshot::test
