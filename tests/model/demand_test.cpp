// Eq. 5 and 12: growth, elasticity, the local shock, and the loss of the largest customer.
#include "killshot/model/demand.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

/// The integral of g over `months`, with g taken at the start of each step: a geometric sum.
double growth_sum(int months) {
    const double f = std::exp(-0.5 / 12);
    return 0.1 * months / 12 + (0.75 - 0.1) / 12 * (1 - std::pow(f, months)) / (1 - f);
}

TEST(Demand, GrowsAtARateThatFades) {
    Inputs inputs = draft();
    inputs.sector.demand_vol = inputs.sector.price_elasticity = 0;
    for_each_sector_step(inputs, 2, [&](int, int k, const Sector<Real64>& sector) {
        ASSERT_NEAR(sector.demand_log.value, growth_sum(k + 1), 1e-13) << "step " << k;
    });
}

TEST(Demand, RisesWhenTokensGetCheaper) {
    Inputs inputs = draft();
    inputs.sector.demand_vol = 0;
    for_each_sector_step(inputs, 20, [&](int, int k, const Sector<Real64>& sector) {
        ASSERT_NEAR(sector.demand_log.value, growth_sum(k + 1) - 0.5 * sector.central_cost_log.value, 1e-12);
    });
}

TEST(Demand, HasTheMeanOfItsGrowthWhateverItsVolatility) {
    Inputs inputs = draft();
    inputs.sector.price_elasticity = 0;
    Moments at_horizon, log_at_horizon;
    constexpr int n = 4000;
    for_each_sector_step(inputs, n, [&](int, int k, const Sector<Real64>& sector) {
        if (k + 1 != inputs.months) return;
        at_horizon.add(std::exp(sector.demand_log.value));
        log_at_horizon.add(sector.demand_log.value);
    });
    EXPECT_NEAR(at_horizon.mean(), std::exp(growth_sum(36)), sigmas * at_horizon.standard_error());
    EXPECT_NEAR(log_at_horizon.variance(), 0.3 * 0.3 * 3, sigmas * variance_error(0.27, n));
}

TEST(LocalDemand, HasTheMomentsOfAnOrnsteinUhlenbeckProcess) {
    const NetworkTable<double> table = network_table(draft());  // kappa 1, vol 0.4
    constexpr int n = 4000;
    Moments early, late;
    for (int path = 0; path < n; ++path) {
        const auto words = path_words<Real64>(path, 1);
        Real64 local = 0.0;
        for (std::uint32_t k = 0; k < 36; ++k) {
            NetworkDraws<Real64> draws;
            draw(draws, words, k, 0);
            local = next_local_demand<Real64>(table, local, draws.z_local, 0.9999);
            if (k + 1 == 2) early.add(local.value);
        }
        late.add(local.value);
    }
    const auto variance = [](int month) { return 0.4 * 0.4 / 2 * -std::expm1(-2.0 * month / 12); };
    EXPECT_NEAR(early.mean(), 0, sigmas * early.standard_error());
    EXPECT_NEAR(late.mean(), 0, sigmas * late.standard_error());
    EXPECT_NEAR(early.variance(), variance(2), sigmas * variance_error(variance(2), n));
    EXPECT_NEAR(late.variance(), variance(36), sigmas * variance_error(variance(36), n));
}

class CustomerLoss : public testing::Test {
  protected:
    CustomerLoss() {
        NetworkInputs& in = inputs.networks[0];
        in.largest_customer_share = 0.4;
        in.largest_customer_loss_rate = 0.5;
        in.outage_rate = 0.25;
        in.local_vol = 0;
    }
    [[nodiscard]] double next(double local, double u_supply) const {
        return next_local_demand<Real64>(network_table(inputs), local, 0.0, u_supply).value;
    }

    Inputs inputs = draft();
    const double p_outage = probability(0.25), p_loss = probability(0.5);
};

TEST_F(CustomerLoss, HappensRightAboveTheProbabilityOfAnOutage) {
    const double lost = std::log(1 - 0.4);
    EXPECT_EQ(next(0, p_outage * 0.999999), 0);
    EXPECT_NEAR(next(0, p_outage * 1.000001), lost, 1e-15);
    EXPECT_NEAR(next(0, p_outage + p_loss * 0.999999), lost, 1e-15);
    EXPECT_EQ(next(0, p_outage + p_loss * 1.000001), 0);
}

TEST_F(CustomerLoss, IsRecoveredAtTheSpeedOfLocalDemand) {
    double local = next(0, p_outage * 1.000001);
    for (int month = 1; month <= 24; ++month) {
        local = next(local, 0.9999);
        ASSERT_NEAR(local, std::log(1 - 0.4) * std::exp(-month / 12.0), 1e-14);  // local_kappa 1
    }
}

TEST(ContestableDemand, NeedsFewerGpuHoursAsThroughputGrowsAndFragments) {
    Inputs inputs = draft();
    NetworkInputs& in = inputs.networks[0];
    in.demand_beta = 0.45;
    in.software_throughput_share = 0.2;
    in.fragmentation = -0.5;
    const NetworkTable<double> table = network_table(inputs);
    const TableStorage<double> storage(inputs);
    const NetworkStep<double>& step = storage.view().network_steps[11 * storage.view().n_networks];  // t' = 1
    const auto demand_log = [&](double demand, double software, double hardware, double local) {
        const Real64 work_log = gpu_hours_per_work_log<Real64>(table, software, hardware, local);
        const double share = 0.3;
        return std::log(contestable_demand<Real64>(table, step, demand, work_log, share).value /
                        (table.contestable_scale * share));
    };
    EXPECT_NEAR(demand_log(0, 0, 0, 0), -0.5, 1e-15);
    EXPECT_NEAR(demand_log(2, 0, 0, 0), 0.45 * 2 - 0.5, 1e-15);
    EXPECT_NEAR(demand_log(0, 2, 0, 0), -0.2 * 2 - 0.5, 1e-15);
    EXPECT_NEAR(demand_log(0, 0, 2, 0), -2 - 0.5, 1e-15);
    EXPECT_NEAR(demand_log(0, 0, 0, 0.3), 0.3 - 0.5, 1e-15);
}

}  // namespace
}  // namespace killshot::test
