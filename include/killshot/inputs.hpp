/// The model's inputs: every number of one resolved scenario, in the names and units of docs/model.md.
///
/// `Inputs` is plain data in binary64, without provenance and without derived quantities. The scenario reader fills it
/// from TOML, tests fill it from JSON, and src/tables turns it into the tables that the kernels read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace killshot {

inline constexpr int n_hyperscalers = 3;
inline constexpr int max_networks = 32;  // the slots of Eq. 11's tree
inline constexpr int max_months = 240;   // the tables are tested up to twenty years; a step's counter has 24 bits
inline constexpr double dt_years = 1.0 / 12.0;  // one step, Eq. 0 to 19
inline constexpr int n_sector_factors = 5;  // market, pace, markup, demand, crypto: the order of the correlation matrix

/// The analyst's stance on a project (THESIS.md). Shown beside the results, never used by the model.
enum class Stance : std::uint8_t { conviction, watching, skeptical };

/// How a network pays its suppliers (docs/model.md, Emission archetypes): which rows of Eq. 15 are filled.
enum class Archetype : std::uint8_t {
    halving_by_supply,
    exponential_decay,
    burn_mint_equilibrium,
    cosmos_inflation,
    pow_decay,
    treasury_fraction,
    capped_work_value,
    demand_linked_vault,
    fixed_supply,
    revenue_share,
    pre_token,
};

/// Parameters of the sector, Eq. 1 to 7, 17 and 20. Rates and drifts per year, volatilities per square root of a year.
struct SectorInputs {
    std::array<std::string, n_hyperscalers> hyperscalers{};
    std::array<double, n_hyperscalers> list_price0{};         // USD/GPU-hour
    std::array<double, n_hyperscalers> hyperscaler_weight{};  // sums to 1
    double cut_rate{}, cut_log_mean{}, cut_log_sd{}, hike_rate{}, hike_log_mean{};
    double gap_sensitivity{}, gap_ref{}, list_drift{};
    double list_floor{};  // USD/GPU-hour
    double market_linked_share{};
    double open_price0{};  // USD/GPU-hour
    double scarcity_probability0{};
    double scarcity_leave_rate{}, glut_leave_rate{}, scarcity_drift{}, glut_drift{}, scarcity_vol{}, glut_vol{};
    double ceiling_pull{}, ceiling_gap{};
    double open_floor{};  // USD/GPU-hour
    double pace0{}, pace_change{}, pace_kappa{}, pace_vol{};
    double breakthrough_rate{}, breakthrough_log_mean{};
    double release_min_gap{}, release_rate{}, release_age0{}, release_log_mean{}, release_log_sd{};
    double ramp_rate{}, ramp_backlog0{}, obsolescence{}, release_cut_sensitivity{};
    double markup_kappa{}, markup_vol{};
    double gpu_pass_through{}, list_weight{};
    double token_price0{};  // USD/Mtok
    double growth_initial{}, growth_final{}, growth_fade{}, price_elasticity{}, demand_vol{};
    double bull_probability0{};
    double bull_drift{}, bear_drift{}, bull_vol{}, bear_vol{}, bull_leave_rate{}, bear_leave_rate{};
    double token_correlation{};
};

/// What counts as a kill (docs/model.md, Events).
struct KillShotInputs {
    double price_fall{}, price_fall_already{};
    double window_years{};
    double hold_months{};
    double discount_required{};
    double long_tail_share{};
    bool require_long_tail{};
    double low_utilization{};
    double decision_month{};
};

/// Tokens released to holders: in equal parts over [start_month, end_month), and the cliff in the step that contains
/// start_month.
struct UnlockTranche {
    double start_month{}, end_month{};
    double tokens{}, cliff_tokens{};
};

/// From `month` on, every payment is multiplied by `factor`; several cuts multiply.
struct EmissionCut {
    double month{}, factor{};
};

/// Parameters of the archetypes (docs/model.md, Emission archetypes). A network fills those of its own; the rest stay
/// 0.
struct EmissionInputs {
    double per_day{}, issued0{};                            // halving_by_supply; issued0 also pow_decay (tokens)
    double per_month0{}, monthly_decay{};                   // exponential_decay; per_month0 also burn_mint_equilibrium
    double yearly_damping{}, damping_month{}, work_rate{};  // burn_mint_equilibrium
    double rate0{}, half_life{}, rate_min{}, rate_max{}, end_month{};  // cosmos_inflation
    double time_constant{};                                            // pow_decay (years)
    double monthly_fraction{}, treasury{};                             // treasury_fraction
    double cap_per_day{};                                              // capped_work_value (tokens)
    double vault{}, target_usd_per_gpu_month{}, surplus_burn{};        // demand_linked_vault
    double treasury_usd{}, grant_usd_per_month{};                      // pre_token
};

/// Parameters of one network, Eq. 8 to 19.
struct NetworkInputs {
    std::string key;    // the file's name: "io_net"
    std::string name;   // the project's name: "io.net"
    std::string token;  // ticker, empty where there is none
    Stance stance{};
    Archetype archetype{};
    double spend0_usd{};  // customers' spend, USD/year
    double utilization0{}, tail_share0{}, share0{}, cost_ratio0{}, discount0{}, margin0{}, subsidy_pass_through{};
    double catch_up{}, software_lag0{}, software_exposure{};
    double fleet_renewal{}, hardware_lag0{}, hardware_exposure{};
    double demand_beta{}, software_throughput_share{}, fragmentation{};
    double largest_customer_share{}, largest_customer_loss_rate{};
    double discount_speed{}, tightness_response{}, cost_recovery{}, price_sensitivity{};
    double local_kappa{}, local_vol{}, tail_growth{}, utilization_max{}, take_rate{};
    double energy_cost{};  // USD/GPU-hour
    double idle_power{}, capital_decline{}, supply_speed{}, outage_rate{}, outage_log_mean{};
    bool has_token{};
    double token_price0{};                // USD/token
    double circulating0{}, max_supply{};  // tokens
    double supplier_share{}, burn_rate{}, buyback_rate{}, sell_share{}, crypto_beta{}, flow_impact{}, token_vol{};
    double adoption_rate{}, adoption_price{}, adoption_load{}, adoption_boost{};
    std::vector<UnlockTranche> unlocks;
    std::vector<EmissionCut> emission_cuts;
    EmissionInputs emission;
};

/// One resolved scenario as the model sees it. `correlation` is row-major, in the order of n_sector_factors.
struct Inputs {
    int months{};  // horizon, in steps of dt_years
    SectorInputs sector;
    std::array<double, std::size_t{n_sector_factors} * n_sector_factors> correlation{};
    KillShotInputs kill_shot;
    std::vector<NetworkInputs> networks;
};

}  // namespace killshot
