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
    s.kill_shot = {
        .price_fall = 0.3, .hold_months = 3, .discount_required = 0.3, .long_tail_share = 0.6, .decision_month = 12};

    NetworkSummary taken;
    taken.project = {"io.net", "io_net", "IO", "conviction", "demand_linked_vault"};
    taken.kill_2027 = of_20000(0);
    taken.kill = of_20000(3680);
    taken.kill_given_k1 = proportion(3680, 5000, 0.95);
    taken.standing = proportion(3312, 3680, 0.95);
    taken.long_tail_only = of_20000(600);
    taken.k2 = taken.k2_prices = of_20000(8000);
    taken.k3 = of_20000(900);
    taken.kill_by_reading = {of_20000(3680), of_20000(800), of_20000(5200), of_20000(12200), of_20000(2000)};
    taken.kill_month = 30;
    taken.first_exit = {of_20000(3400), of_20000(400), of_20000(200), of_20000(2000)};
    taken.no_exit = of_20000(14000);
    taken.parity = {of_20000(9000), of_20000(7000), of_20000(6000), 24, 27};
    taken.cost_ratio = 0.914;
    taken.break_even_ratio = 0.85;
    taken.cost_per_mtok = 0.0123;
    taken.utilization = 0.612;
    taken.subsidy_share = 0.224;
    taken.assumed_share = 0.57;
    taken.killed_path = 3;
    std::vector<std::int64_t> n(n_signal_bins), later(n_signal_bins);
    n[2] = n[5] = n[9] = 6000;
    later[2] = 600;
    later[5] = later[9] = 1200;
    taken.signals.fill(answer_of(Signal::utilization, n, later, 0.95));
    taken.signals[static_cast<std::size_t>(Signal::effective_price)] =
        answer_of(Signal::effective_price, n, std::vector<std::int64_t>(n_signal_bins), 0.95);
    taken.signals[static_cast<std::size_t>(Signal::adopted)] = {};

    NetworkSummary spared = taken;
    spared.project = {"Ritual", "ritual", "", "watching", "pre_token"};
    spared.kill = spared.first_exit[0] = of_20000(0);
    spared.kill_by_reading.fill(of_20000(0));
    spared.kill_month.reset();
    spared.kill_given_k1 = proportion(0, 5000, 0.95);
    spared.standing = proportion(0, 0, 0.95);
    spared.parity = {of_20000(0), of_20000(0), of_20000(0), {}, {}};
    spared.killed_path = -1;

    s.networks = {taken, spared};
    s.k1.fill(of_20000(5000));
    s.k1[static_cast<std::size_t>(Reading::prices)] = {};
    s.k1_held = s.released = of_20000(5000);
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

void expect_width(const std::string& text, std::size_t width) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), width) << line;
}

TEST(Show, TheFirstScreenSaysWhatItMeans) {
    const std::string text = summary_to_text(small_summary());
    EXPECT_EQ(text,
              "small: 36 months from 2026-11-22; 20,000 futures\n"
              "\n"
              "On average over the networks, 9 of 100 futures end in the kill shot by November\n"
              "2029, at the stated values of the inputs; from none (Ritual) to 18 (io.net). By\n"
              "the end of 2027 none do.\n"
              "\n"
              "                        P(kill)      P(kill)      P(kill)\n"
              "Network  Stance      by 2029-11  by end-2027  if K1 holds\n"
              "-------  ----------  ----------  -----------  -----------\n"
              "io.net   conviction       18.4%         none          74%\n"
              "Ritual   watching          none         none         none\n"
              "P(kill): counting error of at most +-0.55 points (exact 95% intervals: --wide).\n"
              "\n"
              "Kill shot: K1 and K2 hold for 3 months in a row.\n"
              "  K1  hyperscaler GPU prices are 30% or more below today (what customers pay)\n"
              "  K2  centralised cost per token still falls, faster than this network's supply\n"
              "      can match: even at cost it no longer offers the 30% discount buyers want\n"
              "  K3  the long tail is 60% or more of what demand is left (not required)\n"
              "Other readings of the same words: 2% (list prices), 13% (any one list), 30%\n"
              "(price of a unit of compute), 5% (prices asked instead of costs): --readings.\n"
              "\n"
              "More: killshot show FILE --causes --signals --readings --wide\n"
              "57% of the inputs are judgements, not sourced: killshot networks\n"
              "A path with a kill:\n"
              "  killshot trace small.toml --seed 7 --path 3 --network io_net\n");
}

