#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "report/changes.hpp"
#include "report/json.hpp"
#include "report/show.hpp"
#include "report/titles.hpp"

namespace killshot {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Proportion& p) {
    if (p.trials == 0) return nullptr;
    return {{"estimate", p.estimate}, {"low", p.low}, {"high", p.high}, {"hits", p.hits}, {"trials", p.trials}};
}

Json month_of(const Summary& s, int month) {
    return {{"month", month}, {"date", text_of(add_months(s.header.start, month))}};
}

Json month_or_null(const Summary& s, std::optional<int> month) { return month ? month_of(s, *month) : Json(nullptr); }

/// Share of the paths by the end of each month, or after it.
Json shares_by_month(const MonthlyPaths& paths, std::int64_t n_paths) {
    Json shares = Json::array();
    for (const std::int64_t count : paths) shares.push_back(static_cast<double>(count) / static_cast<double>(n_paths));
    return shares;
}

template <std::size_t N>
Json json_of(const std::array<OutputCurve, N>& curves, const OutputInfo (&outputs)[N]) {
    Json json = Json::object();
    for (std::size_t output = 0; output < N; ++output) {
        const OutputCurve& curve = curves[output];
        Json mean = Json::array(), quantiles = Json::object();
        for (std::size_t date = 0; date < curve.mean.size(); ++date) {
            mean.push_back(number_or_null(curve.mean[date]));
            for (std::size_t q = 0; q < n_quantiles; ++q)
                quantiles[fmt::format("{:g}", quantile_probabilities[q])].push_back(
                    number_or_null(curve.quantiles[date][q]));
        }
        json[outputs[output].name] = {{"unit", outputs[output].units},
                                      {"title", outputs[output].long_name},
                                      {"mean", mean},
                                      {"quantiles", quantiles}};
    }
    return json;
}

Json json_of(const SignalReading& reading) {
    if (reading.paths == 0) return nullptr;
    return {{"bin", reading.bin},          {"estimate", reading.p},
            {"low", reading.interval.low}, {"high", reading.interval.high},
            {"hits", reading.kills},       {"trials", reading.paths}};
}

Json json_of(std::string_view title, const SignalAnswer& answer) {
    const bool is_known = answer.verdict != Verdict::unknown;
    return {{"title", title},
            {"lowest", json_of(answer.lowest)},
            {"middle", json_of(answer.middle)},
            {"highest", json_of(answer.highest)},
            {"difference", is_known ? Json(answer.difference) : Json(nullptr)},
            {"difference_low", is_known ? Json(answer.interval.low) : Json(nullptr)},
            {"difference_high", is_known ? Json(answer.interval.high) : Json(nullptr)},
            {"verdict", verdict_title(answer.verdict)}};
}

Json json_of(const Summary& s, const NetworkSummary& n) {
    Json first_exit, cif, readings, signals;
    for (std::size_t cause = 0; cause < n_causes; ++cause) {
        first_exit[std::string(cause_names[cause])] = json_of(n.first_exit[cause]);
        cif[std::string(cause_names[cause])] = shares_by_month(n.first_exit_by[cause], s.paths);
    }
    for (std::size_t reading = 0; reading < n_readings; ++reading) {
        Json& json = readings[std::string(reading_names[reading])] = {{"title", reading_titles[reading]}};
        json.update(json_of(n.kill_by_reading[reading]));
    }
    for (const auto& [signal, title] : signal_titles) {
        const auto index = static_cast<std::size_t>(signal);
        signals[std::string(signal_names[index])] = json_of(title, n.signals[index]);
    }
    const std::optional<Cause> cause = main_cause(n);
    return {{"name", n.project.name},
            {"key", n.project.key},
            {"token", n.project.token.empty() ? Json(nullptr) : Json(n.project.token)},
            {"stance", n.project.stance},
            {"archetype", n.project.archetype},
            {"p_kill_2027", n.kill_2027 ? json_of(*n.kill_2027) : Json(nullptr)},
            {"p_kill", json_of(n.kill)},
            {"p_kill_given_K1", json_of(n.kill_given_k1)},
            {"p_standing", json_of(n.standing)},
            {"p_long_tail_only", json_of(n.long_tail_only)},
            {"kill_cdf", shares_by_month(n.killed_by, s.paths)},
            {"kill_month_median", month_or_null(s, n.kill_month)},
            {"main_cause", cause ? Json(cause_names[static_cast<std::size_t>(*cause)]) : Json(nullptr)},
            {"p_K2", json_of(n.k2)},
            {"p_K2_prices", json_of(n.k2_prices)},
            {"p_K3", json_of(n.k3)},
            {"readings", readings},
            {"conditions",
             {{"K2", shares_by_month(n.k2_after, s.paths)},
              {"K2_prices", shares_by_month(n.k2_prices_after, s.paths)},
              {"K3", shares_by_month(n.k3_after, s.paths)}}},
            {"causes", {{"first_exit", first_exit}, {"no_exit", json_of(n.no_exit)}}},
            {"cif", cif},
            {"parity",
             {{"some_time", json_of(n.parity.some_time)},
              {"held", json_of(n.parity.held)},
              {"at_end", json_of(n.parity.at_end)},
              {"month_median", month_or_null(s, n.parity.month)},
              {"held_month_median", month_or_null(s, n.parity.held_month)}}},
            {"signals", signals},
            {"cost_ratio_median", number_or_null(n.cost_ratio)},
            {"break_even_ratio_median", number_or_null(n.break_even_ratio)},
            {"cost_per_mtok_median", number_or_null(n.cost_per_mtok)},
            {"utilization_median", number_or_null(n.utilization)},
            {"subsidy_share_median", number_or_null(n.subsidy_share)},
            {"curves", json_of(n.curves, NetworkOutputs::info)},
            {"assumed_share", n.assumed_share},
            {"killed_path", n.killed_path < 0 ? Json(nullptr) : Json(n.killed_path)}};
}

}  // namespace

