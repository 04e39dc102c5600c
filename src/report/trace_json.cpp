#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "report/text.hpp"
#include "report/titles.hpp"
#include "report/trace_report.hpp"

namespace killshot {
namespace {

using Json = nlohmann::ordered_json;

struct SectorColumn {
    const char* name;
    double SectorMonth::*value;
};
constexpr SectorColumn sector_columns[] = {
    {"open_price_log", &SectorMonth::open_log},
    {"pace", &SectorMonth::pace},
    {"software_frontier_log", &SectorMonth::software_frontier_log},
    {"hardware_frontier_log", &SectorMonth::hardware_frontier_log},
    {"backlog", &SectorMonth::backlog},
    {"markup", &SectorMonth::markup},
    {"effective_price_log", &SectorMonth::effective_log},
    {"central_cost_log", &SectorMonth::central_cost_log},
    {"demand_log", &SectorMonth::demand_log},
    {"crypto_return", &SectorMonth::crypto_return},
    {"trailing_pace", &SectorMonth::trailing_pace},
    {"sector_utilization", &SectorMonth::utilization},
};

struct SectorFlag {
    const char* name;
    bool SectorMonth::*value;
};
constexpr SectorFlag sector_flags[] = {
    {"scarcity", &SectorMonth::scarcity},
    {"bull", &SectorMonth::bull},
    {"K1", &SectorMonth::k1},
    {"K1_lists", &SectorMonth::k1_list},
    {"K1_any_list", &SectorMonth::k1_any},
    {"K1_compute", &SectorMonth::k1_compute},
    {"released", &SectorMonth::has_released},
};

struct NetworkColumn {
    const char* name;
    double NetworkMonth::*value;
};
constexpr NetworkColumn network_columns[] = {
    {"software", &NetworkMonth::software},
    {"hardware", &NetworkMonth::hardware},
    {"discount_log", &NetworkMonth::discount_log},
    {"price_log", &NetworkMonth::price_log},
    {"cost_ratio_log", &NetworkMonth::parity_gap},
    {"break_even_ratio", &NetworkMonth::break_even_ratio},
    {"share", &NetworkMonth::share},
    {"local_demand", &NetworkMonth::local_demand},
    {"contestable_demand", &NetworkMonth::contestable_demand},
    {"tail_demand", &NetworkMonth::tail_demand},
    {"utilization", &NetworkMonth::utilization},
    {"spend_usd", &NetworkMonth::spend_usd},
    {"organic_usd", &NetworkMonth::organic_usd},
    {"emission_tokens", &NetworkMonth::emission_tokens},
    {"subsidy_usd", &NetworkMonth::subsidy_usd},
    {"pool", &NetworkMonth::pool},
    {"subsidy_share", &NetworkMonth::subsidy_share},
    {"margin", &NetworkMonth::margin},
    {"gpus_log", &NetworkMonth::gpus_log},
    {"flow", &NetworkMonth::flow},
    {"supply", &NetworkMonth::supply},
    {"token_price_log", &NetworkMonth::token_log},
    {"trust", &NetworkMonth::trust},
};

struct NetworkFlag {
    const char* name;
    bool NetworkMonth::*value;
};
constexpr NetworkFlag network_flags[] = {
    {"K2", &NetworkMonth::k2}, {"K2_prices", &NetworkMonth::k2_prices}, {"K3", &NetworkMonth::k3}};

/// Rounded to that many significant digits: a binary32 value, printed as a double, would have a tail of others.
double with_digits(double value, int significant_digits) {
    std::array<char, 40> buffer{};
    const auto end = fmt::format_to_n(buffer.data(), buffer.size(), "{:.{}g}", value, significant_digits).out;
    double rounded = value;
    std::from_chars(buffer.data(), end, rounded);
    return rounded;
}

/// Arrays end in an axis of paths, which has one entry here.
Json one_path(Json value) { return Json::array({std::move(value)}); }

template <class Value>
Json by_network(const std::vector<int>& networks, Value value) {
    Json row = Json::array();
    for (const int network : networks) row.push_back(one_path(value(network)));
    return row;
}

void add_sector(const PathTrace& trace, Json& json) {
    const auto by_month = [&](const char* name, auto value) {
        Json& rows = json[name] = Json::array();
        for (const SectorMonth& month : trace.sector) rows.push_back(value(month));
    };
    by_month("list_price_log", [&](const SectorMonth& month) {
        Json lists = Json::array();
        for (const double list : month.list_log) lists.push_back(one_path(with_digits(list, trace.significant_digits)));
        return lists;
    });
    for (const auto& column : sector_columns) {
        by_month(column.name, [&](const SectorMonth& month) {
            return one_path(with_digits(month.*column.value, trace.significant_digits));
        });
    }
    for (const auto& flag : sector_flags)
        by_month(flag.name, [&](const SectorMonth& month) { return one_path(month.*flag.value ? 1 : 0); });
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

/// The month of the first hardware release since the start; -1 if there is none.
int release_month(const PathTrace& trace) {
    const auto first = std::ranges::find(trace.sector, true, &SectorMonth::has_released);
    return first == trace.sector.end() ? -1 : static_cast<int>(first - trace.sector.begin()) + 1;
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
    Json& fired = json["fired_month"] = Json::array();
    for (std::size_t cause = 0; cause < n_causes; ++cause)
        fired.push_back(by_network(networks, [&](int i) { return history(i).month_of[cause]; }));
    json["first_cause"] = by_network(networks, [&](int i) { return history(i).first_cause; });
    json["first_month"] = by_network(networks, [&](int i) { return history(i).first_month; });
    json["adoption_month"] = by_network(networks, [&](int i) { return history(i).adopted; });
    json["parity_month"] = by_network(networks, [&](int i) { return history(i).parity; });
    json["parity_held_month"] = by_network(networks, [&](int i) { return history(i).parity_held; });
    json["parity_at_end"] = by_network(networks, [&](int i) { return history(i).parity_at_end ? 1 : 0; });
    Json& readings = json["kill_month_by_reading"] = Json::array();
    for (std::size_t slot = 0; slot < n_watched; ++slot)
        readings.push_back(by_network(networks, [&](int i) { return history(i).month_of_reading[slot]; }));
    json["standing"] = by_network(networks, [&](int i) { return history(i).standing ? 1 : 0; });
    json["long_tail_only"] = by_network(networks, [&](int i) { return history(i).long_tail_only_month > 0 ? 1 : 0; });
    json["low_months"] = by_network(networks, [&](int i) { return history(i).low_months; });
    json["self_funded_months"] = by_network(networks, [&](int i) { return history(i).self_funded_months; });
}

}  // namespace

nlohmann::ordered_json trace_to_json(const TraceReport& report, const std::vector<int>& networks) {
    const PathTrace& trace = report.trace;
    Json json;
    json["about"] = fmt::format(
        "Path {} of {} in {}: the state after each month; flow, spend_usd, organic_usd, subsidy_usd and "
        "emission_tokens "
        "are those of the month. Arrays of the sector are [month][path] (list_price_log [month][hyperscaler][path]), "
        "of "
        "networks [month][network][path]; flags are 0 or 1. Names are those of result files; NAME_log is a natural "
        "logarithm: of USD/GPU-hour (list_price, open_price, price), of the index that is 1 at the start "
        "(effective_price, central_cost, demand, gpus, token_price), of a ratio (cost_ratio, discount, frontier). "
        "fired_month [cause][network][path]: the month in which the exit fires, 1-based, -1 never; "
        "kill_month_by_reading [reading][network][path]: the same of the kill shot under its other readings, in the "
        "order of readings; first_cause: its index in causes, -1 none; start: what Eq. 19 gives. A network without a "
        "token has supply 1 and token_price_log 0. {} significant digits.",
        trace.path, report.scenario.name, trace.significant_digits > 9 ? "binary64" : "binary32",
        trace.significant_digits);
    json["seed"] = report.scenario.seed;
    json["paths"] = {trace.path};
    Json& names = json["networks"] = Json::array();
    for (const int network : networks)
        names.push_back(report.scenario.inputs.networks[static_cast<std::size_t>(network)].name);
    json["causes"] = cause_names;
    json["readings"] = std::vector(reading_names.begin() + 1, reading_names.end());
    Json& dates = json["dates"] = Json::array();
    for (int month = 1; month <= trace.n_months; ++month)
        dates.push_back(text_of(add_months(report.scenario.start, month)));
    add_sector(trace, json);
    json["release_month"] = one_path(release_month(trace));
    add_networks(trace, networks, json);
    add_history(report, networks, json);
    return json;
}

}  // namespace killshot
