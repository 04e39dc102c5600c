/// The law of a belief: its three points, its scales, and where it is clipped.
#include "ensemble/belief.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ensemble/design.hpp"
#include "inputs/parameters.hpp"
#include "scenario/scenario_test_support.hpp"

namespace killshot {
namespace {

constexpr double z95 = 1.6448536269514722;

struct Belief {
    Parameter parameter;
    double median{};

    [[nodiscard]] DrawnValue draw(double z) const { return draw_belief(parameter, median, z); }
};

Belief belief(Section section, std::string_view name, double low, double median, double high, Scale scale) {
    Belief belief{{}, median};
    belief.parameter.id.spec = find_spec(section, name);
    belief.parameter.low = low;
    belief.parameter.high = high;
    belief.parameter.scale = scale;
    return belief;
}

TEST(Belief, GoesThroughItsThreePointsOnEveryScale) {
    for (const Scale scale : {Scale::plain, Scale::log, Scale::logit}) {
        const Belief parameter = belief(Section::sector, "market_linked_share", 0.3, 0.45, 0.7, scale);
        EXPECT_NEAR(parameter.draw(-z95).value, 0.3, 1e-12);
        EXPECT_NEAR(parameter.draw(0).value, 0.45, 1e-12);
        EXPECT_NEAR(parameter.draw(z95).value, 0.7, 1e-12);
    }
}

TEST(Belief, IsNormalOnItsScaleWithASlopeForEachSide) {
    const Belief log = belief(Section::sector, "cut_rate", 0.05, 0.13, 0.28, Scale::log);
    EXPECT_NEAR(std::log(log.draw(2 * z95).value / 0.13), 2 * std::log(0.28 / 0.13), 1e-12);
    EXPECT_NEAR(std::log(log.draw(-2 * z95).value / 0.13), 2 * std::log(0.05 / 0.13), 1e-12);
    const Belief plain = belief(Section::sector, "gap_ref", 0.9, 1.2, 1.7, Scale::plain);
    EXPECT_NEAR(plain.draw(3 * z95).value, 1.2 + 3 * 0.5, 1e-12);
    EXPECT_NEAR(plain.draw(-3 * z95).value, 1.2 - 3 * 0.3, 1e-12);
    const auto logit = [](double p) { return std::log(p / (1 - p)); };
    const Belief share = belief(Section::sector, "market_linked_share", 0.3, 0.45, 0.7, Scale::logit);
    EXPECT_NEAR(logit(share.draw(2 * z95).value), logit(0.45) + 2 * (logit(0.7) - logit(0.45)), 1e-12);
}

TEST(Belief, IsClippedToThePhysicalRange) {
    const Belief share = belief(Section::sector, "market_linked_share", 0, 0.2, 0.37, Scale::plain);
    EXPECT_FALSE(share.draw(-z95 + 1e-9).is_clipped);
    EXPECT_EQ(share.draw(-2).value, 0);
    EXPECT_TRUE(share.draw(-2).is_clipped);
    // An end that the range leaves out is not reached.
    const Belief discount = belief(Section::network, "discount0", 0.1, 0.5, 0.95, Scale::plain);
    EXPECT_EQ(discount.draw(5).value, std::nextafter(1.0, 0.0));
    const Belief size = belief(Section::sector, "cut_log_mean", -0.6, -0.1, -0.01, Scale::plain);
    EXPECT_EQ(size.draw(5).value, std::nextafter(0.0, -1.0));
}

TEST(Belief, SideWithoutWidthStaysAtTheMedian) {
    const Belief parameter = belief(Section::sector, "list_drift", 0, 0, 0.02, Scale::plain);
    EXPECT_EQ(parameter.draw(-3).value, 0);
    EXPECT_GT(parameter.draw(3).value, 0);
}

TEST(Belief, ScaleIsTheTablesWhereTheEntryNamesNoOther) {
    const ScenarioFolder folder;
    const auto scale = [&](const std::string& entry) {
        const Scenario scenario = read_scenario(folder.scenario("[sector]\n" + entry + "\n"), {});
        return parameter(scenario, "sector." + entry.substr(0, entry.find(' '))).scale;
    };
    EXPECT_EQ(scale("cut_rate = { value = 0.2, low = 0.1, high = 0.3 }"), Scale::log);
    EXPECT_EQ(scale("cut_rate = { value = 0.2, low = 0.1, high = 0.3, scale = \"plain\" }"), Scale::plain);
    EXPECT_EQ(scale("cut_rate = { value = 0.2, low = 0.0, high = 0.3 }"), Scale::plain);
    EXPECT_EQ(scale("list_weight = { value = 0.2, low = 0.1, high = 0.3 }"), Scale::logit);
    EXPECT_EQ(scale("list_weight = { value = 0.2, low = 0.1, high = 1 }"), Scale::plain);
    EXPECT_EQ(scale("gap_ref = { value = 0.2, low = 0.1, high = 1 }"), Scale::plain);
    EXPECT_EQ(scale("open_price0 = { value = 4, low = 3, high = 5 }"), Scale::none);
    EXPECT_EQ(scale("cut_rate = 0.2"), Scale::none);
}

}  // namespace
}  // namespace killshot
