// Every state after every step and every event of nine paths, as two independent binary64 implementations of MODEL.md give
// them (tests/data/trace_base.json, trace_stress.json): the binary64 build to 1e-7, binary32 to the tolerance of each state.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "killshot/lanes/reference.hpp"
#include "killshot/report/trace.hpp"
#include "support/draft_tables.hpp"

namespace killshot::test {
namespace {

using nlohmann::json;

/// A state that changes continuously. Errors of binary32 are relative, and absolute below `scale`: a logarithm of prices is
/// right to its own last places, not to those of the little that it moved.
template <class Month>
struct State {
    const char* key;
    double Month::*value;
    double scale;
    double binary32_tolerance;
};

constexpr State<SectorMonth> sector_states[] = {
    {"lnG", &SectorMonth::open_log, 1, 2e-6},
    {"pace a", &SectorMonth::pace, 1, 2e-6},
    {"lnE", &SectorMonth::frontier_log, 1, 2e-6},
    {"markup m", &SectorMonth::markup, 1, 2e-6},
    {"lnA", &SectorMonth::effective_log, 1, 2e-6},
    {"lnC", &SectorMonth::central_cost_log, 1, 2e-6},
    {"lnQ", &SectorMonth::demand_log, 1, 2e-6},
    {"crypto return r", &SectorMonth::crypto_return, 1, 2e-6},
    {"V_C", &SectorMonth::trailing_pace, 1, 1e-5},
};

constexpr State<NetworkMonth> network_states[] = {
    {"software", &NetworkMonth::software, 1, 2e-6},
    {"hardware", &NetworkMonth::hardware, 1, 2e-6},
    {"d", &NetworkMonth::discount_log, 1, 2e-5},
    {"ln p", &NetworkMonth::price_log, 1, 2e-5},
    {"x", &NetworkMonth::parity_gap, 1, 2e-5},
    {"share", &NetworkMonth::share, 0, 1e-4},
    {"zeta", &NetworkMonth::local_demand, 1, 2e-6},
    {"B", &NetworkMonth::contestable_demand, 0, 1e-4},
    {"T", &NetworkMonth::tail_demand, 0, 1e-4},
    {"u", &NetworkMonth::utilization, 0, 1e-4},
    {"V (USD a step)", &NetworkMonth::spend_usd, 0, 1e-4},
    {"O (USD a step)", &NetworkMonth::organic_usd, 0, 1e-4},
    {"E (tokens a step)", &NetworkMonth::emission_tokens, 0, 1e-4},
    {"subsidy (USD a step)", &NetworkMonth::subsidy_usd, 0, 1e-4},
    {"pool", &NetworkMonth::pool, 0, 1e-4},
    {"s", &NetworkMonth::subsidy_share, 1, 1e-4},
    {"margin", &NetworkMonth::margin, 1, 1e-4},
    {"lnS", &NetworkMonth::gpus_log, 1, 1e-4},
    {"flow", &NetworkMonth::flow, 1, 1e-4},
    {"N", &NetworkMonth::supply, 0, 1e-4},
    {"ln(X/X0)", &NetworkMonth::token_log, 1, 1e-4},
    {"trust", &NetworkMonth::trust, 1, 2e-6},
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

/// Worst error of each state, and the first place where it is beyond its tolerance.
class Errors {
  public:
    void add(const std::string& key, double got, double expected, double scale, double tolerance, const std::string& place) {
        const double size = std::max(std::abs(expected), scale);
        const double error = got == expected ? 0 : std::abs(got - expected) / size;
        worst_[key] = std::max(worst_[key], error);
        if (!(error <= tolerance) && first_.empty())
            first_ = key + place + ": " + std::to_string(got) + " instead of " + std::to_string(expected);
    }

    void expect_none() const {
        for (const auto& [key, error] : worst_) testing::Test::RecordProperty("worst " + key, std::to_string(error * 1e9) + "e-9");
        EXPECT_TRUE(first_.empty()) << first_;
    }

  private:
    std::map<std::string, double> worst_;
    std::string first_;
};

template <class R, class F>
void compare_states(const std::string& name, const std::function<double(double scale)>& scale_of,
                    const std::function<double(double binary32_tolerance)>& tolerance_of) {
    Errors errors;
    for_each_path<R, F>(name, [&](const PathTrace& trace, const json& answers, std::size_t p) {
        const auto at = [p](int k) { return ", path " + std::to_string(p) + ", month " + std::to_string(k + 1); };
        for (int k = 0; k < trace.n_months; ++k) {
            const auto month = static_cast<std::size_t>(k);
            const SectorMonth& s = trace.sector[month];
            for (std::size_t j = 0; j < 3; ++j)
                errors.add("lnH", s.list_log[j], answers["lnH"][month][j][p], scale_of(1), tolerance_of(2e-6), at(k));
            for (const auto& state : sector_states)
                errors.add(state.key, s.*state.value, answers[state.key][month][p], scale_of(state.scale),
                           tolerance_of(state.binary32_tolerance), at(k));
            for (int i = 0; i < trace.n_networks; ++i)
                for (const auto& state : network_states)
                    errors.add(state.key, trace.at(k, i).*state.value, answers[state.key][month][static_cast<std::size_t>(i)][p],
                               scale_of(state.scale), tolerance_of(state.binary32_tolerance),
                               at(k) + ", network " + std::to_string(i));
        }
    });
    errors.expect_none();
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
                ASSERT_EQ(trace.at(k, i).k2, answers["K2"][month][network][p] == 1) << "month " << k + 1 << ", network " << i;
                ASSERT_EQ(trace.at(k, i).k3, answers["K3"][month][network][p] == 1) << "month " << k + 1 << ", network " << i;
            }
        }
        for (std::size_t i = 0; i < trace.history.size(); ++i) {
            SCOPED_TRACE("network " + std::to_string(i));
            const NetworkHistory& h = trace.history[i];
            for (std::size_t cause = 0; cause < n_causes; ++cause) EXPECT_EQ(h.month_of[cause], answers["when"][cause][i][p]) << cause;
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
    // The answers have nine digits; a value that cancels to nothing is compared on a scale of 1e-6.
    compare_states<Real64, double>(
        GetParam(), [](double) { return 1e-6; }, [](double) { return 1e-7; });
}

TEST_P(KnownAnswers, Binary64HasEveryEvent) { compare_events<Real64, double>(GetParam()); }

TEST_P(KnownAnswers, Binary32HasEveryStateToItsTolerance) {
    compare_states<float, float>(
        GetParam(), [](double scale) { return scale == 0 ? 1e-6 : scale; }, [](double tolerance) { return tolerance; });
}

TEST_P(KnownAnswers, Binary32HasEveryEvent) { compare_events<float, float>(GetParam()); }

INSTANTIATE_TEST_SUITE_P(, KnownAnswers, testing::Values("base", "stress"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace killshot::test
