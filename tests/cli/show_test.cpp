#include "cli_test_support.hpp"

#include <numeric>

namespace killshot {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Show : public CommandLine {
  protected:
    void SetUp() override {
        CommandLine::SetUp();
        const Outcome run = killshot("run --set sector.cut_rate=1 --paths 4000 --beliefs 0 -o a.h5");
        ASSERT_EQ(run.exit_code, 0) << run.err;
        table_of_run = run.out;
    }
    std::string table_of_run;
};

TEST_F(Show, PrintsTheTableThatTheRunPrinted) {
    const Outcome show = killshot("show a.h5");
    EXPECT_EQ(show.exit_code, 0) << show.err;
    EXPECT_THAT(table_of_run, StartsWith(show.out));
    for (const char* name : {"Bittensor", "io.net", "Nous Research", "Akash Network", "NodeAI"})
        EXPECT_THAT(show.out, HasSubstr(std::string("\n") + name));
    EXPECT_THAT(show.out, HasSubstr("On average over the networks, "));
    EXPECT_THAT(show.out, HasSubstr("are judgements"));
}

TEST_F(Show, EverythingFitsATerminal) {
    const auto expect_width = [&](const std::string& arguments, std::size_t width) {
        const Outcome outcome = killshot(arguments);
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        EXPECT_NE(outcome.out, "") << arguments;
        std::istringstream lines(outcome.out);
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), width) << arguments << ": " << line;
    };
    for (const char* arguments :
         {"show a.h5", "show a.h5 --causes", "show a.h5 --signals", "show a.h5 --signals --network prime_intellect",
          "show a.h5 --readings", "show --help", "diff a.h5 a.h5", "diff --help", "trace --help",
          "trace scenarios/base.toml --path 3", "trace scenarios/base.toml --path 3 --reference"})
        expect_width(arguments, 80);
    expect_width("show a.h5 --wide", 120);
}

TEST_F(Show, TablesComeInsteadOfTheFirstScreen) {
    const Outcome both = killshot("show a.h5 --causes --readings");
    EXPECT_THAT(both.out, StartsWith("base: 36 months from 2026-11-22; 4,000 futures\n"));
    EXPECT_THAT(both.out, HasSubstr("\nWhat ends the networks by 2029-11-22: "));
    EXPECT_THAT(both.out, HasSubstr("\nP(kill) by 2029-11-22 under five readings"));
    EXPECT_THAT(both.out, testing::Not(HasSubstr("On average over the networks")));
    EXPECT_THAT(killshot("show a.h5 --signals --network IO.net").out, HasSubstr("; io.net\n"));
    EXPECT_THAT(killshot("show a.h5 --signals --network filecoin").err,
                StartsWith("--network filecoin: no such network in a.h5; use one of bittensor, "));
    EXPECT_EQ(killshot("show a.h5 --network akash").exit_code, 2) << "needs --signals";
}

TEST_F(Show, JsonAddsUp) {
    const nlohmann::json json = killshot("show a.h5 --json").json();
    EXPECT_EQ(json.at("paths"), 4000);
    EXPECT_THAT(table_of_run, HasSubstr("digest " + json.at("digest").get<std::string>() + "\n"));
    ASSERT_EQ(json.at("networks").size(), 14U);
    std::int64_t kills = 0;
    for (const nlohmann::json& network : json.at("networks")) {
        const nlohmann::json& kill = network.at("p_kill");
        EXPECT_LE(kill.at("low"), kill.at("estimate"));
        EXPECT_LE(kill.at("estimate"), kill.at("high"));
        EXPECT_LE(network.at("p_kill_2027").at("hits"), kill.at("hits"));
        const nlohmann::json& causes = network.at("causes");
        EXPECT_LE(causes.at("first_exit").at("kill_shot").at("hits"), kill.at("hits"));
        EXPECT_EQ(network.at("readings").at("effective").at("hits"), kill.at("hits"));
        EXPECT_EQ(network.at("kill_cdf").back(), kill.at("estimate"));
        const nlohmann::json& parity = network.at("parity");
        EXPECT_LE(parity.at("held").at("hits"), parity.at("some_time").at("hits"));
        EXPECT_LE(parity.at("at_end").at("hits"), parity.at("some_time").at("hits"));
        EXPECT_EQ(network.at("p_kill_given_K1").at("trials"), json.at("sector").at("p_K1_held").at("hits"));
        std::int64_t paths = causes.at("no_exit").at("hits");
        for (const auto& [cause, exit] : causes.at("first_exit").items()) paths += exit.at("hits").get<std::int64_t>();
        EXPECT_EQ(paths, 4000) << "each path has one first exit or none";
        kills += kill.at("hits").get<std::int64_t>();
    }
    const auto n_killed = json.at("joint").at("n_killed").get<std::vector<std::int64_t>>();
    EXPECT_EQ(std::accumulate(n_killed.begin(), n_killed.end(), std::int64_t{0}), 4000);
    std::int64_t killed = 0;
    for (std::size_t count = 0; count < n_killed.size(); ++count)
        killed += static_cast<std::int64_t>(count) * n_killed[count];
    EXPECT_EQ(killed, kills) << "the joint distribution counts the same kills";
}

