// Events, recounted from the states of whole paths under any definition of the kill shot.
#include "killshot/model/events.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "killshot/emission/emission.hpp"
#include "reference/trace.hpp"
#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

using Condition = std::function<bool(int step)>;

/// The month in which a condition has first held for `hold` steps in a row; -1 if never.
int first_month(int n_months, int hold, const Condition& holds) {
    int run = 0;
    for (int k = 0; k < n_months; ++k) {
        run = holds(k) ? run + 1 : 0;
        if (run == hold) return k + 1;
    }
    return -1;
}

/// The events of one network, derived from its states.
NetworkHistory recount(const Inputs& inputs, const PathTrace& trace, int i, const NetworkStart& start) {
    const NetworkInputs& in = inputs.networks[static_cast<std::size_t>(i)];
    const KillShotInputs& kill = inputs.kill_shot;
    const int n = trace.n_months, hold = std::max(1, static_cast<int>(std::lround(kill.hold_months)));
    const EmissionRows rows = emission_rows(in, start.gpus0, n);
    const double pass = inputs.sector.gpu_pass_through;
    const auto break_even = [&](double cost_ratio, double margin) {
        return cost_ratio * (1 - pass + pass / (1 + margin));
    };
    const auto month = [&](int k) -> const NetworkMonth& { return trace.at(k, i); };
    const auto sector = [&](int k) -> const SectorMonth& { return trace.sector[static_cast<std::size_t>(k)]; };

    const double left = (1 - kill.price_fall) / (1 - kill.price_fall_already);
    const auto falls = [&](const Condition& k1, const Condition& k2) -> Condition {
        return [&, k1, k2](int k) {
            return k1(k) && k2(k) && (month(k).tail_share() >= kill.long_tail_share || !kill.require_long_tail);
        };
    };
    const Condition k1 = [&](int k) { return std::exp(sector(k).effective_log) <= left; };
    const Condition k1_list = [&](int k) { return sector(k).k1_list; };
    const Condition k1_any = [&](int k) { return sector(k).k1_any; };
    const Condition k1_compute = [&](int k) {
        return std::exp(sector(k).effective_log - sector(k).hardware_frontier_log) <= left;
    };
    const Condition k2 = [&](int k) {
        const double r = break_even(std::exp(month(k).parity_gap), month(k).margin);
        return sector(k).trailing_pace < 0 && r > break_even(in.cost_ratio0, in.margin0) &&
               r >= 1 - kill.discount_required;
    };
    const Condition k2_prices = [&](int k) {
        const double x = month(k).parity_gap;
        return sector(k).trailing_pace < 0 && x > std::log(in.cost_ratio0) && x >= std::log(1 - kill.discount_required);
    };
    const Condition k3 = [&](int k) { return month(k).tail_share() >= kill.long_tail_share; };
    const Condition kills = falls(k1, k2);
    const Condition exhausted = [&](int k) {
        bool spent = false;
        if (in.archetype == Archetype::pre_token) {
            spent = true;
            for (int later = k; later < n; ++later)
                spent = spent && rows.grant_usd[static_cast<std::size_t>(later)] == 0;
        } else if (rows.finite_pool) {
            spent = month(k).pool <= 0.05 * rows.pool0;
        }
        return spent && month(k).margin < 0;
    };

    NetworkHistory h;
    h.month_of = {first_month(n, hold, kills),
                  first_month(n, 1, [&](int k) { return month(k).gpus_log <= std::log(0.25); }),
                  first_month(n, hold, exhausted),
                  first_month(n, hold, [&](int k) { return month(k).token_log <= std::log(0.01); })};
    for (int cause = 0; cause < n_causes; ++cause) {
        const int when = h.month_of[static_cast<std::size_t>(cause)];
        if (when > 0 && (h.first_month < 0 || when < h.first_month)) {
            h.first_month = when;
            h.first_cause = cause;
        }
    }
    const int killed = h.month_of[0];
    h.standing = killed > 0 && kills(n - 1);
    h.long_tail_only_month = first_month(n, hold, [&](int k) { return killed > 0 && k + 1 >= killed && k3(k); });
    h.parity = first_month(n, 1, [&](int k) { return month(k).parity_gap >= 0; });
    h.parity_held = first_month(n, hold, [&](int k) { return month(k).parity_gap >= 0; });
    h.parity_at_end = month(n - 1).parity_gap >= 0;
    h.month_of_reading = {first_month(n, hold, falls(k1_list, k2)), first_month(n, hold, falls(k1_any, k2)),
                          first_month(n, hold, falls(k1_compute, k2)), first_month(n, hold, falls(k1, k2_prices))};
    h.adopted = first_month(n, 1, [&](int k) { return month(k).trust > 0; });
    for (int k = 0; k < n; ++k) {
        const NetworkMonth& m = month(k);
        if (m.utilization >= kill.low_utilization) continue;
        ++h.low_months;
        const double cost = (m.organic_usd + m.subsidy_usd) / (1 + m.margin);
        h.self_funded_months += m.organic_usd >= cost * (1 - 1e-12) ? 1 : 0;
    }
    return h;
}

