#include "analysis/estimates.hpp"

#include <cmath>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "inputs/calendar.hpp"
#include "killshot/lanes/float.hpp"
#include "killshot/tally/histogram.hpp"
#include "results/sample.hpp"
#include "support/estimates_of.hpp"

namespace killshot {
namespace {

using ::testing::ElementsAre;

Tally empty_tally(const Scenario& scenario, std::int64_t paths) {
    const auto n = static_cast<int>(scenario.inputs.networks.size());
    Tally tally(TallyLayout(n, scenario.inputs.months, report_steps(scenario.start, scenario.inputs.months, 6), paths));
    tally.row(Row::paths)[0] = paths;
    return tally;
}

/// The element of a [network][cause][month] row.
std::int64_t& by_cause(Tally& tally, Row row, int network, Cause cause, int month) {
    const int months = tally.layout().n_months();
    return tally.row(
        row)[static_cast<std::size_t>((network * n_causes + static_cast<int>(cause)) * months + month - 1)];
}

Estimates estimate_of(const Scenario& scenario, const Tally& tally) {
    return estimates_of(scenario, sample::starts(scenario), tally, QuantileIntervals::yes);
}

TEST(Share, IsUnknownWithoutTrials) {
    EXPECT_EQ(share(1, 4), 0.25);
    EXPECT_TRUE(std::isnan(share(0, 0)));
}

TEST(Cumulative, AddsUp) { EXPECT_THAT(cumulative(std::vector<std::int64_t>{1, 0, 2, 5}), ElementsAre(1, 1, 3, 8)); }

TEST(Estimates, CountKillsByTheHorizonAndBy2027) {
    const Scenario scenario = sample::scenario();
    Tally tally = empty_tally(scenario, 1000);
    by_cause(tally, Row::n_fired, 1, Cause::kill_shot, 5) = 10;
    by_cause(tally, Row::n_fired, 1, Cause::kill_shot, 13) = 20;  // ends on 2027-12-22
    by_cause(tally, Row::n_fired, 1, Cause::kill_shot, 14) = 30;
    by_cause(tally, Row::n_fired, 1, Cause::token_death, 3) = 400;
    by_cause(tally, Row::n_exit, 1, Cause::kill_shot, 5) = 8;
    const NetworkEstimates network = estimate_of(scenario, tally).networks[1];
    EXPECT_EQ(network.kill.n_hits, 60);
    EXPECT_EQ(network.kill.p, 0.06);
    EXPECT_EQ(network.kill.interval.low, clopper_pearson(60, 1000, 0.95).low);
    EXPECT_EQ(network.kill_2027.n_hits, 30);
    EXPECT_EQ(network.kill_2027.interval.high, clopper_pearson(30, 1000, 0.95).high);
    EXPECT_EQ(network.n_kill_first, 8);
    EXPECT_EQ(network.kill_month.quantile[median_index], 13.0);
    EXPECT_EQ(network.kill_month.quantile.front(), 5.0);
}

TEST(Estimates, KnowNo2027OutsideTheRun) {
    using namespace std::chrono_literals;
    for (const auto& [start, months] : {std::pair{2026y / 11 / 22, 12}, std::pair{2028y / 1 / 1, 36}}) {
        Scenario scenario = sample::scenario(months);
        scenario.start = start;
        Tally tally = empty_tally(scenario, 10);
        by_cause(tally, Row::n_fired, 0, Cause::kill_shot, 1) = 10;
        const KillEstimate kill_2027 = estimate_of(scenario, tally).networks[0].kill_2027;
        EXPECT_EQ(kill_2027.n_hits, -1);
        EXPECT_TRUE(std::isnan(kill_2027.p));
        EXPECT_TRUE(std::isnan(kill_2027.interval.high));
    }
}

TEST(Estimates, DivideSumsByWhatTheyAreSumsOf) {
    const Scenario scenario = sample::scenario();
    Tally tally = empty_tally(scenario, 100);
    tally.row(Row::low_months)[0] = 8;
    tally.row(Row::low_subsidy_share_sum)[0] = 2 * 1048576;
    by_cause(tally, Row::n_fired, 0, Cause::kill_shot, 7) = 5;
    tally.row(Row::aftermath_tail_sum)[0] = 1048576;
    const Estimates estimates = estimate_of(scenario, tally);
    EXPECT_EQ(estimates.networks[0].low_subsidy_share_mean, 0.25);
    EXPECT_EQ(estimates.networks[0].aftermath_tail_share_mean, 0.2);
    EXPECT_TRUE(std::isnan(estimates.networks[1].low_subsidy_share_mean)) << "no month of low utilization";
    EXPECT_TRUE(std::isnan(estimates.networks[1].aftermath_tail_share_mean)) << "no kill";
}

TEST(Estimates, ScaleOutputsBackFromUnitsOfTheStart) {
    const Scenario scenario = sample::scenario();
    const auto starts = sample::starts(scenario);
    Tally tally = empty_tally(scenario, 4);
    const auto n_dates = static_cast<std::size_t>(tally.layout().n_dates());
    const auto put = [&](std::size_t network, std::size_t output, float value) {
        const std::size_t row = (network * n_network_outputs + output) * n_dates;
        tally.row(Row::histogram)[row * histogram::n_bins + static_cast<std::size_t>(histogram::bin_of(value))] = 4;
        tally.row(Row::sum)[row] = 4 * std::llround(value * 1048576.0);
    };
    constexpr std::size_t gpus = 4, token_price = 5, emission_tokens = 6, margin = 11;
    for (const std::size_t network : {0U, 2U}) {
        put(network, gpus, 1.5F);
        put(network, token_price, 0.5F);
        put(network, emission_tokens, 2.0F);
        put(network, margin, 1.25F);
    }
    const Estimates estimates = estimates_of(scenario, starts, tally, QuantileIntervals::no);
    const auto& with_token = estimates.networks[0].outputs;
    EXPECT_DOUBLE_EQ(with_token[gpus][0].mean, 1.5 * starts[0].gpus0);
    EXPECT_NEAR(with_token[gpus][0].quantile[median_index], 1.5 * starts[0].gpus0, 0.008 * 1.5 * starts[0].gpus0);
    EXPECT_NEAR(with_token[gpus][0].sd, 0.0, 1e-6);
    EXPECT_DOUBLE_EQ(with_token[token_price][0].mean, 0.5 * scenario.inputs.networks[0].token_price0);
    EXPECT_DOUBLE_EQ(with_token[emission_tokens][0].mean, 2.0 / 1024.0 * scenario.inputs.networks[0].circulating0);
    EXPECT_DOUBLE_EQ(with_token[margin][0].mean, 0.25);
    EXPECT_TRUE(std::isnan(with_token[gpus][0].interval[0].low)) << "no intervals were requested";

    const auto& without_token = estimates.networks[2].outputs;
    EXPECT_TRUE(std::isnan(without_token[token_price][0].mean));
    EXPECT_TRUE(std::isnan(without_token[emission_tokens][0].quantile[median_index]));
    EXPECT_EQ(without_token[token_price][0].n_outside, -1);
    EXPECT_DOUBLE_EQ(without_token[margin][0].mean, 0.25);
}

TEST(Estimates, ShareOfAssumedInputsLeavesTheCorrelationOut) {
    const Scenario scenario = sample::scenario();
    const Estimates estimates = estimate_of(scenario, empty_tally(scenario, 1));
    // cut_rate (derived) and the nine of the kill shot (assumed), and the network's own two, two and one.
    EXPECT_DOUBLE_EQ(estimates.networks[0].assumed_share, 10.0 / 12.0);
    EXPECT_DOUBLE_EQ(estimates.networks[1].assumed_share, 10.0 / 12.0);
    EXPECT_DOUBLE_EQ(estimates.networks[2].assumed_share, 9.0 / 11.0);
}

TEST(Estimates, KnowWhichStancesTakePart) {
    const Scenario scenario = sample::scenario();
    EXPECT_THAT(estimate_of(scenario, empty_tally(scenario, 1)).has_stance, ElementsAre(true, false, true));
}

TEST(Estimates, OfAWholeTallyAreConsistent) {
    const Scenario scenario = sample::scenario();
    const Tally tally = sample::tally(scenario, 2000);
    const Estimates estimates = estimate_of(scenario, tally);
    std::int64_t killed = 0;
    for (const NetworkEstimates& network : estimates.networks) {
        killed += network.kill.n_hits;
        EXPECT_LT(network.kill.interval.low, network.kill.p);
        EXPECT_GT(network.kill.interval.high, network.kill.p);
        EXPECT_LE(network.n_kill_first, network.kill.n_hits);
        EXPECT_LE(network.kill_2027.n_hits, network.kill.n_hits);
        const OutputEstimate& cost_ratio = network.outputs[0][0];
        EXPECT_LT(cost_ratio.quantile.front(), cost_ratio.mean);
        EXPECT_GT(cost_ratio.quantile.back(), cost_ratio.mean);
        EXPECT_NEAR(cost_ratio.mean, (std::exp(1.0) - std::exp(-1.0)) / 2.0, 0.06)
            << "uniform on [-1, 1], exponentiated";
    }
    std::int64_t killed_jointly = 0;
    for (std::size_t k = 0; k <= estimates.networks.size(); ++k) {
        killed_jointly += static_cast<std::int64_t>(k) * tally.row(Row::n_killed)[k];
    }
    EXPECT_EQ(killed, killed_jointly);
}

}  // namespace
}  // namespace killshot
