// Eq. 5 and 12: growth, elasticity, and the local shock.
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
            local = next_local_demand(table, local, draws.z_local);
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

TEST(ContestableDemand, NeedsFewerGpuHoursAsThroughputGrowsAndFragments) {
    const Inputs inputs = draft();
    const SectorTable<double> table = sector_table(inputs);
    const TableStorage<double> storage(inputs);
    const SectorStep<double>& step = storage.view().sector_steps[11];  // t' = 1: fragmentation -0.5
    EXPECT_NEAR(contestable_log<Real64>(table, step, 0.0, 0.0, 0.0).value, -0.5, 1e-15);
    EXPECT_NEAR(contestable_log<Real64>(table, step, 2.0, 0.0, 0.0).value, 2 - 0.5, 1e-15);
    EXPECT_NEAR(contestable_log<Real64>(table, step, 0.0, 2.0, 0.0).value, -0.45 * 2 - 0.5, 1e-15);
    EXPECT_NEAR(contestable_log<Real64>(table, step, 0.0, 0.0, 0.3).value, 0.3 - 0.5, 1e-15);
}

}  // namespace
}  // namespace killshot::test
