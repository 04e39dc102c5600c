// Every state after every step and every event of nine paths, as two independent binary64 implementations of MODEL.md
// give them (tests/data/trace_base.json, trace_stress.json): the binary64 build to 1e-7, binary32 to 1e-5.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "killshot/lanes/reference.hpp"
#include "killshot/report/trace.hpp"
#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

using nlohmann::json;

constexpr double binary32_tolerance = 1e-5;  // the worst seen is 5.6e-6, of a subsidy that is a small difference

/// A state that changes continuously. Errors of binary32 are in units of the largest value that the state takes on its
/// path, and of 1 where it is a logarithm or a share: right to its own last places, not to those of its small moves.
template <class Month>
struct State {
    const char* key;
    double Month::*value;
    double least_unit;
};

constexpr State<SectorMonth> sector_states[] = {
    {"lnG", &SectorMonth::open_log, 1},      {"pace a", &SectorMonth::pace, 1},
    {"lnE", &SectorMonth::frontier_log, 1},  {"markup m", &SectorMonth::markup, 1},
    {"lnA", &SectorMonth::effective_log, 1}, {"lnC", &SectorMonth::central_cost_log, 1},
    {"lnQ", &SectorMonth::demand_log, 1},    {"crypto return r", &SectorMonth::crypto_return, 1},
    {"V_C", &SectorMonth::trailing_pace, 1},
};

constexpr State<NetworkMonth> network_states[] = {
    {"software", &NetworkMonth::software, 1},
    {"hardware", &NetworkMonth::hardware, 1},
    {"d", &NetworkMonth::discount_log, 1},
    {"ln p", &NetworkMonth::price_log, 1},
    {"x", &NetworkMonth::parity_gap, 1},
    {"share", &NetworkMonth::share, 0},
    {"zeta", &NetworkMonth::local_demand, 1},
    {"B", &NetworkMonth::contestable_demand, 0},
    {"T", &NetworkMonth::tail_demand, 0},
    {"u", &NetworkMonth::utilization, 0},
    {"V (USD a step)", &NetworkMonth::spend_usd, 0},
    {"O (USD a step)", &NetworkMonth::organic_usd, 0},
    {"E (tokens a step)", &NetworkMonth::emission_tokens, 0},
    {"subsidy (USD a step)", &NetworkMonth::subsidy_usd, 0},
    {"pool", &NetworkMonth::pool, 0},
    {"s", &NetworkMonth::subsidy_share, 1},
    {"margin", &NetworkMonth::margin, 1},
    {"lnS", &NetworkMonth::gpus_log, 1},
    {"flow", &NetworkMonth::flow, 1},
    {"N", &NetworkMonth::supply, 0},
    {"ln(X/X0)", &NetworkMonth::token_log, 1},
    {"trust", &NetworkMonth::trust, 1},
};

/// Runs visit(trace, answers, index of the path in the answers) over the paths of one file.
template <class R, class F, class Visit>
void for_each_path(const std::string& name, const Visit& visit) {
    const json answers = read_test_json("trace_" + name + ".json");
    const TableStorage<F> storage(draft(name));
    const auto seed = answers.at("seed").get<std::uint64_t>();
    for (std::size_t p = 0; p < answers.at("paths").size(); ++p)
        visit(trace_path<R>(storage.view(), seed, answers.at("paths")[p].get<std::int64_t>()), answers, p);
}

/// The values of one state on one path, as they are and as they should be.
struct Series {
    std::vector<double> got, expected;

    void add(double value, double answer) {
        got.push_back(value);
        expected.push_back(answer);
    }

    [[nodiscard]] double largest() const {
        double size = 0;
        for (const double value : expected) size = std::max(size, std::abs(value));
        return size;
    }
};

/// Looks at every state of every path: visit(name, series, least unit).
template <class R, class F, class Visit>
void for_each_state(const std::string& name, const Visit& visit) {
    for_each_path<R, F>(name, [&](const PathTrace& trace, const json& answers, std::size_t p) {
        const auto months = static_cast<std::size_t>(trace.n_months);
        for (std::size_t j = 0; j < 3; ++j) {
            Series series;
            for (std::size_t k = 0; k < months; ++k) series.add(trace.sector[k].list_log[j], answers["lnH"][k][j][p]);
            visit("lnH", series, 1);
        }
        for (const auto& state : sector_states) {
            Series series;
            for (std::size_t k = 0; k < months; ++k) series.add(trace.sector[k].*state.value, answers[state.key][k][p]);
            visit(state.key, series, state.least_unit);
        }
        for (std::size_t i = 0; i < trace.history.size(); ++i)
            for (const auto& state : network_states) {
                Series series;
                for (std::size_t k = 0; k < months; ++k)
                    series.add(trace.at(static_cast<int>(k), static_cast<int>(i)).*state.value,
                               answers[state.key][k][i][p]);
                visit(state.key, series, state.least_unit);
            }
    });
}

