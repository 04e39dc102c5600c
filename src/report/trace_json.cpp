#include <array>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "report/cause_names.hpp"
#include "report/text.hpp"
#include "report/trace_report.hpp"

namespace killshot {
namespace {

using Json = nlohmann::ordered_json;

struct SectorColumn {
    const char* name;
    double SectorMonth::*value;
};
constexpr SectorColumn sector_columns[] = {
    {"lnG", &SectorMonth::open_log},      {"pace a", &SectorMonth::pace},
    {"lnE", &SectorMonth::frontier_log},  {"markup m", &SectorMonth::markup},
    {"lnA", &SectorMonth::effective_log}, {"lnC", &SectorMonth::central_cost_log},
    {"lnQ", &SectorMonth::demand_log},    {"crypto return r", &SectorMonth::crypto_return},
    {"V_C", &SectorMonth::trailing_pace}, {"sector_utilization", &SectorMonth::utilization},
};

struct SectorFlag {
    const char* name;
    bool SectorMonth::*value;
};
constexpr SectorFlag sector_flags[] = {
    {"scarcity", &SectorMonth::scarcity}, {"bull", &SectorMonth::bull},     {"K1", &SectorMonth::k1},
    {"K1_list", &SectorMonth::k1_list},   {"K1_any", &SectorMonth::k1_any},
};

struct NetworkColumn {
    const char* name;
    double NetworkMonth::*value;
};
constexpr NetworkColumn network_columns[] = {
    {"software", &NetworkMonth::software},
    {"hardware", &NetworkMonth::hardware},
    {"d", &NetworkMonth::discount_log},
    {"ln p", &NetworkMonth::price_log},
    {"x", &NetworkMonth::parity_gap},
    {"share", &NetworkMonth::share},
    {"zeta", &NetworkMonth::local_demand},
    {"B", &NetworkMonth::contestable_demand},
    {"T", &NetworkMonth::tail_demand},
    {"u", &NetworkMonth::utilization},
    {"V (USD a step)", &NetworkMonth::spend_usd},
    {"O (USD a step)", &NetworkMonth::organic_usd},
    {"E (tokens a step)", &NetworkMonth::emission_tokens},
    {"subsidy (USD a step)", &NetworkMonth::subsidy_usd},
    {"pool", &NetworkMonth::pool},
    {"s", &NetworkMonth::subsidy_share},
    {"margin", &NetworkMonth::margin},
    {"lnS", &NetworkMonth::gpus_log},
    {"flow", &NetworkMonth::flow},
    {"N", &NetworkMonth::supply},
    {"ln(X/X0)", &NetworkMonth::token_log},
    {"trust", &NetworkMonth::trust},
};

struct NetworkFlag {
    const char* name;
    bool NetworkMonth::*value;
};
constexpr NetworkFlag network_flags[] = {{"K2", &NetworkMonth::k2}, {"K3", &NetworkMonth::k3}};

/// The shortest decimal that has the given significant digits: a binary32 value without the tail it has as a double.
double with_digits(double value, int significant_digits) {
    std::array<char, 40> buffer{};
    const auto end = fmt::format_to_n(buffer.data(), buffer.size(), "{:.{}g}", value, significant_digits).out;
    double rounded = value;
    std::from_chars(buffer.data(), end, rounded);
    return rounded;
}

/// Arrays end in an axis of paths, which has one entry here.
Json of_one_path(Json value) { return Json::array({std::move(value)}); }

template <class Value>
Json by_network(const std::vector<int>& networks, Value value) {
    Json row = Json::array();
    for (const int network : networks) row.push_back(of_one_path(value(network)));
    return row;
}

void add_sector(const PathTrace& trace, Json& json) {
    const auto by_month = [&](const char* name, auto value) {
        Json& rows = json[name] = Json::array();
        for (const SectorMonth& month : trace.sector) rows.push_back(value(month));
    };
    by_month("lnH", [&](const SectorMonth& month) {
        Json lists = Json::array();
        for (const double list : month.list_log)
            lists.push_back(of_one_path(with_digits(list, trace.significant_digits)));
        return lists;
    });
    for (const auto& column : sector_columns) {
        by_month(column.name, [&](const SectorMonth& month) {
            return of_one_path(with_digits(month.*column.value, trace.significant_digits));
        });
    }
    for (const auto& flag : sector_flags)
        by_month(flag.name, [&](const SectorMonth& month) { return of_one_path(month.*flag.value ? 1 : 0); });
}

void add_networks(const PathTrace& trace, const std::vector<int>& networks, Json& json) {
    const auto by_month = [&](const char* name, auto value) {
        Json& rows = json[name] = Json::array();
        for (int step = 0; step < trace.n_months; ++step)
            rows.push_back(by_network(networks, [&](int network) { return value(trace.at(step, network)); }));
    };
    for (const auto& column : network_columns) {
        by_month(column.name,
                 [&](const NetworkMonth& month) { return with_digits(month.*column.value, trace.significant_digits); });
    }
    for (const auto& flag : network_flags)
        by_month(flag.name, [&](const NetworkMonth& month) { return month.*flag.value ? 1 : 0; });
}

void add_history(const TraceReport& report, const std::vector<int>& networks, Json& json) {
    Json& starts = json["start"] = Json::array();
    for (const int network : networks) {
        const NetworkStart& start = report.starts[static_cast<std::size_t>(network)];
        starts.push_back({{"gpus0", start.gpus0},
                          {"subsidy_share0", start.subsidy_share0},
                          {"capital_cost", start.capital_cost},
                          {"target_utilization", start.target_utilization}});
    }
    const auto history = [&](int network) -> const NetworkHistory& {
        return report.trace.history[static_cast<std::size_t>(network)];
    };
    Json& when = json["when"] = Json::array();
    for (std::size_t cause = 0; cause < n_causes; ++cause)
        when.push_back(by_network(networks, [&](int i) { return history(i).month_of[cause]; }));
    json["first_cause"] = by_network(networks, [&](int i) { return history(i).first_cause; });
    json["first_month"] = by_network(networks, [&](int i) { return history(i).first_month; });
    json["adopted"] = by_network(networks, [&](int i) { return history(i).adopted; });
    json["parity"] = by_network(networks, [&](int i) { return history(i).parity; });
    json["parity_discounted"] = by_network(networks, [&](int i) { return history(i).parity_discounted; });
    json["standing"] = by_network(networks, [&](int i) { return history(i).standing ? 1 : 0; });
    json["long_tail_only"] = by_network(networks, [&](int i) { return history(i).long_tail_only_month > 0 ? 1 : 0; });
    json["low_months"] = by_network(networks, [&](int i) { return history(i).low_months; });
    json["stood_months"] = by_network(networks, [&](int i) { return history(i).stood_months; });
}

}  // namespace

nlohmann::ordered_json trace_to_json(const TraceReport& report, const std::vector<int>& networks) {
    const PathTrace& trace = report.trace;
    Json json;
    json["about"] = fmt::format(
        "Path {} of {} in {}: the state after each step (flow: of that step). Sector arrays [month][path] (lnH "
        "[month][hyperscaler][path]), network arrays [month][network][path], flags 0 or 1; when "
        "[cause][network][path]: the "
        "month in which it fires (its hold complete), 1-based, -1 never; first_cause: index in causes, -1 none; start: "
        "what "
        "Eq. 19 gives. A network without a token has N = X = 1. {} significant digits.",
        trace.path, report.scenario.name, trace.significant_digits > 9 ? "binary64" : "binary32",
        trace.significant_digits);
    json["seed"] = report.scenario.seed;
    json["paths"] = {trace.path};
    Json& names = json["networks"] = Json::array();
    for (const int network : networks)
        names.push_back(report.scenario.inputs.networks[static_cast<std::size_t>(network)].name);
    json["causes"] = cause_names;
    Json& dates = json["dates"] = Json::array();
    for (int month = 1; month <= trace.n_months; ++month)
        dates.push_back(text_of(add_months(report.scenario.start, month)));
    add_sector(trace, json);
    add_networks(trace, networks, json);
    add_history(report, networks, json);
    return json;
}

}  // namespace killshot
