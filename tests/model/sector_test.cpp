// Eq. 0 to 7 together: correlated shocks, the order of the step, and independence from the number of networks.
#include "killshot/model/sector.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "reference/trace.hpp"
#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

std::array<double, 5> factors(const SectorDraws<Real64>& d) {
    return {d.z_market.value, d.z_pace.value, d.z_markup.value, d.z_demand.value, d.z_crypto.value};
}

TEST(Correlation, IsThatOfTheMatrix) {
    const Inputs inputs = draft();
    const SectorTable<double> table = sector_table(inputs);
    constexpr int n = 40000;
    std::array<std::array<Moments, 5>, 5> products;
    for (int path = 0; path < n; ++path) {
        SectorDraws<Real64> draws;
        draw(draws, path_words<Real64>(path, 5), 0);
        correlate(table, draws);
        const auto z = factors(draws);
        for (std::size_t row = 0; row < 5; ++row)
            for (std::size_t column = 0; column < 5; ++column) products[row][column].add(z[row] * z[column]);
    }
    for (std::size_t row = 0; row < 5; ++row)
        for (std::size_t column = 0; column < 5; ++column)
            EXPECT_NEAR(products[row][column].mean(), inputs.correlation[row * 5 + column],
                        sigmas * products[row][column].standard_error())
                << row << ", " << column;
}

TEST(Correlation, LeavesUniformsAndUncorrelatedNormalsAsDrawn) {
    Inputs inputs = draft();
    inputs.correlation = {1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1};
    SectorDraws<Real64> draws;
    draw(draws, path_words<Real64>(3, 5), 2);
    SectorDraws<Real64> correlated = draws;
    correlate(sector_table(inputs), correlated);
    EXPECT_EQ(factors(correlated), factors(draws));
    EXPECT_EQ(correlated.u_list[1].value, draws.u_list[1].value);
}

TEST(SectorStep, ListsAndTheirFallsGoTogether) {
    const Inputs inputs = draft("stress");
    for_each_sector_step(inputs, 20, [&](int, int, const Sector<Real64>& s) {
        double weighted = 0, largest = 1e9;
        for (std::size_t j = 0; j < 3; ++j) {
            const double change = s.list_log[j].value - std::log(inputs.sector.list_price0[j]);
            weighted += inputs.sector.hyperscaler_weight[j] * change;
            largest = std::min(largest, change);
        }
        ASSERT_NEAR(s.list_change.value, weighted, 1e-13);
        ASSERT_NEAR(s.largest_list_fall.value, largest, 1e-13);
    });
}

TEST(SectorStep, TheCeilingIsTheLowestOfTheThreeLists) {
    Inputs inputs = draft();
    SectorInputs& s = inputs.sector;
    s.cut_rate = s.hike_rate = s.scarcity_drift = s.glut_drift = s.scarcity_vol = s.glut_vol = 0;
    s.obsolescence = 0;
    inputs.months = 1;
    for (std::size_t lowest = 0; lowest < 3; ++lowest) {
        s.list_price0 = {20, 20, 20};
        s.list_price0[lowest] = 4;
        const double excess = std::log(3.89 / 4) + 0.1;  // ceiling_gap -0.1, ceiling_pull 4
        for_each_sector_step(inputs, 1, [&](int, int, const Sector<Real64>& sector) {
            EXPECT_NEAR(sector.open_log.value, std::log(3.89) - 4.0 / 12 * excess, 1e-14) << "list " << lowest;
        });
    }
}

TEST(SectorStep, TrailingPaceIsThatOfTheCentralCost) {
    Real64 before = 0.0, pace = -2.3;
    const SectorTable<double> table = sector_table(draft());
    for_each_sector_step(draft(), 1, [&](int, int, const Sector<Real64>& s) {
        pace = next_trailing_pace<Real64>(table, pace, s.central_cost_log.value - before.value);
        before = s.central_cost_log;
        ASSERT_NEAR(s.trailing_pace.value, pace.value, 1e-13);
    });
}

TEST(Sector, DoesNotChangeWhenANetworkIsAddedAtTheEnd) {
    Inputs inputs = draft();
    const TableStorage<float> few(inputs);
    inputs.networks.push_back(inputs.networks.front());
    const TableStorage<float> more(inputs);
    for (std::int64_t path = 0; path < 50; ++path) {
        const PathTrace a = trace_path<float>(few.view(), 9, path), b = trace_path<float>(more.view(), 9, path);
        for (std::size_t k = 0; k < a.sector.size(); ++k) {
            SectorMonth left = a.sector[k], right = b.sector[k];
            ASSERT_EQ(left.list_log, right.list_log);
            ASSERT_EQ(left.open_log, right.open_log);
            ASSERT_EQ(left.effective_log, right.effective_log);
            ASSERT_EQ(left.central_cost_log, right.central_cost_log);
            ASSERT_EQ(left.demand_log, right.demand_log);
            ASSERT_EQ(left.crypto_return, right.crypto_return);
            ASSERT_EQ(left.trailing_pace, right.trailing_pace);
            ASSERT_EQ(left.k1, right.k1);
            ASSERT_EQ(left.k1_list, right.k1_list);
            ASSERT_EQ(left.k1_any, right.k1_any);
            ASSERT_EQ(left.k1_compute, right.k1_compute);
        }
        // A network's draws do not depend on the others either: the first ones keep their local shocks.
        for (int i = 0; i < a.n_networks; ++i) ASSERT_EQ(a.at(35, i).local_demand, b.at(35, i).local_demand);
    }
}

}  // namespace
}  // namespace killshot::test
