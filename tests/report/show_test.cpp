#include "report/show.hpp"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "report/json.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;
using testing::Not;

Proportion of_20000(std::int64_t hits) { return proportion(hits, 20000, 0.95); }

Summary small_summary() {
    Summary s;
    s.header.path = "results/small.h5";
    s.header.input = "small.toml --seed 7";
    s.header.seed = 7;
    s.header.confidence = 0.95;
    s.header.start = std::chrono::year{2026} / 11 / 22;
    s.header.months = s.month = s.report_month = 36;
    s.header.month_2027 = 13;
    s.scenario = "small";
    s.paths = 20000;

    NetworkSummary taken;
    taken.project = {"io.net", "io_net", "IO", "conviction", "demand_linked_vault"};
    taken.kill_2027 = of_20000(0);
    taken.kill = of_20000(3680);
    taken.kill_given_k1 = proportion(3680, 5000, 0.95);
    taken.standing = proportion(3312, 3680, 0.95);
    taken.k2 = of_20000(8000);
    taken.first_exit = {of_20000(3400), of_20000(400), of_20000(200), of_20000(2000)};
    taken.no_exit = of_20000(14000);
    taken.parity = of_20000(9000);
    taken.parity_month = 24;
    taken.cost_ratio = 0.914;
    taken.utilization = 0.612;
    taken.subsidy_share = 0.224;
    taken.assumed_share = 0.57;
    taken.killed_path = 3;

    NetworkSummary spared = taken;
    spared.project = {"Ritual", "ritual", "", "watching", "pre_token"};
    spared.kill = spared.first_exit[0] = of_20000(0);
    spared.kill_given_k1 = proportion(0, 5000, 0.95);
    spared.standing = proportion(0, 0, 0.95);
    spared.parity = of_20000(0);
    spared.parity_month.reset();
    spared.killed_path = -1;

    s.networks = {taken, spared};
    s.k1 = s.k1_list = s.k1_any = s.k1_held = of_20000(5000);
    s.n_killed = {16320, 3680, 0};
    s.all_of_stance = {of_20000(3680), of_20000(0), of_20000(0)};
    return s;
}

TEST(Show, AProportionHasTheDigitsThatItsTrialsBear) {
    EXPECT_EQ(text_of(of_20000(3680)), "18.4% (17.9-18.9)");
    EXPECT_EQ(text_of(proportion(18, 100, 0.95)), "18% (11-27)");
    EXPECT_EQ(text_of(proportion(0, 0, 0.95)), "-");
}

TEST(Show, ZeroHitsAreAnUpperBoundRoundedUp) {
    EXPECT_EQ(text_of(of_20000(0)), "none (<0.019%)");
    EXPECT_EQ(text_of(proportion(0, 3, 0.95)), "none (<71%)") << "1 - 0.025^(1/3) = 70.8%";
}

TEST(Show, TablesFitATerminalAndKeepTheStanceBeside) {
    const std::string text = summary_to_text(small_summary());
    EXPECT_THAT(
        text, HasSubstr("small: 20,000 paths, seed 7, 36 months from 2026-11-22 to 2029-11-22, exact 95% intervals\n"));
    EXPECT_THAT(text, HasSubstr("io.net   conviction  none (<0.019%)  18.4% (17.9-18.9)"));
    EXPECT_THAT(text, HasSubstr("month 24, 2028-11"));
    EXPECT_THAT(text, HasSubstr("none on 81.6% of paths, one or more on 18.4%, half or more on 18.4%, all on none,\n"
                                "  all of conviction on 18.4%; 0.2 of 2 on average."));
    EXPECT_THAT(text, HasSubstr("A path with a kill: killshot trace small.toml --seed 7 --path 3 --network io_net\n"));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 120U) << line;
}

TEST(Show, TextOfAFileIsMadePrintable) {
    const std::string attack = "\x1b[2J\r\n\xc2\x9b\xe2\x80\xae\xff";
    Summary s = small_summary();
    s.scenario += attack;
    s.header.input += attack;
    s.networks[0].project.name += attack;
    s.networks[1].project.stance += attack;
    s.networks[0].project.key += attack;
    const std::string text = summary_to_text(s), json = json_text(summary_to_json(s), 1);
    const auto lines = [](const std::string& shown) { return std::count(shown.begin(), shown.end(), '\n'); };
    EXPECT_EQ(lines(text), lines(summary_to_text(small_summary()))) << "no line of its own";
    for (const std::string& shown : {text, json}) {
        for (const char* raw : {"\x1b", "\r", "\xc2\x9b", "\xe2\x80\xae", "\xff"})
            EXPECT_THAT(shown, Not(HasSubstr(raw)));
    }
    EXPECT_EQ(nlohmann::json::parse(json).at("networks").at(1).at("name"), "Ritual");
}

TEST(Show, WithoutAKillThereIsNoExample) {
    Summary s = small_summary();
    s.networks.erase(s.networks.begin());
    EXPECT_THAT(summary_to_text(s), Not(HasSubstr("killshot trace")));
}

TEST(Show, An2027ColumnNeedsAMonthOf2027) {
    Summary s = small_summary();
    s.header.month_2027 = -1;
    for (NetworkSummary& network : s.networks) network.kill_2027.reset();
    EXPECT_THAT(summary_to_text(s), Not(HasSubstr("2027-12-22")));
}

TEST(Show, JsonKeepsFullPrecisionAndCounts) {
    const nlohmann::ordered_json json = nlohmann::ordered_json::parse(summary_to_json(small_summary()).dump());
    EXPECT_EQ(json.at("by").at("date"), "2029-11-22");
    const auto& network = json.at("networks").at(0);
    EXPECT_EQ(network.at("p_kill").at("high").get<double>(), of_20000(3680).high);
    EXPECT_EQ(network.at("p_kill").at("hits"), 3680);
    EXPECT_EQ(network.at("first_exit").at("token_death").at("hits"), 2000);
    EXPECT_EQ(network.at("parity_month_median").at("date"), "2028-11-22");
    EXPECT_TRUE(json.at("networks").at(1).at("p_standing").is_null()) << "no kill, nothing to stand";
    EXPECT_TRUE(json.at("networks").at(1).at("token").is_null());
}

}  // namespace
}  // namespace killshot