template <class R, class F>
void compare_events(const std::string& name) {
    for_each_path<R, F>(name, [&](const PathTrace& trace, const json& answers, std::size_t p) {
        SCOPED_TRACE("path " + std::to_string(trace.path));
        for (int k = 0; k < trace.n_months; ++k) {
            const auto month = static_cast<std::size_t>(k);
            const SectorMonth& s = trace.sector[month];
            ASSERT_EQ(s.scarcity, answers["scarcity"][month][p] == 1.0) << "month " << k + 1;
            ASSERT_EQ(s.bull, answers["bull"][month][p] == 1.0) << "month " << k + 1;
            ASSERT_EQ(s.k1, answers["K1"][month][p] == 1) << "month " << k + 1;
            for (int i = 0; i < trace.n_networks; ++i) {
                const auto network = static_cast<std::size_t>(i);
                ASSERT_EQ(trace.at(k, i).k2, answers["K2"][month][network][p] == 1)
                    << "month " << k + 1 << ", network " << i;
                ASSERT_EQ(trace.at(k, i).k3, answers["K3"][month][network][p] == 1)
                    << "month " << k + 1 << ", network " << i;
            }
        }
        for (std::size_t i = 0; i < trace.history.size(); ++i) {
            SCOPED_TRACE("network " + std::to_string(i));
            const NetworkHistory& h = trace.history[i];
            for (std::size_t cause = 0; cause < n_causes; ++cause)
                EXPECT_EQ(h.month_of[cause], answers["when"][cause][i][p]) << cause;
            EXPECT_EQ(h.first_cause, answers["first_cause"][i][p]);
            EXPECT_EQ(h.first_month, answers["first_month"][i][p]);
            EXPECT_EQ(h.adopted, answers["adopted"][i][p]);
            EXPECT_EQ(h.parity, answers["parity"][i][p]);
            EXPECT_EQ(h.parity_discounted, answers["parity_discounted"][i][p]);
            EXPECT_EQ(h.standing ? 1 : 0, answers["standing"][i][p]);
            EXPECT_EQ(h.long_tail_only_month > 0 ? 1 : 0, answers["long_tail_only"][i][p]);
            EXPECT_EQ(h.low_months, answers["low_months"][i][p]);
            EXPECT_EQ(h.stood_months, answers["stood_months"][i][p]);
        }
    });
}

class KnownAnswers : public testing::TestWithParam<const char*> {};

TEST_P(KnownAnswers, Binary64HasEveryStateToOneInTenMillion) {
    for_each_state<Real64, double>(GetParam(), [](const char* key, const Series& series, double) {
        for (std::size_t k = 0; k < series.got.size(); ++k) {
            // The answers have nine digits; what cancels to next to nothing is compared on a scale of 1e-6.
            const double unit = std::max(std::abs(series.expected[k]), 1e-6);
            ASSERT_NEAR(series.got[k], series.expected[k], 1e-7 * unit) << key << ", month " << k + 1;
        }
    });
}

TEST_P(KnownAnswers, Binary64HasEveryEvent) { compare_events<Real64, double>(GetParam()); }

TEST_P(KnownAnswers, Binary32HasEveryStateToOneInAHundredThousand) {
    std::map<std::string, double> worst;
    for_each_state<float, float>(GetParam(), [&](const char* key, const Series& series, double least_unit) {
        const double unit = std::max(series.largest(), least_unit);
        for (std::size_t k = 0; k < series.got.size(); ++k) {
            const double error =
                unit == 0 ? std::abs(series.got[k]) : std::abs(series.got[k] - series.expected[k]) / unit;
            worst[key] = std::max(worst[key], error);
            EXPECT_LE(error, binary32_tolerance)
                << key << ", month " << k + 1 << ": " << series.got[k] << " instead of " << series.expected[k];
        }
    });
    for (const auto& [key, error] : worst) std::cout << fmt::format("{:<24} {:.1e}\n", key, error);
}

TEST_P(KnownAnswers, Binary32HasEveryEvent) { compare_events<float, float>(GetParam()); }

INSTANTIATE_TEST_SUITE_P(, KnownAnswers, testing::Values("base", "stress"),
                         [](const auto& file) { return std::string(file.param); });

}  // namespace
}  // namespace killshot::test
