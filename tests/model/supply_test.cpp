// Eq. 13 and 16: utilization, the cost of a GPU-hour, and the supply of GPUs.
#include "killshot/model/supply.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

class Supply : public testing::Test {
  protected:
    [[nodiscard]] double grown(double margin, double u_supply = 0.9999) const {
        return next_gpus_log<Real64>(network, 0.1, margin, u_supply).value - 0.1;
    }

    const Inputs inputs = draft();
    const NetworkInputs& in = inputs.networks[0];  // supply_speed 0.7, 0.25 outages a year, mean log size 0.2
    const TableStorage<double> storage{inputs};
    const NetworkTable<double> network = storage.view().networks[0];
};

TEST_F(Supply, UtilizationIsDemandOverSupplyUpToItsLimit) {
    EXPECT_DOUBLE_EQ(utilization<Real64>(network, 0.6, 1.5).value, 0.4);
    EXPECT_DOUBLE_EQ(utilization<Real64>(network, 3.0, 1.5).value, in.utilization_max);
}

TEST_F(Supply, AGpuHourCostsPowerByUseAndCapitalThatDeclines) {
    const double capital = storage.starts()[0].capital_cost;
    for (const int k : {0, 11, 35}) {
        const NetworkStep<double>& step = storage.view().network_steps[k * storage.view().n_networks];
        const double declined = capital * std::exp(-in.capital_decline * (k + 1) / 12);
        EXPECT_NEAR(cost_per_gpu_hour<Real64>(network, step, 0.0).value, in.energy_cost * in.idle_power + declined,
                    1e-12);
        EXPECT_NEAR(cost_per_gpu_hour<Real64>(network, step, 1.0).value, in.energy_cost + declined, 1e-12);
    }
}

TEST_F(Supply, GrowsWithTheMarginUpToItsSpeed) {
    EXPECT_EQ(grown(0), 0);
    EXPECT_NEAR(grown(0.5), 0.5 * in.supply_speed / 12, 1e-15);
    EXPECT_NEAR(grown(-0.5), -0.5 * in.supply_speed / 12, 1e-15);
    EXPECT_NEAR(grown(1.7), in.supply_speed / 12, 1e-15);
    EXPECT_NEAR(grown(-1.7), -in.supply_speed / 12, 1e-15);
}

TEST_F(Supply, DropsInOutagesOfExponentialSize) {
    const double p = probability(in.outage_rate);
    EXPECT_EQ(grown(0, p * 1.000001), 0);
    EXPECT_LT(grown(0, p * 0.999999), 0);
    EXPECT_NEAR(grown(0, p * 0.999999), -in.outage_log_mean * 0x1p-16, 1e-8);
    EXPECT_NEAR(grown(0, p / 2), -in.outage_log_mean * std::log(2), 1e-12);
    EXPECT_NEAR(grown(0, p * 1e-9), -in.outage_log_mean * 16 * std::log(2), 1e-12);
}

TEST_F(Supply, OutagesComeAtTheirRateWithTheirMean) {
    Moments drops;
    constexpr int n = 4000;
    for (int path = 0; path < n; ++path) {
        const auto words = path_words<Real64>(path, 1);
        for (std::uint32_t k = 0; k < 36; ++k) {
            NetworkDraws<Real64> draws;
            draw(draws, words, k, 0);
            const double drop = -next_gpus_log<Real64>(network, 0.0, 0.0, draws.u_supply).value;
            if (drop > 0) drops.add(drop);
        }
    }
    const double p = probability(in.outage_rate), trials = 36.0 * n;
    EXPECT_NEAR(drops.n() / trials, p, sigmas * proportion_error(p, trials));
    EXPECT_NEAR(drops.mean(), in.outage_log_mean, sigmas * drops.standard_error());
}

}  // namespace
}  // namespace killshot::test