void expect_recount(const Inputs& inputs, std::uint64_t seed, std::int64_t path) {
    const TableStorage<double> storage(inputs);
    const PathTrace trace = trace_path<Real64>(storage.view(), seed, path);
    for (int k = 0; k < trace.n_months; ++k) {
        const SectorMonth& s = trace.sector[static_cast<std::size_t>(k)];
        const double left = (1 - inputs.kill_shot.price_fall) / (1 - inputs.kill_shot.price_fall_already);
        double lists = 0;
        bool any = false;
        for (std::size_t j = 0; j < 3; ++j) {
            const double change = s.list_log[j] - std::log(inputs.sector.list_price0[j]);
            lists += inputs.sector.hyperscaler_weight[j] * change;
            any = any || std::exp(change) <= left;
        }
        RC_ASSERT(s.k1 == (std::exp(s.effective_log) <= left));
        RC_ASSERT(s.k1_list == (std::exp(lists) <= left));
        RC_ASSERT(s.k1_any == any);
        RC_ASSERT(s.k1_compute == (std::exp(s.effective_log - s.hardware_frontier_log) <= left));
    }
    for (int i = 0; i < trace.n_networks; ++i) {
        const NetworkHistory expected = recount(inputs, trace, i, storage.starts()[static_cast<std::size_t>(i)]);
        const NetworkHistory& got = trace.history[static_cast<std::size_t>(i)];
        RC_ASSERT(got.month_of == expected.month_of);
        RC_ASSERT(got.first_cause == expected.first_cause);
        RC_ASSERT(got.first_month == expected.first_month);
        RC_ASSERT(got.standing == expected.standing);
        RC_ASSERT(got.long_tail_only_month == expected.long_tail_only_month);
        RC_ASSERT(got.parity == expected.parity);
        RC_ASSERT(got.parity_held == expected.parity_held);
        RC_ASSERT(got.parity_at_end == expected.parity_at_end);
        RC_ASSERT(got.month_of_reading == expected.month_of_reading);
        RC_ASSERT(got.adopted == expected.adopted);
        RC_ASSERT(got.low_months == expected.low_months);
        RC_ASSERT(got.self_funded_months == expected.self_funded_months);
    }
}

RC_GTEST_PROP(Events, AreThoseOfTheirDefinition, ()) {
    Inputs inputs = draft(*rc::gen::element<std::string>("base", "stress"));
    KillShotInputs& kill = inputs.kill_shot;
    kill.price_fall = *rc::gen::inRange(2, 50) / 100.0;
    kill.price_fall_already = *rc::gen::inRange(0, 20) / 100.0;
    kill.hold_months = *rc::gen::inRange(0, 9);
    kill.discount_required = *rc::gen::inRange(0, 40) / 100.0;
    kill.long_tail_share = *rc::gen::inRange(20, 80) / 100.0;
    kill.require_long_tail = *rc::gen::arbitrary<bool>();
    kill.low_utilization = *rc::gen::inRange(10, 70) / 100.0;
    for (NetworkInputs& network : inputs.networks) network.adoption_rate = 0.3;
    expect_recount(inputs, *rc::gen::arbitrary<std::uint64_t>(), *rc::gen::inRange<std::int64_t>(0, 1000000));
}

/// The events of a single step, with given states.
class OneLook : public testing::Test {
  protected:
    OneLook() {
        sector.hold_steps = 2;
        sector.low_utilization = 0.25;
        sector.long_tail_share = 0.5;
        sector.supply_exodus_log = std::log(0.25);
        sector.token_death_log = std::log(0.01);
        network.exhausted_pool = -1;
        n.pool = n.margin = n.gpus_log = n.token_log = n.subsidy_share = 0.0;
        n.utilization = 0.5;
        offer.parity_gap = -1.0;
        settlement.contestable_demand = 1.0;
        settlement.tail_demand = 0.5;
        settlement.payout.organic_usd = settlement.gpu_hours_cost = 10.0;
        settlement.adopts = false;
    }

    void look() {
        record(events, 2, observe_network<Real64>(sector, network, step, -1.0, fallen, n, offer, settlement),
               n.subsidy_share);
    }

    const PriceFall<Real64> fallen = {true, true, true, true};
    SectorTable<double> sector{};
    NetworkTable<double> network{};
    NetworkStep<double> step{};
    Network<Real64> n{};
    Offer<Real64> offer{};
    Settlement<Real64> settlement{};
    NetworkEvents<Real64> events = no_events<Real64>(2);
};

