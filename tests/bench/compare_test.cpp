// Whether one sample of rates is faster than another.
#include "bench/compare.hpp"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace killshot::bench {
namespace {

TEST(SpeedRatio, IsTheMedianRatioWithTheIntervalOfMannAndWhitney) {
    // 7 and 7: P(U <= 8) = 0.0189 and P(U <= 9) = 0.0265, so the interval goes from the 9th ratio to the 9th last.
    std::vector<double> before, now;
    for (int i = 0; i < 7; ++i) {
        before.push_back(100);
        now.push_back(100 + i);
    }
    const SpeedRatio speed = speed_ratio(before, now, 0.95);
    EXPECT_DOUBLE_EQ(speed.ratio, 1.03);
    EXPECT_DOUBLE_EQ(speed.low, 1.01);
    EXPECT_DOUBLE_EQ(speed.high, 1.05);
    EXPECT_NEAR(speed.confidence, 1 - 2 * 65.0 / 3432, 1e-12);
    EXPECT_EQ(speed.verdict(), "faster");
    EXPECT_EQ(speed_ratio(now, before, 0.95).verdict(), "slower");
    EXPECT_EQ(speed_ratio(now, now, 0.95).verdict(), "same");
}

TEST(SpeedRatio, OfSmallSamplesSaysHowLittleItIsSureOf) {
    const std::vector<double> one = {100}, two = {101, 102};
    const SpeedRatio speed = speed_ratio(one, two, 0.95);
    EXPECT_DOUBLE_EQ(speed.low, 1.01);
    EXPECT_DOUBLE_EQ(speed.high, 1.02);
    EXPECT_NEAR(speed.confidence, 1.0 / 3, 1e-12);
}

TEST(SpeedRatio, CoversTheTruthAsOftenAsItSays) {
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> noise(0, 0.02);
    constexpr int n_trials = 4000;
    int n_covered = 0;
    double confidence = 0;
    for (int trial = 0; trial < n_trials; ++trial) {
        std::vector<double> before, now;
        for (int i = 0; i < 5; ++i) before.push_back(1e8 * noise(random));
        for (int i = 0; i < 9; ++i) now.push_back(1.1e8 * noise(random));
        const SpeedRatio speed = speed_ratio(before, now, 0.9);
        n_covered += speed.low <= 1.1 && 1.1 <= speed.high;
        confidence = speed.confidence;
    }
    EXPECT_GE(confidence, 0.9);
    EXPECT_NEAR(static_cast<double>(n_covered) / n_trials, confidence, 4 * 0.0047);
}

}  // namespace
}  // namespace killshot::bench
