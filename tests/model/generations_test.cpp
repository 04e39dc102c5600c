// Eq. 20: when hardware generations are released, how large they are, and how they reach the market.
#include "killshot/model/generations.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "support/draft_tables.hpp"
#include "support/statistics.hpp"

namespace killshot::test {
namespace {

constexpr double clamp = 0x1p-16;  // how near to 0 or 1 a reused uniform may come

/// Releases as soon as the gap has passed, all of the mean size.
Inputs regular() {
    Inputs inputs = draft();
    SectorInputs& s = inputs.sector;
    s.release_rate = 1e9;
    s.release_log_sd = 0;
    s.breakthrough_rate = 0;
    return inputs;
}

TEST(Generations, FollowTheirScheduleWhereTheRateIsHighAndTheSizeFixed) {
    Inputs inputs = regular();
    inputs.months = 60;
    inputs.sector.release_min_gap = 1.5;  // 18 steps
    inputs.sector.release_age0 = 0.25;    // 3 steps
    std::vector<int> releases;
    double before = inputs.sector.ramp_backlog0;
    for_each_sector_step(inputs, 1, [&](int, int k, const Sector<Real64>& sector) {
        const double kept = std::exp(-inputs.sector.ramp_rate / 12);
        if (sector.hardware.backlog.value > before * kept + 1e-12) releases.push_back(k + 1);
        before = sector.hardware.backlog.value;
        EXPECT_EQ(sector.hardware.has_released, !releases.empty()) << "month " << k + 1;
    });
    // Age 3 before the first step reaches 18 before the sixteenth; a release starts again at age 0.
    EXPECT_EQ(releases, (std::vector<int>{16, 35, 54}));
}

TEST(Generations, EverythingThatIsReleasedReachesTheMarket) {
    Inputs inputs = regular();
    inputs.months = 240;
    inputs.sector.release_min_gap = 19;  // one release, after a year
    inputs.sector.release_age0 = 18;
    double frontier = 0, backlog = 0;
    for_each_sector_step(inputs, 1, [&](int, int k, const Sector<Real64>& sector) {
        frontier = sector.hardware.frontier_log.value;
        backlog = sector.hardware.backlog.value;
        const double released = inputs.sector.ramp_backlog0 + (sector.hardware.has_released ? 0.68 : 0.0);
        ASSERT_NEAR(frontier + backlog, released, 1e-12) << "month " << k + 1;
    });
    EXPECT_NEAR(frontier, 0.55 + 0.68, 1e-6);  // ramp_rate 1: nothing is left after nineteen years
    EXPECT_LT(backlog, 1e-6);
}

class Release : public testing::Test {
  protected:
    /// Size of the release that u_progress makes at this age; 0 where there is none.
    [[nodiscard]] double size(double u_progress, int age = 100) const {
        Generations<Real64> g = generations_at_start<Real64>(table);
        g.age = age;
        g.backlog = 0.0;
        const double arrived = step_generations<Real64>(table, u_progress, g).value;
        return arrived + g.backlog.value;
    }

    const SectorTable<double> table = sector_table(draft());  // mean 0.68, sd 0.2, rate 2, breakthroughs 0.3 a year
    const double p_b = probability(0.3), p_g = probability(2);
    const double scale = 0.2 * std::numbers::sqrt3 / std::numbers::pi;
};

TEST_F(Release, NeedsAUniformRightAboveTheProbabilityOfABreakthrough) {
    EXPECT_EQ(size(p_b * 0.999999), 0);
    EXPECT_GT(size(p_b * 1.000001), 0);
    EXPECT_GT(size(p_b + p_g * 0.999999), 0);
    EXPECT_EQ(size(p_b + p_g * 1.000001), 0);
}

TEST_F(Release, NeedsTheMinimumGap) {
    EXPECT_EQ(size(p_b + p_g / 2, 17), 0);
    EXPECT_GT(size(p_b + p_g / 2, 18), 0);
}

TEST_F(Release, IsLogisticWithALeastSize) {
    EXPECT_NEAR(size(p_b + p_g / 2), 0.68, 1e-12);
    EXPECT_NEAR(size(p_b + p_g * 3 / 4), 0.68 + scale * std::log(3), 1e-12);
    EXPECT_NEAR(size(p_b + p_g * 1e-3), std::max(0.68 + scale * std::log(1e-3 / (1 - 1e-3)), 0.1), 1e-9);
    EXPECT_EQ(size(p_b + p_g * 1e-9), 0.1);
    EXPECT_NEAR(size(p_b + p_g * (1 - 1e-9)), 0.68 + scale * std::log((1 - clamp) / clamp), 1e-9);
}

TEST_F(Release, StartsAtTodaysAgeRoundedHalfUp) {
    Inputs inputs = draft();
    inputs.sector.release_age0 = 2.5 / 12;
    EXPECT_EQ(sector_table(inputs).release_age0, 3);
    inputs.sector.release_age0 = 2.49 / 12;
    EXPECT_EQ(sector_table(inputs).release_age0, 2);
    inputs.sector.release_min_gap = 17.0 / 12;
    EXPECT_EQ(sector_table(inputs).release_min_steps, 17);
    inputs.sector.release_min_gap = 17.1 / 12;
    EXPECT_EQ(sector_table(inputs).release_min_steps, 18);
}

/// Mean number of releases in so many steps: the age is a Markov chain.
double mean_releases(int age0, int least_age, double probability, int steps) {
    std::vector<double> at_age(static_cast<std::size_t>(age0 + steps + 1));
    at_age[static_cast<std::size_t>(age0)] = 1;
    double releases = 0;
    for (int k = 0; k < steps; ++k) {
        std::vector<double> next(at_age.size());
        for (std::size_t age = 0; age + 1 < at_age.size(); ++age) {
            const double released = static_cast<int>(age) >= least_age ? at_age[age] * probability : 0;
            next[0] += released;
            next[age + 1] += at_age[age] - released;
            releases += released;
        }
        at_age = next;
    }
    return releases;
}

TEST(Generations, ComeAtTheirRateOnceTheGapHasPassed) {
    Inputs inputs = draft();
    inputs.months = 240;
    Moments released;
    for_each_sector_step(inputs, 1000, [&](int, int k, const Sector<Real64>& sector) {
        if (k + 1 == inputs.months)
            released.add(sector.hardware.frontier_log.value + sector.hardware.backlog.value - 0.55);
    });
    // Sizes are independent of times; the least size of 0.1 lies 5 scales under the mean and adds nothing to it.
    EXPECT_NEAR(released.mean(), 0.68 * mean_releases(3, 18, probability(2), 240), sigmas * released.standard_error());
}

}  // namespace
}  // namespace killshot::test
