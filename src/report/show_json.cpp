#include <nlohmann/json.hpp>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "report/cause_names.hpp"
#include "report/json.hpp"
#include "report/show.hpp"

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

Json json_of(const Summary& s, const NetworkSummary& n) {
    Json exits;
    for (std::size_t cause = 0; cause < n_causes; ++cause)
        exits[std::string(cause_names[cause])] = json_of(n.first_exit[cause]);
    return {{"name", n.project.name},
            {"key", n.project.key},
            {"token", n.project.token.empty() ? Json(nullptr) : Json(n.project.token)},
            {"stance", n.project.stance},
            {"archetype", n.project.archetype},
            {"p_kill_2027", n.kill_2027 ? json_of(*n.kill_2027) : Json(nullptr)},
            {"p_kill", json_of(n.kill)},
            {"p_kill_given_K1", json_of(n.kill_given_k1)},
            {"p_standing", json_of(n.standing)},
            {"p_K2", json_of(n.k2)},
            {"first_exit", exits},
            {"no_exit", json_of(n.no_exit)},
            {"p_parity", json_of(n.parity)},
            {"parity_month_median", n.parity_month ? month_of(s, *n.parity_month) : Json(nullptr)},
            {"cost_ratio_median", number_or_null(n.cost_ratio)},
            {"utilization_median", number_or_null(n.utilization)},
            {"subsidy_share_median", number_or_null(n.subsidy_share)},
            {"assumed_share", n.assumed_share},
            {"killed_path", n.killed_path < 0 ? Json(nullptr) : Json(n.killed_path)}};
}

}  // namespace

nlohmann::ordered_json summary_to_json(const Summary& s) {
    const ResultHeader& header = s.header;
    Json json = {{"file", header.path},
                 {"scenario", s.scenario},
                 {"input", header.input},
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
    Json& networks = json["networks"] = Json::array();
    for (const NetworkSummary& n : s.networks) networks.push_back(json_of(s, n));
    json["sector"] = {{"p_K1", json_of(s.k1)},
                      {"p_K1_list", json_of(s.k1_list)},
                      {"p_K1_any", json_of(s.k1_any)},
                      {"p_K1_held", json_of(s.k1_held)}};
    Json all_of_stance;
    for (std::size_t stance = 0; stance < n_stances; ++stance)
        all_of_stance[std::string(stance_name(static_cast<Stance>(stance)))] = json_of(s.all_of_stance[stance]);
    json["joint"] = {{"n_killed", s.n_killed}, {"p_all_of_stance", all_of_stance}};
    return json;
}

}  // namespace killshot
