// Reports of a traced path, on the draft whose paths are known (tests/data): the kill shot takes Bittensor on path 7.
#include "report/trace_report.hpp"

#include <cmath>
#include <map>
#include <sstream>
#include <string>

#include <gmock/gmock.h>

#include "killshot/lanes/reference.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"

namespace killshot {
namespace {

using nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;

Scenario draft_scenario() {
    const nlohmann::json draft = known_answers("draft_base");
    Scenario scenario;
    scenario.name = "draft_base";
    scenario.start = std::chrono::year{2026} / 11 / 22;
    scenario.seed = draft.at("seed").get<std::uint64_t>();
    scenario.inputs = inputs_from_json(draft);
    return scenario;
}

/// A known array reduced to its path `index`, keeping the axis of paths with that one entry.
nlohmann::json only_path(const nlohmann::json& value, std::size_t index) {
    nlohmann::json result = nlohmann::json::array();
    if (!value.at(0).is_array()) return nlohmann::json::array({value.at(index)});
    for (const nlohmann::json& row : value) result.push_back(only_path(row, index));
    return result;
}

/// Largest difference relative to the known value; arrays have to have the same shape.
double difference(const nlohmann::json& have, const nlohmann::json& known) {
    if (!known.is_array())
        return std::abs(have.get<double>() - known.get<double>()) / std::max(1e-3, std::abs(known.get<double>()));
    if (have.size() != known.size()) return INFINITY;
    double largest = 0;
    for (std::size_t i = 0; i < known.size(); ++i) largest = std::max(largest, difference(have[i], known[i]));
    return largest;
}

class TraceReports : public testing::Test {
  protected:
    static constexpr int known_path = 7, index_of_known_path = 2;

