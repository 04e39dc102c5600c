// Eq. 1: the jump process of list prices, against closed forms.
#include "killshot/model/list_price.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

constexpr double clamp = 0x1p-16;

class ListPrice : public testing::Test {
  protected:
    /// The price after one step of a list that stands `gap` above the open market.
    [[nodiscard]] double next(double u, double gap = 1.2, double pressure = 0) const {
        return next_list_price_log<Real64>(sector_table(inputs), 2.0, 2.0 - gap, pressure, u).value;
    }
    [[nodiscard]] double jump(double u, double gap = 1.2) const { return next(u, gap) - 2.0; }

    Inputs inputs = draft();
    const double scale = 0.13 * std::numbers::sqrt3 / std::numbers::pi;
};

TEST_F(ListPrice, JumpsAtTheRateThatItsGapToTheOpenMarketMakes) {
    const struct {
        double gap, factor;
    } cases[] = {{1.2, 1},           {1.7, std::exp(0.5)},   {0.2, std::exp(-1)},
                 {9, std::exp(2)},   {-9, std::exp(-2)},     {3.1, std::exp(1.9)},
                 {3.3, std::exp(2)}, {-0.7, std::exp(-1.9)}, {-0.9, std::exp(-2)}};
    for (const auto& [gap, factor] : cases) {
        const double p = probability(0.11 * factor + 0.05);
        EXPECT_NE(jump(p * (1 - 1e-9), gap), 0) << "gap " << gap;
        EXPECT_EQ(jump(p * (1 + 1e-9), gap), 0) << "gap " << gap;
    }
}

TEST_F(ListPrice, FeelsTheGapByItsSensitivity) {
    inputs.sector.gap_sensitivity = 0.5;
    const double p = probability(0.11 * std::exp(0.5) + 0.05);
    EXPECT_NE(jump(p * (1 - 1e-9), 2.2), 0);
    EXPECT_EQ(jump(p * (1 + 1e-9), 2.2), 0);
}

TEST_F(ListPrice, CutsAreLikelierWhileANewGenerationArrives) {
    // release_cut_sensitivity 1.4, release_log_mean 0.68, ramp_rate 1, a mean gap of 1.5 + 1/2 years: mean backlog 0.5.
    const SectorTable<double> table = sector_table(inputs);
    EXPECT_NEAR(release_pressure<Real64>(table, 0.5 * 0.68).value, 0, 1e-15);
    EXPECT_NEAR(release_pressure<Real64>(table, 0.68).value, 1.4 * 0.5, 1e-15);
    const double pressure = release_pressure<Real64>(table, 0.68).value;
    const double p = probability(0.11 * std::exp(0.7) + 0.05);
    EXPECT_NE(next(p * (1 - 1e-9), 1.2, pressure), 2.0);
    EXPECT_EQ(next(p * (1 + 1e-9), 1.2, pressure), 2.0);
    const double bounded = probability(0.11 * std::exp(2) + 0.05);  // the sum with the gap is clipped
    EXPECT_NE(next(bounded * (1 - 1e-9), 2.7, pressure), 2.0);
    EXPECT_EQ(next(bounded * (1 + 1e-9), 2.7, pressure), 2.0);
}

TEST_F(ListPrice, CutsAreLogisticAndHikesExponential) {
    const double p = probability(0.16), q = 0.11 / 0.16;
    EXPECT_NEAR(jump(p * q / 2), -0.44, 1e-12);                        // the median
    EXPECT_NEAR(jump(p * q / 4), -0.44 - scale * std::log(3), 1e-12);  // the lower quartile
    EXPECT_NEAR(jump(p * q * 1e-9), -0.44 + scale * std::log(clamp / q / (1 - clamp / q)), 1e-12);
    EXPECT_NEAR(jump(p * (q + (1 - q) / 2)), 0.14 * std::log(2), 1e-12);
    EXPECT_NEAR(jump(p * (q + (1 - q) * 1e-9)), 0.14 * 16 * std::log(2), 1e-12);
    EXPECT_NEAR(jump(p * (1 - 1e-12)), 0.14 * clamp / (1 - q), 1e-6);
}

TEST_F(ListPrice, TheLargestCutIsSixteenOctavesOfOddsDown) {
    inputs.sector.hike_rate = 0;
    EXPECT_NEAR(jump(probability(0.11) * 1e-9), -0.44 - scale * std::log((1 - clamp) / clamp), 1e-12);
}

