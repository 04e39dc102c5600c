#include "verify/model_answers.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reference/trace.hpp"
#include "tables/tables.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"
#include "verify/verify.hpp"

namespace killshot {
namespace {

using nlohmann::json;

/// A continuous state, and the smallest unit in which its binary32 error is measured.
template <class Month>
struct State {
    const char* key;
    double Month::*value;
    double least_unit;
};

constexpr State<SectorMonth> sector_states[] = {
    {"lnG", &SectorMonth::open_log, 1},
    {"pace a", &SectorMonth::pace, 1},
    {"lnEs", &SectorMonth::software_frontier_log, 1},
    {"lnEh", &SectorMonth::hardware_frontier_log, 1},
    {"backlog b", &SectorMonth::backlog, 1},
    {"markup m", &SectorMonth::markup, 1},
    {"lnA", &SectorMonth::effective_log, 1},
    {"lnC", &SectorMonth::central_cost_log, 1},
    {"lnQ", &SectorMonth::demand_log, 1},
    {"crypto return r", &SectorMonth::crypto_return, 1},
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

/// Calls visit(trace, answers, index of the path in the answers) for each path of a file.
template <class R, class F, class Visit>
void for_each_path(std::string_view file, const Visit& visit) {
    const json& answers = known_answers(fmt::format("trace_{}", file));
    const TableStorage<F> tables(inputs_from_json(known_answers(fmt::format("draft_{}", file))));
    const auto seed = answers.at("seed").get<std::uint64_t>();
    for (std::size_t p = 0; p < answers.at("paths").size(); ++p)
        visit(trace_path<R>(tables.view(), seed, answers.at("paths")[p].get<std::int64_t>()), answers, p);
}

/// The values of one state on one path, computed and expected.
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

/// Calls visit(name, path, series, least unit) for every state of every path.
template <class R, class F, class Visit>
void for_each_state(std::string_view file, const Visit& visit) {
    for_each_path<R, F>(file, [&](const PathTrace& trace, const json& answers, std::size_t p) {
        const auto months = static_cast<std::size_t>(trace.n_months);
        for (std::size_t j = 0; j < hyperscalers; ++j) {
            Series series;
            for (std::size_t k = 0; k < months; ++k) series.add(trace.sector[k].list_log[j], answers["lnH"][k][j][p]);
            visit("lnH", trace.path, series, 1);
        }
        for (const auto& state : sector_states) {
            Series series;
            for (std::size_t k = 0; k < months; ++k) series.add(trace.sector[k].*state.value, answers[state.key][k][p]);
            visit(state.key, trace.path, series, state.least_unit);
        }
        for (std::size_t i = 0; i < trace.history.size(); ++i)
            for (const auto& state : network_states) {
                Series series;
                for (std::size_t k = 0; k < months; ++k)
                    series.add(trace.at(static_cast<int>(k), static_cast<int>(i)).*state.value,
                               answers[state.key][k][i][p]);
                visit(state.key, trace.path, series, state.least_unit);
            }
    });
}

/// Compares numbers and describes the first that differs.
class FirstDifference {
  public:
    template <class Got, class Where>
    void compare(const Got& got, const json& expected, const Where& where) {
        if (text_.empty() && static_cast<std::int64_t>(got) != std::llround(expected.get<double>()))
            text_ = fmt::format("{} is {} instead of {}", where(), static_cast<std::int64_t>(got), expected.dump());
    }
    [[nodiscard]] std::string text() const { return text_; }

  private:
    std::string text_;
};

std::string first_excess(const std::vector<StateError>& errors, double tolerance) {
    for (const StateError& e : errors)
        if (!(e.error <= tolerance))
            return fmt::format(
                "{} of path {}, month {}, is {:.9g} instead of {:.9g} (an error of {:.1e} where {:.0e} is allowed)",
                e.state, e.path, e.month, e.got, e.expected, e.error, tolerance);
    return "";
}

}  // namespace

template <class R, class F>
std::vector<StateError> worst_state_errors(std::string_view file) {
    constexpr bool is_reference = sizeof(F) == sizeof(double);
    std::vector<StateError> worst;
    for_each_state<R, F>(file, [&](const char* state, std::int64_t path, const Series& series, double least_unit) {
        auto found = std::ranges::find(worst, state, &StateError::state);
        if (found == worst.end()) found = worst.insert(worst.end(), StateError{state, path, 1, 0, 0, 0});
        for (std::size_t k = 0; k < series.got.size(); ++k) {
            const double got = series.got[k], expected = series.expected[k];
            double unit = is_reference ? std::max(std::abs(expected), 1e-6) : std::max(series.largest(), least_unit);
            if (unit == 0) unit = 1;
            const double error = std::abs(got - expected) / unit;
            if (!(error <= found->error)) *found = {state, path, static_cast<int>(k) + 1, got, expected, error};
        }
    });
    return worst;
}

template <class R, class F>
std::string first_event_difference(std::string_view file) {
    FirstDifference difference;
    for_each_path<R, F>(file, [&](const PathTrace& trace, const json& answers, std::size_t p) {
        const auto of_sector = [&](const char* key, auto value) {
            for (std::size_t month = 0; month < trace.sector.size(); ++month)
                difference.compare(trace.sector[month].*value, answers[key][month][p],
                                   [&] { return fmt::format("{} of path {}, month {},", key, trace.path, month + 1); });
        };
        of_sector("scarcity", &SectorMonth::scarcity);
        of_sector("bull", &SectorMonth::bull);
        of_sector("K1", &SectorMonth::k1);
        of_sector("K1_list", &SectorMonth::k1_list);
        of_sector("K1_any", &SectorMonth::k1_any);
        of_sector("K1_compute", &SectorMonth::k1_compute);
        const auto released = std::ranges::find(trace.sector, true, &SectorMonth::has_released);
        const bool has_released = released != trace.sector.end();
        difference.compare(has_released ? released - trace.sector.begin() + 1 : -1, answers["release"][p],
                           [&] { return fmt::format("release of path {}", trace.path); });
        const auto of_network = [&](const char* key, auto value) {
            for (int month = 0; month < trace.n_months; ++month)
                for (int i = 0; i < trace.n_networks; ++i)
                    difference.compare(
                        trace.at(month, i).*value,
                        answers[key][static_cast<std::size_t>(month)][static_cast<std::size_t>(i)][p], [&] {
                            return fmt::format("{} of path {}, month {}, network {}", key, trace.path, month + 1, i);
                        });
        };
        of_network("K2", &NetworkMonth::k2);
        of_network("K2_prices", &NetworkMonth::k2_prices);
        of_network("K3", &NetworkMonth::k3);
        for (std::size_t i = 0; i < trace.history.size(); ++i) {
            const NetworkHistory& h = trace.history[i];
            const auto of_history = [&](const char* key, int got, const json& expected) {
                difference.compare(got, expected,
                                   [&] { return fmt::format("{} of path {}, network {}", key, trace.path, i); });
            };
            for (std::size_t cause = 0; cause < n_causes; ++cause)
                of_history("when", h.month_of[cause], answers["when"][cause][i][p]);
            of_history("first_cause", h.first_cause, answers["first_cause"][i][p]);
            of_history("first_month", h.first_month, answers["first_month"][i][p]);
            of_history("adopted", h.adopted, answers["adopted"][i][p]);
            of_history("parity", h.parity, answers["parity"][i][p]);
            for (std::size_t reading = 0; reading < n_watched; ++reading)
                of_history("kill_by_reading", h.month_of_reading[reading], answers["kill_by_reading"][reading][i][p]);
            of_history("parity_held", h.parity_held, answers["parity_held"][i][p]);
            of_history("parity_at_end", h.parity_at_end ? 1 : 0, answers["parity_at_end"][i][p]);
            of_history("standing", h.standing ? 1 : 0, answers["standing"][i][p]);
            of_history("long_tail_only", h.long_tail_only_month > 0 ? 1 : 0, answers["long_tail_only"][i][p]);
            of_history("low_months", h.low_months, answers["low_months"][i][p]);
            of_history("stood_months", h.self_funded_months, answers["stood_months"][i][p]);
        }
    });
    return difference.text();
}

template std::vector<StateError> worst_state_errors<Real64, double>(std::string_view);
template std::vector<StateError> worst_state_errors<float, float>(std::string_view);
template std::string first_event_difference<Real64, double>(std::string_view);
template std::string first_event_difference<float, float>(std::string_view);

std::vector<Check> model_checks() {
    std::vector<Check> checks;
    for (const std::string_view file : {"base", "stress"}) {
        checks.push_back(
            {"model", fmt::format("every state of the {} paths, binary64 within {:.0e}", file, binary64_tolerance),
             [file] { return first_excess(worst_state_errors<Real64, double>(file), binary64_tolerance); }});
        checks.push_back({"model", fmt::format("every event of the {} paths, binary64", file),
                          [file] { return first_event_difference<Real64, double>(file); }});
        checks.push_back({"model",
                          fmt::format("every state of the {} paths, binary32 within {:.0e}", file, binary32_tolerance),
                          [file] { return first_excess(worst_state_errors<float, float>(file), binary32_tolerance); }});
        checks.push_back({"model", fmt::format("every event of the {} paths, binary32", file),
                          [file] { return first_event_difference<float, float>(file); }});
    }
    return checks;
}

}  // namespace killshot