    Scenario scenario = draft_scenario();
    TableStorage<double> tables{scenario.inputs};
    PathTrace trace = trace_path<Real64>(tables.view(), scenario.seed, known_path);
    TraceReport report{scenario, tables.starts(), trace};
};

/// The known answers have the names of the design; what is not listed has the same name in both.
const std::map<std::string, std::string> json_names = {
    {"lnH", "list_price_log"},
    {"lnG", "open_price_log"},
    {"pace a", "pace"},
    {"lnEs", "software_frontier_log"},
    {"lnEh", "hardware_frontier_log"},
    {"backlog b", "backlog"},
    {"markup m", "markup"},
    {"lnA", "effective_price_log"},
    {"lnC", "central_cost_log"},
    {"lnQ", "demand_log"},
    {"crypto return r", "crypto_return"},
    {"V_C", "trailing_pace"},
    {"d", "discount_log"},
    {"ln p", "price_log"},
    {"x", "cost_ratio_log"},
    {"zeta", "local_demand"},
    {"B", "contestable_demand"},
    {"T", "tail_demand"},
    {"u", "utilization"},
    {"V (USD a step)", "spend_usd"},
    {"O (USD a step)", "organic_usd"},
    {"E (tokens a step)", "emission_tokens"},
    {"subsidy (USD a step)", "subsidy_usd"},
    {"s", "subsidy_share"},
    {"lnS", "gpus_log"},
    {"N", "supply"},
    {"ln(X/X0)", "token_price_log"},
    {"K1_list", "K1_lists"},
    {"K1_any", "K1_any_list"},
    {"when", "fired_month"},
    {"kill_by_reading", "kill_month_by_reading"},
    {"release", "release_month"},
    {"adopted", "adoption_month"},
    {"parity", "parity_month"},
    {"parity_held", "parity_held_month"},
    {"stood_months", "self_funded_months"},
};

TEST_F(TraceReports, JsonHasEveryValueOfTheKnownAnswers) {
    const nlohmann::json known = known_answers("trace_base");
    ASSERT_EQ(known.at("paths").at(index_of_known_path), known_path);
    std::vector<int> all(scenario.inputs.networks.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
    const nlohmann::json json = nlohmann::json::parse(trace_to_json(report, all).dump());

    for (const auto& [known_name, values] : known.items()) {
        const auto renamed = json_names.find(known_name);
        const std::string& name = renamed == json_names.end() ? known_name : renamed->second;
        ASSERT_TRUE(json.contains(name)) << name;
        if (name == "about" || name == "start" || name == "paths") continue;
        if (name == "networks" || name == "causes" || name == "seed") {
            EXPECT_EQ(json.at(name), values) << name;
            continue;
        }
        EXPECT_LT(difference(json.at(name), only_path(values, index_of_known_path)), 1e-7) << name;
    }
    for (const auto& [name, value] : known.at("start").at(0).items())
        EXPECT_NEAR(json.at("start").at(0).at(name).get<double>(), value.get<double>(), 1e-8 * value.get<double>())
            << name;
    EXPECT_EQ(json.at("dates").at(12), "2027-12-22");
}

TEST_F(TraceReports, JsonOfOneNetworkHasOnlyThatNetwork) {
    const ordered_json json = trace_to_json(report, {8});
    EXPECT_EQ(json.at("networks"), ordered_json({"Allora Network"}));
    EXPECT_EQ(json.at("cost_ratio_log").at(0).size(), 1U);
    EXPECT_EQ(json.at("fired_month").at(0).at(0).at(0), trace.history[8].month_of[0]);
}

TEST_F(TraceReports, BinaryThirtyTwoIsWrittenWithNineDigits) {
    const TableStorage<float> storage(scenario.inputs);
    const PathTrace narrow = trace_path<float>(storage.view(), scenario.seed, known_path);
    const ordered_json json = trace_to_json({scenario, storage.starts(), narrow}, {0});
    const auto value = json.at("cost_ratio_log").at(0).at(0).at(0).get<double>();
    EXPECT_EQ(static_cast<float>(value), static_cast<float>(narrow.at(0, 0).parity_gap)) << "nine digits lose nothing";
    EXPECT_LE(json.at("cost_ratio_log").at(0).at(0).at(0).dump().size(), std::string("-0.123456789e-05").size());
}

TEST_F(TraceReports, TheNetworkOfInterestIsKilledFirst) {
    const int chosen = network_of_interest(trace);
    const int month = trace.history[static_cast<std::size_t>(chosen)].month_of[0];
    ASSERT_GT(month, 0);
    for (const NetworkHistory& other : trace.history) EXPECT_TRUE(other.month_of[0] < 0 || other.month_of[0] >= month);

    const PathTrace quiet = trace_path<Real64>(tables.view(), scenario.seed, 3);
    for (const NetworkHistory& other : quiet.history) ASSERT_LT(other.month_of[0], 0) << "path 3 has no kill";
    EXPECT_EQ(network_of_interest(quiet), 0);
}

TEST_F(TraceReports, NarrativeTellsTheMonthAndTheConditionsThatHeld) {
    ASSERT_EQ(trace.history[0].month_of[0], 26);
    const std::string text = trace_to_text(report, 0, Width::terminal);
    EXPECT_THAT(text, HasSubstr("AWS's list fell by 33% in month 6 (2027-05-22): USD 6.88 to 4.64"));
    EXPECT_THAT(text, HasSubstr("A new hardware generation is first released in month 22 (2028-09-22)"));
    EXPECT_THAT(text, HasSubstr("down by 30% or more (what customers pay): in months\n    24-36"));
    EXPECT_THAT(text, HasSubstr("K1 under other readings: lists never; any one list in months 6-36; unit of\n"
                                "    compute in months 8-36"));
    EXPECT_THAT(text, HasSubstr("in months 19, 21-36"));
    EXPECT_THAT(text, HasSubstr("K2 for the prices asked: in months 22-36"));
    EXPECT_THAT(text, HasSubstr("K1 and K2 together: in months 24-36"));
    EXPECT_THAT(text, HasSubstr("Held for 3 months in a row: the kill shot fires in month 26 (2029-01-22), and\n"
                                "    its conditions still hold at the horizon."));
    EXPECT_THAT(text, HasSubstr("The kill shot under other readings: lists never; any one list in month 23;\n"
                                "    unit of compute in month 23; prices asked in month 26"));
    EXPECT_THAT(text, HasSubstr("at some time, month 24\n    (2028-11-22); for 3 months in a row: month 26"));
    EXPECT_THAT(text, HasSubstr("First exit: token death, month 20 (2028-07-22)"));
    EXPECT_THAT(text, Not(HasSubstr("does not fire")));
}

TEST_F(TraceReports, TextFitsATerminalUnlessItIsToBeWide) {
    const auto widest = [&](Width width) {
        std::istringstream lines(trace_to_text(report, 0, width));
        std::size_t most = 0;
        for (std::string line; std::getline(lines, line);) most = std::max(most, line.size());
        return most;
    };
    EXPECT_LE(widest(Width::terminal), 80U);
    EXPECT_GT(widest(Width::wide), 80U) << "the wide tables have more columns";
    EXPECT_THAT(trace_to_text(report, 0, Width::wide), HasSubstr("kill shot\n"));
}

TEST_F(TraceReports, NarrativeOfASparedNetworkSaysSo) {
    const PathTrace quiet = trace_path<Real64>(tables.view(), scenario.seed, 3);
    const std::string text = trace_to_text({scenario, tables.starts(), quiet}, 5, Width::terminal);
    EXPECT_THAT(text, HasSubstr("The kill shot does not fire: its conditions must hold for 3 months in a row."));
    EXPECT_THAT(text, HasSubstr("\nNous Research\n"));
}

}  // namespace
}  // namespace killshot