TEST_F(ListPrice, ACutIsAtLeastTwoPercent) {
    const double p = probability(0.16), q = 0.11 / 0.16;
    EXPECT_NEAR(jump(p * q * (1 - 1e-9)), -0.02, 1e-12);
    inputs.sector.cut_log_mean = -0.01;
    EXPECT_NEAR(jump(p * q / 2), -0.02, 1e-12);
    inputs.sector.cut_log_mean = -0.03;
    EXPECT_NEAR(jump(p * q / 2), -0.03, 1e-12);
}

TEST_F(ListPrice, DriftsAndNeverFallsBelowItsFloor) {
    inputs.sector.list_drift = -0.12;
    EXPECT_NEAR(next(0.9999), 2.0 - 0.01, 1e-15);
    const double p = probability(0.16), q = 0.11 / 0.16;
    EXPECT_NEAR(jump(p * q / 2), -0.44 - 0.01, 1e-12);
    inputs.sector.list_floor = std::exp(1.995);
    EXPECT_NEAR(next(0.9999), 1.995, 1e-12);
    EXPECT_NEAR(next(p * q / 2), 1.995, 1e-12);
}

TEST_F(ListPrice, WithoutCutsOrHikesItStands) {
    inputs.sector.cut_rate = inputs.sector.hike_rate = 0;
    for (const double u : {0x1p-24, 0.5, 1 - 0x1p-24}) EXPECT_EQ(jump(u), 0);
    inputs.sector.hike_rate = 1;  // only hikes
    EXPECT_GT(jump(probability(1) * 1e-6), 0);
}

/// Without the gap, jumps are a Poisson process: none in n steps has probability e^{-rn dt}, a cut cut_rate/r.
TEST_F(ListPrice, IsAPoissonProcessWhereTheGapDoesNotMatter) {
    SectorInputs& s = inputs.sector;
    s.gap_sensitivity = s.release_cut_sensitivity = 0;
    s.list_floor = 0;
    s.cut_rate = 0.9;
    s.hike_rate = 0.6;
    const double rate = s.cut_rate + s.hike_rate;
    constexpr int n_paths = 3000, n_lists = 3 * n_paths;
    std::array<double, 3> before{};
    std::array<bool, 3> jumped{};
    double still_at_12 = 0, still_at_36 = 0, n_jumps = 0;
    Moments cuts, hikes;
    for_each_sector_step(inputs, n_paths, [&](int, int k, const Sector<Real64>& sector) {
        for (std::size_t j = 0; j < 3; ++j) {
            if (k == 0) {
                before[j] = std::log(s.list_price0[j]);
                jumped[j] = false;
            }
            const double size = sector.list_log[j].value - before[j];
            before[j] = sector.list_log[j].value;
            if (std::abs(size) > 1e-12) {
                jumped[j] = true;
                n_jumps += 1;
                (size < 0 ? cuts : hikes).add(size);
            }
            if (k + 1 == 12 && !jumped[j]) still_at_12 += 1;
            if (k + 1 == 36 && !jumped[j]) still_at_36 += 1;
        }
    });
    const double p_12 = std::exp(-rate), p_36 = std::exp(-3 * rate);
    EXPECT_NEAR(still_at_12 / n_lists, p_12, sigmas * proportion_error(p_12, n_lists));
    EXPECT_NEAR(still_at_36 / n_lists, p_36, sigmas * proportion_error(p_36, n_lists));

    const double q = s.cut_rate / rate;
    EXPECT_NEAR(cuts.n() / n_jumps, q, sigmas * proportion_error(q, n_jumps));
    // A cut is the smaller of a logistic and -0.02; this lowers the mean by scale ln(1 + e^{(mean + 0.02)/scale}).
    const double cut_off = scale * std::log1p(std::exp((s.cut_log_mean + 0.02) / scale));
    EXPECT_NEAR(cuts.mean(), s.cut_log_mean - cut_off, sigmas * cuts.standard_error());
    EXPECT_NEAR(std::sqrt(cuts.variance()), s.cut_log_sd, 0.01);
    EXPECT_NEAR(hikes.mean(), s.hike_log_mean, sigmas * hikes.standard_error());
    EXPECT_NEAR(std::sqrt(hikes.variance()), s.hike_log_mean, 0.01);
}

}  // namespace
}  // namespace killshot::test
