/// The numbers that kernels read: one scenario's parameters, with all arithmetic done that does not depend on the path.
///
/// src/tables computes them once per scenario in binary64 (F = double) and rounds once to binary32 (F = float). Names
/// follow docs/model.md; `_dt` marks a rate times the step, `_log` a natural logarithm.
/// Verified by tests/tables/tables_test.cpp.
#pragma once

#include <cstdint>

namespace killshot {

inline constexpr int hyperscalers = 3;
inline constexpr int tree_slots = 32;  // Eq. 11: networks, padded with empty slots

/// Sector constants, Eq. 0 to 7 and 20, and the thresholds of section 5.
template <class F>
struct SectorTable {
    // Eq. 0: rows of the lower Cholesky factor; market, pace, markup, demand, crypto
    F cholesky[5][5];
    // Eq. 1
    F list_price0_log[hyperscalers], hyperscaler_weight[hyperscalers];
    F cut_rate, gap_sensitivity, gap_ref, hike_rate, minus_dt;
    F backlog_cut,
        minus_mean_backlog_cut;     // release_cut_sensitivity/release_log_mean; minus that times the mean backlog
    F cut_log_mean, cut_log_scale;  // scale = cut_log_sd sqrt(3)/pi: a logistic of that sd
    F minus_hike_log_mean, list_drift_dt, list_floor_log;
    // Eq. 2
    F open_price0_log, scarcity_leave_probability, glut_leave_probability, scarcity_drift_dt, glut_drift_dt;
    F scarcity_vol_sqrt_dt, glut_vol_sqrt_dt, ceiling_pull_dt, ceiling_gap, open_floor_log, obsolescence;
    F scarcity_probability0;
    // Eq. 3
    F pace0, pace_mean, pace_keep, pace_shock, dt;
    F pace_of_other_causes;  // of hardware (Eq. 20) and breakthroughs, on average
    F breakthrough_probability, one_over_breakthrough_probability, minus_breakthrough_log_mean;
    // Eq. 4
    F markup_keep, markup_shock, market_linked_share, gpu_pass_through, list_weight;
    // Eq. 5
    F price_elasticity, demand_vol_sqrt_dt;
    // Eq. 6
    F bull_probability0, bull_leave_probability, bear_leave_probability, bull_return_dt, bear_return_dt,
        bull_vol_sqrt_dt, bear_vol_sqrt_dt;
    // Eq. 7
    F window_weight, one_over_dt;
    // Eq. 20
    F release_probability, one_over_release_probability, release_log_mean, release_log_scale, ramp_gain, ramp_backlog0;
    std::int32_t release_age0, release_min_steps;
    // Constants of Eq. 1, 8 and 20 that binary32 rounds: here, the reference build has them in binary64.
    F least_cut_log, least_renewal, least_release_log;
    // section 5
    F price_fall_log;                                      // K1: ln((1 - price_fall)/(1 - price_fall_already))
    F discount_required_log, one_minus_discount_required;  // K2: ln(1 - discount_required)
    F long_tail_share, low_utilization;
    F supply_exodus_log;  // ln 0.25: S has fallen to a quarter
    F token_death_log;    // ln 0.01: X has fallen to a hundredth
    std::int32_t require_long_tail;
    std::int32_t hold_steps, decision_step;  // decision_step -1: the horizon is shorter
};

/// Constants of one network, Eq. 8 to 19.
template <class F>
struct NetworkTable {
    // Eq. 8
    F software_keep, software_gain, software_drift;
    F hardware_renewal, hardware_exposure, hardware_lag;  // lag: hardware_exposure hardware_lag0
    // Eq. 9
    F discount_plain_log, subsidy_pass_through, discount_speed_dt, tightness_dt, target_utilization, cost_recovery_dt;
    F discount0_log, price_floor_log;
    // Eq. 10 and 11
    F break_even_ratio0;  // r0 of K2
    F price0_log, cost_ratio0_log, weight0_log, price_sensitivity;
    F software_insensitivity, hardware_insensitivity;  // 1 - exposure
    // Eq. 12 and 13
    F local_keep, local_shock, customer_loss_probability, customer_loss_log;  // log: ln(1 - largest_customer_share)
    F demand_beta, software_throughput_share, contestable_scale, utilization_max;  // scale = (1 - tail0) u0/share0
    // Eq. 14
    F gpu_hours0, cash_share;  // gpu_hours0 = gpus0 h: GPU-hours per step at S = 1
    // Eq. 15
    F treasury_scale;  // 1/N_max
    F work_rate, work_cap, supplier_share, burn_rate, vault_burn;
    // Eq. 16
    F power_idle, power_busy, supply_speed_dt, outage_probability, one_over_outage_probability, minus_outage_log_mean;
    // Eq. 17
    // buyback_share = buyback_rate take_rate; a network without a token has X = N = 1 and nothing that moves them
    F buyback_share, sell_share, supply_floor, crypto_beta, flow_impact, token_common_vol_sqrt_dt,
        token_own_vol_sqrt_dt, token_drift_dt;
    // Eq. 18
    F adoption_rate, adoption_price, adoption_load, adoption_boost;
    F adoption_bound;  // -127 ln 2 - ln(adoption_rate dt) - 0.01; the 0.01 covers all rounding errors
    // the start (Eq. 19)
    F utilization0, subsidy_share0, margin0, circulating0, token_price0, pool0;
    // section 5
    F exhausted_pool;         // 5% of pool0; negative where there is no pool to exhaust
    F one_over_spend0;        // 1/V(0)
    F emission_tokens_scale;  // 2^10/N0
};

/// The sector's constants of one step.
template <class F>
struct SectorStep {
    F demand_drift;  // Eq. 5: (g(t) - vol^2/2) dt
    F cost_scale;    // 2^s of the USD/Mtok outputs at this step
    F demand_scale;  // 2^-r of the demand output
};

/// A network's constants of one step.
template <class F>
struct NetworkStep {
    F tail_demand;    // Eq. 12: tail0 u0 e^{tail_growth t'}
    F fragmentation;  // Eq. 12: fragmentation t'
    F capital_cost;   // Eq. 16: capital_cost e^{-capital_decline t'}, USD per GPU-hour
    F mint, inflation, treasury_rate, vault_target, vault_pay, unlock, grant_usd;  // Eq. 15
    F runway_spent;  // 1 if the archetype pays grants and those of this and all later steps sum to 0, else 0
};

/// One scenario as a kernel sees it. The arrays are not owned.
template <class F>
struct ScenarioTable {
    SectorTable<F> sector;
    std::int32_t n_networks, n_steps;
    const NetworkTable<F>* networks;      // [network]
    const SectorStep<F>* sector_steps;    // [step]
    const NetworkStep<F>* network_steps;  // [step][network]
};

}  // namespace killshot