TEST(Show, SharesAreNotRoundedToNoneOrAll) {
    Summary s = small_summary();
    s.networks.pop_back();
    s.networks[0].kill = of_20000(1);
    EXPECT_THAT(summary_to_text(s), HasSubstr("For io.net, fewer than 1 of 100 futures end in the kill shot"));
    s.networks[0].kill = of_20000(19999);
    EXPECT_THAT(summary_to_text(s), HasSubstr("For io.net, more than 99 of 100 futures"));
}

TEST(Show, DefinesTheKillShotThatWasRun) {
    Summary s = small_summary();
    s.kill_shot.require_long_tail = true;
    s.kill_shot.hold_months = 1;
    s.kill_shot.price_fall = 0.5;
    s.kill_shot.price_fall_already = 0.2;
    const std::string text = summary_to_text(s);
    EXPECT_THAT(text, HasSubstr("Kill shot: K1, K2 and K3 hold at the end of a month.\n"));
    EXPECT_THAT(text, HasSubstr("are 37.5% or more below today")) << "0.5 of the price before it fell by 0.2";
    EXPECT_THAT(text, Not(HasSubstr("not required")));
}

TEST(Show, NetworksComeByFallingPKill) {
    Summary s = small_summary();
    std::swap(s.networks[0], s.networks[1]);
    const std::string text = summary_to_text(s);
    EXPECT_LT(text.find("\nio.net"), text.find("\nRitual"));
}

TEST(Show, EverythingFitsATerminal) {
    Summary s = small_summary();
    s.networks[0].project.name = "Prime Intellect";
    s.header.input =
        "scenarios/small.toml --seed 7 --set 'run.networks=[\"akash\", \"render\"]' --set sector.cut_rate=2";
    s.header.scenarios = {"small", "war"};
    const std::string text = summary_to_text(s);
    for (const std::string& shown :
         {text, causes_to_text(s), readings_to_text(s), signals_to_text(s, -1), signals_to_text(s, 0)})
        expect_width(shown, 80);
    expect_width(wide_to_text(s), 120);
    EXPECT_THAT(text, HasSubstr("  killshot trace scenarios/small.toml --seed 7 \\\n"
                                "  --set 'run.networks=[\"akash\", \"render\"]' --set sector.cut_rate=2 \\\n"
                                "  --scenario 'small' --path 3 --network io_net\n"))
        << "a shell reads the lines as one";
}

TEST(Show, CausesAndParity) {
    const std::string text = causes_to_text(small_summary());
    EXPECT_THAT(text, HasSubstr("io.net     18.4%  17.0%    2.0%       1.0%  10.0%  70.0%  2029-05\n"));
    EXPECT_THAT(text, HasSubstr("at some time, for 3\nmonths in a row, and at the horizon"));
    EXPECT_THAT(text, HasSubstr("io.net     45.0%  35.0%    30.0%     2028-11   0.91      0.85\n"));
    EXPECT_THAT(text, HasSubstr("Ritual      none   none     none           -"));
}

TEST(Show, ReadingsStandSideBySide) {
    const std::string text = readings_to_text(small_summary());
    EXPECT_THAT(text, HasSubstr("io.net              conviction    18.4%    4.0%    26.0%    61.0%   10.0%\n"));
    EXPECT_THAT(text, HasSubstr("mean over networks                 9.2%    2.0%    13.0%    30.5%    5.0%\n"));
    EXPECT_THAT(text, HasSubstr("K1 holds then                     25.0%   25.0%    25.0%    25.0%       -\n"));
}