TEST_F(Show, ByAMonthAgreesWithWhatTheHorizonTableSaysOf2027) {
    const nlohmann::json horizon = killshot("show a.h5 --json").json();
    const nlohmann::json by = killshot("show a.h5 --json --by 2027-12").json();
    EXPECT_EQ(by.at("by").at("month"), 13);
    EXPECT_EQ(by.at("by").at("date"), "2027-12-22");
    for (std::size_t i = 0; i < 14; ++i)
        EXPECT_EQ(by.at("networks").at(i).at("p_kill"), horizon.at("networks").at(i).at("p_kill_2027"));

    nlohmann::json by_year = killshot("show a.h5 --json --by 2027").json();
    EXPECT_EQ(by_year, by) << "a year is its last month";

    const Outcome text = killshot("show a.h5 --by 2028-06");
    EXPECT_EQ(text.exit_code, 0) << text.err;
    EXPECT_THAT(text.out, HasSubstr("by June\n2028"));
    EXPECT_THAT(text.out, HasSubstr("by 2028-06"));
    EXPECT_THAT(killshot("show a.h5 --by 2028-06 --wide").out, HasSubstr("Medians at 2028-05-22"));
    EXPECT_TRUE(killshot("show a.h5 --json --by 2027-01").json().at("medians_at").is_null()) << "the first is 2027-05";
    EXPECT_THAT(killshot("show a.h5 --by 2027-01 --wide").out, HasSubstr("Medians from the first report date on"));
}

TEST_F(Show, AMonthOutsideTheRunIsAnError) {
    const Outcome late = killshot("show a.h5 --by 2031-01");
    EXPECT_EQ(late.exit_code, 1);
    EXPECT_EQ(late.err,
              "--by 2031-01: this month is outside the run (its months end from 2026-12-22 to 2029-11-22); give one of "
              "them\n");
    EXPECT_THAT(killshot("show a.h5 --by 2029").err, HasSubstr("--by 2029: the end of that year is outside the run"));
    for (const char* wrong : {"2028-13", "2028-6x", "2028-", "june"}) {
        const Outcome outcome = killshot(std::string("show a.h5 --by ") + wrong);
        EXPECT_EQ(outcome.exit_code, 1);
        EXPECT_EQ(outcome.err, std::string("--by ") + wrong +
                                   ": is not a month or a year; write 2028-06, or 2027 for the end of that year\n");
    }
}

TEST_F(Show, WithStdoutClosedTheFileIsNotBlamed) {
    killshot("show a.h5 2>closed.err >&- ; :");
    const std::string problem = text_of_file(folder / "closed.err");
    EXPECT_NE(problem, "");
    EXPECT_THAT(problem, testing::Not(HasSubstr("a.h5")));
}

TEST_F(Show, WhatIsNotAResultIsAnError) {
    std::ofstream(folder / "notes.txt") << "mine";
    for (const char* file : {"notes.txt", "nowhere.h5", "scenarios"}) {
        const Outcome outcome = killshot(std::string("show ") + file);
        EXPECT_EQ(outcome.exit_code, 1);
        EXPECT_THAT(outcome.err, StartsWith(file));
    }
}

}  // namespace
}  // namespace killshot
