#include "analysis/signals.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace killshot {
namespace {

using Counts = std::vector<std::int64_t>;

Counts bins() { return Counts(n_signal_bins); }

TEST(SignalEdges, AreOneMoreThanTheBinsAndRise) {
    for (int signal = 0; signal < n_signals; ++signal) {
        const std::vector<double> edges = signal_edges(static_cast<Signal>(signal));
        ASSERT_EQ(edges.size(), static_cast<std::size_t>(signal_bins[signal]) + 1);
        for (std::size_t i = 1; i < edges.size(); ++i) EXPECT_GT(edges[i], edges[i - 1]);
    }
    EXPECT_EQ(signal_edges(Signal::effective_price)[10], 0) << "floor(20 lnA) + 10";
    EXPECT_EQ(signal_edges(Signal::parity_gap)[0], -1);
    EXPECT_EQ(signal_edges(Signal::self_funded)[1], 0);
}

TEST(SignalAnswer, ReadsTheOuterAndTheMiddleBinWithEnoughPaths) {
    Counts n = bins(), killed = bins();
    n[1] = 199;
    n[2] = 200;
    n[5] = 1000;
    n[9] = 400;
    n[12] = 10;
    killed[2] = 20;
    killed[5] = 300;
    killed[9] = 200;
    const SignalAnswer answer = answer_of(Signal::utilization, n, killed, 0.95);
    EXPECT_EQ(answer.lowest.bin, 2);
    EXPECT_EQ(answer.middle.bin, 5);
    EXPECT_EQ(answer.highest.bin, 9);
    EXPECT_EQ(answer.middle.p, 0.3);
    EXPECT_EQ(answer.middle.interval.low, clopper_pearson(300, 1000, 0.95).low);
    EXPECT_DOUBLE_EQ(answer.difference, 0.4);
    // Exact intervals: 10% (6.2-15.0) of 200, 50% (45.0-55.0) of 400.
    EXPECT_NEAR(answer.interval.low, 0.4 - std::hypot(0.0499, 0.0502), 2e-4);
    EXPECT_NEAR(answer.interval.high, 0.4 + std::hypot(0.0499, 0.0378), 2e-4);
    EXPECT_EQ(answer.verdict, Verdict::raises);
    EXPECT_EQ(answer_of(Signal::utilization, n, Counts(n_signal_bins), 0.95).verdict, Verdict::no_difference);
}

TEST(SignalAnswer, NeedsTwoBins) {
    Counts n = bins(), killed = bins();
    n[0] = 5000;
    n[1] = 100;
    killed[0] = 50;
    EXPECT_EQ(answer_of(Signal::adopted, n, killed, 0.95).verdict, Verdict::unknown);
    n[1] = 200;
    const SignalAnswer answer = answer_of(Signal::adopted, n, killed, 0.95);
    EXPECT_EQ(answer.middle.paths, 0) << "two bins have no middle";
    EXPECT_EQ(answer.verdict, Verdict::no_difference);
}

TEST(SignalAnswer, PathsWithoutALowMonthHaveNoReadingOfSelfFunding) {
    Counts n = bins(), killed = bins();
    n[0] = 5000;
    n[1] = n[10] = 1000;
    killed[0] = 5000;
    killed[1] = 500;
    killed[10] = 100;
    const SignalAnswer answer = answer_of(Signal::self_funded, n, killed, 0.95);
    EXPECT_EQ(answer.lowest.bin, 1);
    EXPECT_EQ(answer.verdict, Verdict::lowers);
}

TEST(SignalAnswer, IsRarelyWrongWhereTheSignalSaysNothing) {
    std::mt19937_64 random(1);
    int wrong = 0;
    constexpr int n_trials = 2000;
    for (int trial = 0; trial < n_trials; ++trial) {
        Counts n = bins(), killed = bins();
        n[3] = 300;
        n[7] = 2000;
        for (const std::size_t bin : {3U, 7U})
            killed[bin] = std::binomial_distribution<std::int64_t>(n[bin], 0.1)(random);
        wrong += answer_of(Signal::utilization, n, killed, 0.95).verdict != Verdict::no_difference;
    }
    EXPECT_LT(wrong, 0.05 * n_trials);
    EXPECT_GT(wrong, 0) << "the test can fail";
}

TEST(SignalAnswer, OfAllNetworksIsTheirMeanAndNoNarrowerForBeingMany) {
    Counts n = bins(), killed = bins();
    n[3] = n[7] = 1000;
    killed[3] = 100;
    killed[7] = 150;
    const SignalAnswer one = answer_of(Signal::utilization, n, killed, 0.95);
    const SignalAnswer mean = mean_of(std::vector<SignalAnswer>{one, SignalAnswer{}, one, one});
    EXPECT_EQ(mean.lowest.paths, 3000);
    EXPECT_DOUBLE_EQ(mean.highest.p, 0.15);
    EXPECT_NEAR(mean.interval.low, one.interval.low, 1e-12) << "the networks share their paths";
    EXPECT_EQ(mean.verdict, Verdict::raises);
    EXPECT_EQ(mean_of(std::vector<SignalAnswer>(3)).verdict, Verdict::unknown);
}

}  // namespace
}  // namespace killshot