nlohmann::ordered_json summary_to_json(const Summary& s, const BeliefSummary* beliefs) {
    const ResultHeader& header = s.header;
    // The draws are counted by the horizon alone.
    const bool is_by_horizon = s.month == header.months;
    Json json = {{"file", header.path},
                 {"scenario", s.scenario},
                 {"sentence", sentence(s, is_by_horizon ? beliefs : nullptr)},
                 {"input", header.input},
                 {"changed_inputs", changed_inputs_to_json(s.changed)},
                 {"source", header.source},
                 {"digest", header.digest},
                 {"seed", header.seed},
                 {"paths", s.paths},
                 {"confidence_level", header.confidence},
                 {"start", text_of(header.start)},
                 {"horizon", month_of(s, header.months)},
                 {"by", month_of(s, s.month)},
                 {"medians_at", s.report_month > 0 ? month_of(s, s.report_month) : Json(nullptr)},
                 {"by_2027", header.month_2027 > 0 ? month_of(s, header.month_2027) : Json(nullptr)}};
    Json& dates = json["report_dates"] = Json::array();
    for (const int month : header.report_months) dates.push_back(month_of(s, month));
    json["assumed_share"] = mean_over_networks(s, [](const NetworkSummary& n) { return n.assumed_share; });
    const KillShotInputs& k = s.kill_shot;
    json["kill_shot"] = {{"price_fall", k.price_fall},           {"price_fall_already", k.price_fall_already},
                         {"hold_months", k.hold_months},         {"discount_required", k.discount_required},
                         {"long_tail_share", k.long_tail_share}, {"require_long_tail", k.require_long_tail},
                         {"decision_month", k.decision_month}};
    json["conditions"] = {{"kill_shot", kill_shot_in_words(k)}};
    for (const auto& [name, words] : conditions_in_words(k)) json["conditions"][std::string(name)] = words;
    Json& networks = json["networks"] = Json::array();
    for (const NetworkSummary& n : s.networks) networks.push_back(json_of(s, n));
    Json k1, k1_by_month;
    for (std::size_t reading = 0; reading < static_cast<std::size_t>(Reading::prices); ++reading) {
        k1[std::string(reading_names[reading])] = json_of(s.k1[reading]);
        k1_by_month[std::string(reading_names[reading])] = shares_by_month(s.k1_after[reading], s.paths);
    }
    json["sector"] = {{"p_K1", k1},
                      {"K1", k1_by_month},
                      {"p_K1_held", json_of(s.k1_held)},
                      {"p_released", json_of(s.released)},
                      {"curves", json_of(s.curves, SectorOutputs::info)}};
    Json all_of_stance;
    for (std::size_t stance = 0; stance < n_stances; ++stance)
        all_of_stance[std::string(stance_name(static_cast<Stance>(stance)))] = json_of(s.all_of_stance[stance]);
    json["joint"] = {{"n_killed", s.n_killed}, {"p_all_of_stance", all_of_stance}};
    return json;
}

}  // namespace killshot