TEST(Show, SignalsHaveAVerdict) {
    const std::string mean = signals_to_text(small_summary(), -1);
    EXPECT_THAT(mean, HasSubstr("What a reading at month 12 says about a kill later"));
    EXPECT_THAT(mean, HasSubstr("01 utilization         10.0 +-0.8  20.0 +-1.1  20.0 +-1.1  raises by 10.0 +-1.3\n"));
    EXPECT_THAT(mean, HasSubstr("02 a first customer             -           -           -  one reading only\n"));
    EXPECT_THAT(mean, HasSubstr("price customers pay     0.0 +-0.1   0.0 +-0.1   0.0 +-0.1  cannot be told apart\n"));
    EXPECT_LT(mean.find("03 stands"), mean.find("subsidy share")) << "the analyst's signals come first";
    const std::string one = signals_to_text(small_summary(), 0);
    EXPECT_THAT(one, HasSubstr("; io.net\n"));
    EXPECT_THAT(one, HasSubstr("10-15%"));
    EXPECT_THAT(one, HasSubstr("6,000      10% (9-11)\n"));
    EXPECT_THAT(one, HasSubstr("0.67-0.70")) << "exp of -0.40 and -0.35";
    Summary late = small_summary();
    late.kill_shot.decision_month = 48;
    EXPECT_EQ(signals_to_text(late, -1), "Signals are read at month 48, after the horizon.\n");
}

TEST(Show, WideHasTheIntervalsAndTheRest) {
    const std::string text = wide_to_text(small_summary());
    EXPECT_THAT(text, HasSubstr("io.net   none (<0.019%)  18.4% (17.9-18.9)"));
    EXPECT_THAT(text, HasSubstr("quality price index,"));
    EXPECT_THAT(text, HasSubstr("USD of t0"));
    EXPECT_THAT(text, HasSubstr("none on 81.6% of paths, one or more on 18.4%"));
}

TEST(Show, TextOfAFileIsMadePrintable) {
    const std::string attack = "\x1b[2J\r\n\xc2\x9b\xe2\x80\xae\xff";
    Summary s = small_summary();
    s.scenario += attack;
    s.header.input += attack;
    s.networks[0].project.name += attack;
    s.networks[1].project.stance += attack;
    s.networks[0].project.key += attack;
    const auto all = [](const Summary& summary) {
        return heading(summary) + causes_to_text(summary) + readings_to_text(summary) + wide_to_text(summary) +
               signals_to_text(summary, 0) + summary_to_text(summary);
    };
    const std::string text = all(s), json = json_text(summary_to_json(s), 1);
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
    EXPECT_THAT(summary_to_text(s), Not(HasSubstr("2027")));
    EXPECT_THAT(wide_to_text(s), Not(HasSubstr("2027-12-22")));
}

TEST(Show, JsonKeepsFullPrecisionAndCounts) {
    const nlohmann::ordered_json json = nlohmann::ordered_json::parse(summary_to_json(small_summary()).dump());
    EXPECT_EQ(json.at("by").at("date"), "2029-11-22");
    const auto& network = json.at("networks").at(0);
    EXPECT_EQ(network.at("p_kill").at("high").get<double>(), of_20000(3680).high);
    EXPECT_EQ(network.at("p_kill").at("hits"), 3680);
    EXPECT_EQ(network.at("causes").at("first_exit").at("token_death").at("hits"), 2000);
    EXPECT_EQ(network.at("kill_month_median").at("month"), 30);
    EXPECT_EQ(network.at("parity").at("month_median").at("date"), "2028-11-22");
    EXPECT_EQ(network.at("parity").at("held").at("hits"), 7000);
    EXPECT_EQ(network.at("readings").at("compute").at("hits"), 12200);
    const auto& signal = network.at("signals").at("utilization");
    EXPECT_EQ(signal.at("verdict"), "raises");
    EXPECT_EQ(signal.at("highest").at("bin"), 9);
    EXPECT_EQ(signal.at("lowest").at("trials"), 6000);
    EXPECT_TRUE(network.at("signals").at("adopted").at("lowest").is_null());
    EXPECT_EQ(json.at("kill_shot").at("hold_months"), 3);
    EXPECT_EQ(json.at("sector").at("p_K1").size(), 4U) << "no K1 of the reading prices";
    EXPECT_TRUE(json.at("networks").at(1).at("p_standing").is_null()) << "no kill, nothing to stand";
    EXPECT_TRUE(json.at("networks").at(1).at("token").is_null());
}

}  // namespace
}  // namespace killshot
