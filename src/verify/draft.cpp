#include "verify/draft.hpp"

#include <cctype>
#include <utility>

#include "killshot/emission/archetypes.hpp"

namespace killshot {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SectorInputs, hyperscalers, list_price0, hyperscaler_weight, cut_rate, cut_log_mean,
                                   cut_log_sd, hike_rate, hike_log_mean, gap_sensitivity, gap_ref, list_drift,
                                   list_floor, market_linked_share, open_price0, scarcity_probability0,
                                   scarcity_leave_rate, glut_leave_rate, scarcity_drift, glut_drift, scarcity_vol,
                                   glut_vol, ceiling_pull, ceiling_gap, open_floor, pace0, pace_change, pace_kappa,
                                   pace_vol, breakthrough_rate, breakthrough_log_mean, release_min_gap, release_rate,
                                   release_age0, release_log_mean, release_log_sd, ramp_rate, ramp_backlog0,
                                   obsolescence, release_cut_sensitivity, markup_kappa, markup_vol, gpu_pass_through,
                                   list_weight, token_price0, growth_initial, growth_final, growth_fade,
                                   price_elasticity, demand_vol, bull_probability0, bull_drift, bear_drift, bull_vol,
                                   bear_vol, bull_leave_rate, bear_leave_rate, token_correlation)

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(KillShotInputs, price_fall, price_fall_already, window_years, hold_months,
                                   discount_required, long_tail_share, require_long_tail, low_utilization,
                                   decision_month)

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(UnlockTranche, start_month, end_month, tokens, cliff_tokens)

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(EmissionCut, month, factor)

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(EmissionInputs, per_day, issued0, per_month0, monthly_decay,
                                                yearly_damping, damping_month, work_rate, rate0, half_life, rate_min,
                                                rate_max, end_month, time_constant, monthly_fraction, treasury,
                                                cap_per_day, vault, target_usd_per_gpu_month, surplus_burn,
                                                treasury_usd, grant_usd_per_month)

void from_json(const nlohmann::json& json, NetworkInputs& network) {
    const auto read = [&](const char* name, auto& field) { json.at(name).get_to(field); };
    read("name", network.name);
    for (const char letter : network.name)
        network.key += std::isalnum(static_cast<unsigned char>(letter)) != 0
                           ? static_cast<char>(std::tolower(static_cast<unsigned char>(letter)))
                           : '_';
    network.archetype = archetype_from_name(json.at("archetype").get<std::string>()).value();
    read("spend0_usd", network.spend0_usd);
    read("utilization0", network.utilization0);
    read("tail_share0", network.tail_share0);
    read("share0", network.share0);
    read("cost_ratio0", network.cost_ratio0);
    read("discount0", network.discount0);
    read("margin0", network.margin0);
    read("subsidy_pass_through", network.subsidy_pass_through);
    read("catch_up", network.catch_up);
    read("software_lag0", network.software_lag0);
    read("software_exposure", network.software_exposure);
    read("fleet_renewal", network.fleet_renewal);
    read("hardware_lag0", network.hardware_lag0);
    read("hardware_exposure", network.hardware_exposure);
    read("demand_beta", network.demand_beta);
    read("software_throughput_share", network.software_throughput_share);
    read("fragmentation", network.fragmentation);
    read("largest_customer_share", network.largest_customer_share);
    read("largest_customer_loss_rate", network.largest_customer_loss_rate);
    read("discount_speed", network.discount_speed);
    read("tightness_response", network.tightness_response);
    read("cost_recovery", network.cost_recovery);
    read("price_sensitivity", network.price_sensitivity);
    read("local_kappa", network.local_kappa);
    read("local_vol", network.local_vol);
    read("tail_growth", network.tail_growth);
    read("utilization_max", network.utilization_max);
    read("take_rate", network.take_rate);
    read("energy_cost", network.energy_cost);
    read("idle_power", network.idle_power);
    read("capital_decline", network.capital_decline);
    read("supply_speed", network.supply_speed);
    read("outage_rate", network.outage_rate);
    read("outage_log_mean", network.outage_log_mean);
    read("has_token", network.has_token);
    read("token_price0", network.token_price0);
    read("circulating0", network.circulating0);
    read("max_supply", network.max_supply);
    read("supplier_share", network.supplier_share);
    read("burn_rate", network.burn_rate);
    read("buyback_rate", network.buyback_rate);
    read("sell_share", network.sell_share);
    read("crypto_beta", network.crypto_beta);
    read("flow_impact", network.flow_impact);
    read("token_vol", network.token_vol);
    read("adoption_rate", network.adoption_rate);
    read("adoption_price", network.adoption_price);
    read("adoption_load", network.adoption_load);
    read("adoption_boost", network.adoption_boost);
    read("unlocks", network.unlocks);
    if (json.contains("emission_cuts")) read("emission_cuts", network.emission_cuts);
    read("emission", network.emission);
}

Inputs inputs_from_json(const nlohmann::json& json) {
    Inputs inputs;
    json.at("steps").get_to(inputs.months);
    json.at("sector").get_to(inputs.sector);
    json.at("kill_shot").get_to(inputs.kill_shot);
    json.at("networks").get_to(inputs.networks);
    const nlohmann::json& rows = json.at("correlation");
    for (std::size_t row = 0; row < n_sector_factors; ++row)
        for (std::size_t column = 0; column < n_sector_factors; ++column)
            rows.at(row).at(column).get_to(inputs.correlation[row * n_sector_factors + column]);
    return inputs;
}

Inputs resized(Inputs inputs, int n_networks, int n_months) {
    const std::vector<NetworkInputs> given = std::move(inputs.networks);
    inputs.networks.clear();
    for (int i = 0; i < n_networks; ++i) inputs.networks.push_back(given[static_cast<std::size_t>(i) % given.size()]);
    inputs.months = n_months;
    return inputs;
}

}  // namespace killshot
