#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "inputs/names.hpp"
#include "report/beliefs.hpp"
#include "report/driver_names.hpp"
#include "report/json.hpp"
#include "results/run_facts.hpp"

namespace killshot {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const BeliefSpread& spread) {
    if (std::isnan(spread.mean)) return nullptr;
    Json quantiles;
    for (std::size_t i = 0; i < n_quantiles; ++i)
        quantiles[fmt::format("{:g}", quantile_probabilities[i])] = spread.quantiles[i];
    return {{"mean", spread.mean},
            {"standard_error", spread.standard_error},
            {"sd_belief", spread.sd_belief},
            {"sd_noise", spread.sd_noise},
            {"quantiles", quantiles}};
}

Json json_of(const Driver& driver, const BeliefDraws& draws) {
    const DrawnBelief& first = draws.drawn[driver.drawn.front()];
    Json json;
    if (driver.drawn.size() == 1) {
        json = {{"input", first.key},
                {"title", title_of(driver, draws)},
                {"status", status_name(first.status)},
                {"n", first.n_observations ? Json(*first.n_observations) : Json(nullptr)},
                {"source", first.source}};
    } else {
        json = {{"input", first.name}, {"title", title_of(driver, draws)}, {"inputs", Json::array()}};
        for (const std::size_t belief : driver.drawn) json["inputs"].push_back(draws.drawn[belief].key);
    }
    json.update({{"share", driver.share},
                 {"p_kill_lowest_tenth", driver.p_low},
                 {"p_kill_highest_tenth", driver.p_high},
                 {"stands_out", driver.stands_out}});
    return json;
}

/// All drivers, or those that stand out.
Json json_of(const Drivers& drivers, const BeliefDraws& draws, bool all) {
    Json json = {{"floor", drivers.single_floor}, {"floor_of_sums", drivers.summed_floor}};
    const auto list = [&](const std::vector<Driver>& some) {
        Json array = Json::array();
        for (const Driver& driver : some)
            if (all || driver.stands_out) array.push_back(json_of(driver, draws));
        return array;
    };
    json["inputs"] = list(drivers.single);
    json["sums"] = list(drivers.summed);
    return json;
}

}  // namespace

nlohmann::ordered_json beliefs_to_json(const BeliefSummary& beliefs) {
    const BeliefDraws& draws = *beliefs.draws;
    Json json = {{"draws", draws.size()},
                 {"paths_per_draw", draws.paths},
                 {"digest", digest_text(digest(draws))},
                 {"average", {{"p_kill", json_of(beliefs.average)}, {"p_kill_2027", json_of(beliefs.average_2027)}}},
                 {"networks", Json::array()}};
    for (std::size_t i = 0; i < beliefs.networks.size(); ++i)
        json["networks"].push_back({{"name", beliefs.projects[i]},
                                    {"p_kill", json_of(beliefs.networks[i])},
                                    {"p_kill_2027", json_of(beliefs.networks_2027[i])}});
    json["drivers"] = json_of(beliefs.average_drivers, draws, true);
    for (std::size_t i = 0; i < beliefs.drivers.size(); ++i)
        json["networks"][i]["drivers"] = json_of(beliefs.drivers[i], draws, false);
    return json;
}

}  // namespace killshot