TEST_F(OneLook, SubsidySharesOfLowMonthsAddUpInUnitsOfTwoToTheMinus20) {
    n.subsidy_share = 0.75;
    look();
    EXPECT_EQ(events.low.subsidy_sum, 0);
    n.utilization = 0.2499;
    look();
    n.subsidy_share = 0.125;
    look();
    EXPECT_EQ(events.low.subsidy_sum, (3 << 18) + (1 << 17));
    EXPECT_EQ(events.low.months & 0xFFFFU, 2U);
    n.utilization = 0.25;  // at the threshold, which is not low
    look();
    EXPECT_EQ(events.low.months & 0xFFFFU, 2U);
}

TEST_F(OneLook, AMonthIsSelfFundedWhenOrganicIncomeAloneCoversTheCost) {
    n.utilization = 0.1;
    look();
    EXPECT_EQ(events.low.months >> 16U, 1U);
    settlement.payout.organic_usd = 9.99;
    look();
    EXPECT_EQ(events.low.months >> 16U, 1U);
    settlement.payout.organic_usd = 11.0;
    n.utilization = 0.6;
    look();
    EXPECT_EQ(events.low.months >> 16U, 1U);
}

TEST_F(OneLook, ThresholdsAreMetWhereTheyAreReached) {
    network.cost_ratio0_log = -0.5;
    sector.discount_required_log = -0.2;
    const auto k2_prices = [&](double gap, double pace) {
        return outpaced_by_prices<Real64>(sector, network, pace, gap);
    };
    EXPECT_TRUE(k2_prices(-0.2, -1));
    EXPECT_FALSE(k2_prices(-0.2001, -1));
    EXPECT_FALSE(k2_prices(-0.2, 0));
    network.cost_ratio0_log = -0.2;
    EXPECT_FALSE(k2_prices(-0.2, -1));  // x must exceed x0
    EXPECT_TRUE(k2_prices(-0.1999, -1));
    EXPECT_TRUE((only_long_tail<Real64>(sector, 1.0, 1.0)));
    EXPECT_FALSE((only_long_tail<Real64>(sector, 1.0001, 1.0)));
}

TEST_F(OneLook, SuppliersCanMatchUpToTheirBreakEven) {
    sector.gpu_pass_through = 0.5;
    sector.one_minus_discount_required = 0.75;
    network.break_even_ratio0 = 0.5;
    const auto k2 = [&](double cost_ratio, double margin, double pace = -1) {
        return outpaced<Real64>(sector, network, pace, std::log(cost_ratio), margin);
    };
    // With a margin of 1, cost is half of what is asked, and half of that is the GPU: r = 3/4 of the cost ratio.
    EXPECT_TRUE(k2(1.000001, 1));
    EXPECT_FALSE(k2(0.999999, 1));
    EXPECT_FALSE(k2(1.000001, 1, 0));
    // A network that raises its price because it is full has a larger margin, and is not outpaced.
    EXPECT_TRUE(k2(1.2, 0));
    EXPECT_FALSE(k2(1.2, 4));
    network.break_even_ratio0 = 0.9;  // r has to exceed its start
    EXPECT_FALSE(k2(1.000001, 1));
    EXPECT_TRUE(k2(0.1, -1)) << "without income nothing can be matched";
}

TEST_F(OneLook, ExitsAtTheirThresholds) {
    sector.one_minus_discount_required = 2;  // so that the kill shot does not fire
    const auto months_after = [&](int looks) {
        events = no_events<Real64>(2);
        for (int k = 0; k < looks; ++k) look();
        std::vector<int> months;
        for (int slot = 0; slot < n_causes; ++slot) months.push_back(month_of(events.exits.steps_since, slot, looks));
        return months;
    };
    n.gpus_log = std::log(0.25);
    EXPECT_EQ(months_after(3), (std::vector<int>{-1, 1, -1, -1}));
    n.gpus_log = std::log(0.2501);
    n.token_log = std::log(0.01);
    EXPECT_EQ(months_after(3), (std::vector<int>{-1, -1, -1, 2}));
    n.token_log = 0.0;
    network.exhausted_pool = 5;
    n.pool = 5.0;
    EXPECT_EQ(months_after(3), (std::vector<int>{-1, -1, -1, -1}));  // a margin of 0 is not a loss
    n.margin = -0.001;
    EXPECT_EQ(months_after(3), (std::vector<int>{-1, -1, 2, -1}));
    n.pool = 5.001;
    EXPECT_EQ(months_after(3), (std::vector<int>{-1, -1, -1, -1}));
    step.runway_spent = 1;
    EXPECT_EQ(months_after(3), (std::vector<int>{-1, -1, 2, -1}));
}

}  // namespace
}  // namespace killshot::test
