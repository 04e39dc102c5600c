// The sentence, the cells and the drivers that people read, from draws made by hand.
#include "report/beliefs.hpp"

#include <random>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "report/driver_names.hpp"

namespace killshot {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::int64_t n_paths = 400;

/// 200 draws in which P(kill) of both networks follows sector.cut_rate (most) and the networks' own margins (less).
BeliefDraws sample_draws() {
    BeliefDraws draws;
    draws.paths = n_paths;
    draws.has_2027 = true;
    draws.drawn = {{"sector.cut_rate", "cut_rate", -1, Status::derived, 6, "six cuts"},
                   {"sector.pace0", "pace0", -1, Status::fitted, std::nullopt, "a fit"},
                   {"networks.one.margin0", "margin0", 0, Status::assumed, std::nullopt, "a judgement"},
                   {"networks.two.margin0", "margin0", 1, Status::assumed, std::nullopt, "a judgement"}};
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> uniform;
    for (int draw = 0; draw < 200; ++draw) {
        const double cut = uniform(random), pace = uniform(random), one = uniform(random), two = uniform(random);
        draws.values.insert(draws.values.end(), {cut, pace, one, two});
        const auto kills = [&](double margin) {
            return static_cast<std::int64_t>(n_paths * (0.2 + 0.3 * cut - 0.3 * (margin - 0.5)));
        };
        KillCounts& counts = draws.counts.emplace_back();
        counts.by_horizon.n_kill = {kills(one), kills(two)};
        counts.by_horizon.n_killed_squared = 3 * counts.by_horizon.n_kill[0] + counts.by_horizon.n_kill[1];
        counts.by_2027 = {{1, 0}, 1};
        counts.n_K1_held = n_paths;
    }
    return draws;
}

BeliefSummary summary_of(const BeliefDraws& draws) {
    BeliefSummary s;
    s.draws = &draws;
    s.start = std::chrono::year{2026} / 11 / 22;
    s.months = 36;
    s.projects = {"One", "Two"};
    const DrawnProbabilities average = over_networks(draws, &KillCounts::by_horizon);
    s.average = spread_of(average);
    s.average_2027 = spread_of(over_networks(draws, &KillCounts::by_2027));
    const BeliefRanking ranking(draws);
    s.average_drivers = ranking.drivers(average);
    for (std::size_t i = 0; i < 2; ++i) {
        const DrawnProbabilities network = of_network(draws, i, &KillCounts::by_horizon);
        s.networks.push_back(spread_of(network));
        s.networks_2027.push_back(spread_of(of_network(draws, i, &KillCounts::by_2027)));
        s.drivers.push_back(ranking.drivers(network));
    }
    return s;
}

void expect_fits_80_columns(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST(BeliefHeadline, SaysWhatTheDrawsSayInASentence) {
    const BeliefDraws draws = sample_draws();
    const std::string text = belief_headline(summary_of(draws));
    EXPECT_THAT(text, StartsWith("On average over the networks, 35 of 100 futures end in the kill shot by November "
                                 "2029, counting what we do not know about the inputs; between 20 and 48, "));
    EXPECT_THAT(text, HasSubstr("depending on them. By the end of 2027 it is fewer than 1. Most of that spread comes "
                                "from how often lists are cut ("));
    EXPECT_THAT(text, HasSubstr(" and margin0 of 2 networks ("));
    EXPECT_THAT(text, Not(HasSubstr("pace")));
}

TEST(BeliefHeadline, LeavesOut2027WhereItIsNotKnownAndNamesNoCauseOfNoSpread) {
    BeliefDraws draws = sample_draws();
    for (KillCounts& counts : draws.counts) counts.by_horizon = {{4, 4}, 8};
    BeliefSummary s = summary_of(draws);
    s.average_2027.mean = std::nan("");
    const std::string text = belief_headline(s);
    EXPECT_THAT(text, HasSubstr(", 1 of 100 futures end in the kill shot"));
    EXPECT_THAT(text, Not(HasSubstr("2027")));
    EXPECT_THAT(text, HasSubstr("No input stands out"));
}

TEST(OverBeliefs, GivesTheMeanAndTheRange) {
    BeliefSpread spread;
    spread.mean = 0.214;
    spread.quantiles = {0, 0.011, 0, 0, 0, 0, 0, 0.708, 0};
    EXPECT_EQ(over_beliefs(spread), "21% (1-71)");
    spread.mean = 0.0094;
    EXPECT_EQ(over_beliefs(spread), "0.9% (1-71)");
    spread.mean = 0.0001;
    EXPECT_EQ(over_beliefs(spread), "<0.1% (1-71)");
    spread.mean = 0;
    EXPECT_EQ(over_beliefs(spread), "0% (1-71)");
    spread.mean = std::nan("");
    EXPECT_EQ(over_beliefs(spread), "-");
}

TEST(OverBeliefs, NoteSaysHowManyDrawsAndTheStandardError) {
    const BeliefDraws draws = sample_draws();
    std::string note = over_beliefs_note(summary_of(draws));
    expect_fits_80_columns(note);
    std::ranges::replace(note, '\n', ' ');
    EXPECT_THAT(note, HasSubstr("200 draws"));
    EXPECT_THAT(note, HasSubstr("400 paths"));
    EXPECT_THAT(note, HasSubstr("0.8 points"));  // sd 0.12 over the square root of 200
}

TEST(Drivers, TableHasWhatStandsOutAndNamesTheFloor) {
    const BeliefDraws draws = sample_draws();
    const std::string text = drivers_to_text(summary_of(draws));
    expect_fits_80_columns(text);
    EXPECT_THAT(text, HasSubstr("200 draws"));
    EXPECT_THAT(text, HasSubstr("cannot be told from noise"));
    EXPECT_THAT(text, HasSubstr("\nsector.cut_rate"));
    EXPECT_THAT(text, HasSubstr("derived n=6"));
    EXPECT_THAT(text, HasSubstr("\nmargin0 of 2 networks"));
    EXPECT_THAT(text, Not(testing::ContainsRegex("sector.pace0 +[0-9]"))) << "it may stand in brackets alone";
    EXPECT_THAT(text, HasSubstr("\nOne: sector.cut_rate "));
    EXPECT_THAT(text, HasSubstr("its margin0 "));
}

TEST(Drivers, SaysWhyThereAreNone) {
    BeliefDraws draws = sample_draws();
    for (KillCounts& counts : draws.counts) counts.by_horizon = {{4, 4}, 8};
    EXPECT_THAT(drivers_to_text(summary_of(draws)), HasSubstr("by no more than counting noise"));
    draws.counts.resize(10);
    EXPECT_THAT(drivers_to_text(summary_of(draws)), HasSubstr("10 draws are too few"));
}

TEST(Drivers, BasisIsTheStatusAndTheNumberOfObservations) {
    const BeliefDraws draws = sample_draws();
    EXPECT_EQ(basis_of({.drawn = {0}}, draws), "derived n=6");
    EXPECT_EQ(basis_of({.drawn = {1}}, draws), "fitted n=?");
    EXPECT_EQ(basis_of({.drawn = {2}}, draws), "assumed");
    EXPECT_EQ(basis_of({.drawn = {2, 3}}, draws), "assumed");
    EXPECT_EQ(basis_of({.drawn = {0, 2, 3}}, draws), "mostly assumed");
}

TEST(Drivers, JsonHasEveryInputAndTheSums) {
    const BeliefDraws draws = sample_draws();
    const nlohmann::ordered_json json = beliefs_to_json(summary_of(draws));
    EXPECT_EQ(json["draws"], 200);
    EXPECT_EQ(json["paths_per_draw"], n_paths);
    EXPECT_EQ(json["drivers"]["inputs"].size(), 4U);
    EXPECT_EQ(json["drivers"]["inputs"][0]["input"], "sector.cut_rate");
    EXPECT_EQ(json["drivers"]["inputs"][0]["title"], "how often lists are cut");
    EXPECT_EQ(json["drivers"]["inputs"][0]["n"], 6);
    EXPECT_EQ(json["drivers"]["sums"][0]["title"], "margin0 of 2 networks");
    EXPECT_EQ(json["drivers"]["inputs"][0]["stands_out"], true);
    EXPECT_EQ(json["drivers"]["sums"][0]["inputs"].size(), 2U);
    EXPECT_EQ(json["networks"].size(), 2U);
    EXPECT_NEAR(json["networks"][0]["p_kill"]["mean"].get<double>(), 0.35, 0.03);
    EXPECT_EQ(json["networks"][0]["drivers"]["inputs"][0]["input"], "sector.cut_rate");
}

}  // namespace
}  // namespace killshot
