#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Cholesky>

#include "killshot/emission/emission.hpp"
#include "tables/exponents.hpp"
#include "tables/hardware.hpp"
#include "tables/network_table.hpp"

namespace killshot {

namespace {

const double sqrt_dt = std::sqrt(dt_years);
constexpr double exhausted_share = 0.05;     // of the pool at t0, section 5
constexpr double supply_floor_share = 0.01;  // of N0, Eq. 17
constexpr double exodus_supply = 0.25;       // of gpus0, section 5
constexpr double dead_token = 0.01;          // of X0, section 5
constexpr double never = -1.0;               // below any pool
constexpr double least_price_usd = 1e-30;    // replaces a floor of 0, whose logarithm is not finite

// These keep every state finite, as those of killshot/model/limits.hpp do.
constexpr double min_capital_cost = 1e-9;  // USD/GPU-hour, Eq. 16
constexpr double max_tail_demand = 1e9;    // units of S0 GPU-hours, Eq. 12

double probability(double rate) { return -std::expm1(-rate * dt_years); }

double one_over(double x) { return x == 0 ? 0.0 : 1 / x; }

double keep(double kappa) { return std::exp(-kappa * dt_years); }

/// The exact sd of an Ornstein-Uhlenbeck step; with kappa 0 the process is a random walk.
double shock(double kappa, double vol) {
    return kappa == 0 ? vol * sqrt_dt : vol * std::sqrt(-std::expm1(-2 * kappa * dt_years) / (2 * kappa));
}

constexpr double logistic_scale = std::numbers::sqrt3 / std::numbers::pi;  // of a logistic with standard deviation 1

template <class F>
SectorTable<F> sector_table(const Inputs& inputs) {
    const SectorInputs& s = inputs.sector;
    const KillShotInputs& kill = inputs.kill_shot;
    SectorTable<F> t{};

    using Matrix = Eigen::Matrix<double, n_sector_factors, n_sector_factors, Eigen::RowMajor>;
    const Matrix lower = Eigen::Map<const Matrix>(inputs.correlation.data()).llt().matrixL();
    for (int row = 0; row < n_sector_factors; ++row) {
        for (int column = 0; column <= row; ++column) {
            t.cholesky[row][column] = F(lower(row, column));
        }
    }

    for (std::size_t j = 0; j < n_hyperscalers; ++j) {
        t.list_price0_log[j] = F(std::log(s.list_price0[j]));
        t.hyperscaler_weight[j] = F(s.hyperscaler_weight[j]);
    }
    t.cut_rate = F(s.cut_rate);
    t.gap_sensitivity = F(s.gap_sensitivity);
    t.gap_ref = F(s.gap_ref);
    t.hike_rate = F(s.hike_rate);
    t.minus_dt = F(-dt_years);
    t.cut_log_mean = F(s.cut_log_mean);
    t.cut_log_scale = F(s.cut_log_sd * logistic_scale);
    t.minus_hike_log_mean = F(-s.hike_log_mean);
    t.list_drift_dt = F(s.list_drift * dt_years);
    t.list_floor_log = F(std::log(std::max(s.list_floor, least_price_usd)));

    const Hardware hardware(s);
    t.backlog_cut = F(s.release_cut_sensitivity / s.release_log_mean);
    t.minus_mean_backlog_cut = F(-s.release_cut_sensitivity * hardware.mean_backlog);
    t.release_probability = F(probability(s.release_rate));
    t.one_over_release_probability = F(one_over(probability(s.release_rate)));
    t.release_log_mean = F(s.release_log_mean);
    t.release_log_scale = F(s.release_log_sd * logistic_scale);
    t.ramp_gain = F(probability(s.ramp_rate));
    t.ramp_backlog0 = F(s.ramp_backlog0);
    t.release_age0 = hardware.age0_steps;
    t.release_min_steps = hardware.min_gap_steps;

    t.open_price0_log = F(std::log(s.open_price0));
    t.scarcity_probability0 = F(s.scarcity_probability0);
    t.obsolescence = F(s.obsolescence);
    t.scarcity_leave_probability = F(probability(s.scarcity_leave_rate));
    t.glut_leave_probability = F(probability(s.glut_leave_rate));
    t.scarcity_drift_dt = F((s.scarcity_drift + s.obsolescence * hardware.pace) * dt_years);
    t.glut_drift_dt = F((s.glut_drift + s.obsolescence * hardware.pace) * dt_years);
    t.scarcity_vol_sqrt_dt = F(s.scarcity_vol * sqrt_dt);
    t.glut_vol_sqrt_dt = F(s.glut_vol * sqrt_dt);
    t.ceiling_pull_dt = F(s.ceiling_pull * dt_years);
    t.ceiling_gap = F(s.ceiling_gap);
    t.open_floor_log = F(std::log(std::max(s.open_floor, least_price_usd)));

    t.pace0 = F(s.pace0);
    t.pace_mean = F(s.pace0 + s.pace_change);
    t.pace_keep = F(keep(s.pace_kappa));
    t.pace_shock = F(shock(s.pace_kappa, s.pace_vol));
    t.pace_of_other_causes = F(hardware.pace + s.breakthrough_rate * s.breakthrough_log_mean);
    t.dt = F(dt_years);
    t.breakthrough_probability = F(probability(s.breakthrough_rate));
    t.one_over_breakthrough_probability = F(one_over(probability(s.breakthrough_rate)));
    t.minus_breakthrough_log_mean = F(-s.breakthrough_log_mean);

    t.markup_keep = F(keep(s.markup_kappa));
    t.markup_shock = F(shock(s.markup_kappa, s.markup_vol));
    t.market_linked_share = F(s.market_linked_share);
    t.gpu_pass_through = F(s.gpu_pass_through);
    t.list_weight = F(s.list_weight);

    t.price_elasticity = F(s.price_elasticity);
    t.demand_vol_sqrt_dt = F(s.demand_vol * sqrt_dt);

    t.bull_probability0 = F(s.bull_probability0);
    t.bull_leave_probability = F(probability(s.bull_leave_rate));
    t.bear_leave_probability = F(probability(s.bear_leave_rate));
    t.bull_return_dt = F((s.bull_drift - s.bull_vol * s.bull_vol / 2) * dt_years);
    t.bear_return_dt = F((s.bear_drift - s.bear_vol * s.bear_vol / 2) * dt_years);
    t.bull_vol_sqrt_dt = F(s.bull_vol * sqrt_dt);
    t.bear_vol_sqrt_dt = F(s.bear_vol * sqrt_dt);

    t.window_weight = F(-std::expm1(-dt_years / kill.window_years));
    t.one_over_dt = F(1 / dt_years);

    t.least_cut_log = F(-0.02);
    t.least_renewal = F(0.1);
    t.least_release_log = F(0.1);

    t.price_fall_log = F(std::log((1 - kill.price_fall) / (1 - kill.price_fall_already)));
    t.one_minus_discount_required = F(1 - kill.discount_required);
    t.discount_required_log = F(std::log(1 - kill.discount_required));
    t.long_tail_share = F(kill.long_tail_share);
    t.low_utilization = F(kill.low_utilization);
    t.supply_exodus_log = F(std::log(exodus_supply));
    t.token_death_log = F(std::log(dead_token));
    t.require_long_tail = kill.require_long_tail ? 1 : 0;
    t.hold_steps = std::max(1, static_cast<int>(std::lround(kill.hold_months)));
    const int decision_month = static_cast<int>(std::lround(kill.decision_month));
    t.decision_step = decision_month <= inputs.months ? decision_month - 1 : -1;
    return t;
}

template <class F>
NetworkTable<F> network_table(const SectorInputs& s, const NetworkInputs& n, const NetworkStart& start,
                              const EmissionRows& rows) {
    NetworkTable<F> t = payout_table<F>(n, rows);
    const double software_keep = keep(n.catch_up), hardware_keep = keep(n.fleet_renewal);
    t.software_keep = F(software_keep);
    t.software_gain = F((1 - software_keep) * n.software_exposure);
    t.software_drift = F((1 - software_keep) * n.software_exposure * n.software_lag0);
    t.hardware_renewal = F(1 - hardware_keep);
    t.hardware_exposure = F(n.hardware_exposure);
    t.hardware_lag = F(n.hardware_exposure * n.hardware_lag0);

    const double discount0_log = std::log1p(-n.discount0);
    t.discount_plain_log = F(discount0_log - std::log1p(-n.subsidy_pass_through * start.subsidy_share0));
    t.subsidy_pass_through = F(n.subsidy_pass_through);
    t.discount_speed_dt = F(n.discount_speed * dt_years);
    t.tightness_dt = F(n.tightness_response * dt_years);
    t.target_utilization = F(start.target_utilization);
    t.cost_recovery_dt = F(n.cost_recovery * dt_years);
    t.discount0_log = F(discount0_log);
    t.price_floor_log = F(std::log(std::max(n.energy_cost / (1 - n.take_rate), least_price_usd)));

    t.price0_log = F(std::log(s.open_price0) + discount0_log);
    t.cost_ratio0_log = F(std::log(n.cost_ratio0));
    t.software_insensitivity = F(1 - n.software_exposure);
    t.hardware_insensitivity = F(1 - n.hardware_exposure);
    t.break_even_ratio0 = F(n.cost_ratio0 * (1 - s.gpu_pass_through + s.gpu_pass_through / (1 + n.margin0)));
    t.price_sensitivity = F(n.price_sensitivity);

    t.local_keep = F(keep(n.local_kappa));
    t.local_shock = F(shock(n.local_kappa, n.local_vol));
    t.customer_loss_probability = F(probability(n.largest_customer_loss_rate));
    t.customer_loss_log = F(std::log1p(-n.largest_customer_share));
    t.demand_beta = F(n.demand_beta);
    t.software_throughput_share = F(n.software_throughput_share);
    t.contestable_scale = F((1 - n.tail_share0) * n.utilization0 / n.share0);
    t.utilization_max = F(n.utilization_max);
    t.gpu_hours0 = F(start.gpus0 * hours_per_year * dt_years);

    t.power_idle = F(n.energy_cost * n.idle_power);
    t.power_busy = F(n.energy_cost * (1 - n.idle_power));
    t.supply_speed_dt = F(n.supply_speed * dt_years);
    t.outage_probability = F(probability(n.outage_rate));
    t.one_over_outage_probability = F(one_over(probability(n.outage_rate)));
    t.minus_outage_log_mean = F(-n.outage_log_mean);

    t.supply_floor = F(supply_floor_share * (n.has_token ? n.circulating0 : 1.0));
    if (n.has_token) {
        t.buyback_share = F(n.buyback_rate * n.take_rate);
        t.sell_share = F(n.sell_share);
        t.crypto_beta = F(n.crypto_beta);
        t.flow_impact = F(n.flow_impact);
        t.token_common_vol_sqrt_dt = F(n.token_vol * sqrt_dt * std::sqrt(s.token_correlation));
        t.token_own_vol_sqrt_dt = F(n.token_vol * sqrt_dt * std::sqrt(1 - s.token_correlation));
        t.token_drift_dt = F(-n.token_vol * n.token_vol / 2 * dt_years);
    }

    t.adoption_rate = F(n.adoption_rate);
    t.adoption_price = F(n.adoption_price);
    t.adoption_load = F(n.adoption_load);
    t.adoption_boost = F(n.adoption_boost);
    t.adoption_bound = F(-127 * std::numbers::ln2 - std::log(n.adoption_rate * dt_years) - 0.01);

    t.utilization0 = F(n.utilization0);
    t.subsidy_share0 = F(start.subsidy_share0);
    t.margin0 = F(n.margin0);
    const bool has_pool = rows.finite_pool && n.archetype != Archetype::pre_token;
    t.exhausted_pool = F(has_pool ? exhausted_share * rows.pool0 : never);
    t.one_over_spend0 = F(1 / (n.spend0_usd * dt_years));
    t.emission_tokens_scale = F(std::ldexp(1.0, 10) / (n.has_token ? n.circulating0 : 1.0));
    return t;
}

template <class F>
NetworkStep<F> network_step(const NetworkInputs& n, const NetworkStart& start, const EmissionRows& rows, int k) {
    NetworkStep<F> step = payout_step<F>(rows, static_cast<std::size_t>(k));
    const double t_end = (k + 1) * dt_years;
    step.fragmentation = F(n.fragmentation * t_end);
    step.tail_demand = F(std::min(n.tail_share0 * n.utilization0 * std::exp(n.tail_growth * t_end), max_tail_demand));
    step.capital_cost =
        F(std::clamp(start.capital_cost * std::exp(-n.capital_decline * t_end), min_capital_cost, max_capital_cost));
    const bool on_grant = n.archetype == Archetype::pre_token;
    const bool spent =
        std::all_of(rows.grant_usd.begin() + k, rows.grant_usd.end(), [](double usd) { return usd == 0; });
    step.runway_spent = F(on_grant && spent ? 1 : 0);
    return step;
}

}  // namespace

template <class F>
TableStorage<F>::TableStorage(const Inputs& inputs) : sector_(sector_table<F>(inputs)) {
    const std::size_t n_networks = inputs.networks.size();
    std::vector<EmissionRows> rows;
    double share_sum = 0;
    for (const NetworkInputs& network : inputs.networks) {
        starts_.push_back(start_of(inputs.sector, network));
        rows.push_back(emission_rows(network, starts_.back().gpus0, inputs.months));
        networks_.push_back(network_table<F>(inputs.sector, network, starts_.back(), rows.back()));
        share_sum += network.share0;
    }
    for (std::size_t i = 0; i < n_networks; ++i) {
        networks_[i].weight0_log = F(std::log(inputs.networks[i].share0 / (1 - share_sum)));
    }
    for (int k = 0; k < inputs.months; ++k) {
        const SectorInputs& s = inputs.sector;
        const double growth =
            s.growth_final + (s.growth_initial - s.growth_final) * std::exp(-s.growth_fade * k * dt_years);
        sector_steps_.push_back({F((growth - s.demand_vol * s.demand_vol / 2) * dt_years),
                                 F(std::ldexp(1.0, cost_exponent(s, k + 1))),
                                 F(std::ldexp(1.0, -demand_exponent(s, k + 1)))});
        for (std::size_t i = 0; i < n_networks; ++i) {
            network_steps_.push_back(network_step<F>(inputs.networks[i], starts_[i], rows[i], k));
        }
    }
}

template <class F>
ScenarioTable<F> TableStorage<F>::view() const {
    return {sector_,
            static_cast<std::int32_t>(networks_.size()),
            static_cast<std::int32_t>(sector_steps_.size()),
            networks_.data(),
            sector_steps_.data(),
            network_steps_.data()};
}

template class TableStorage<float>;
template class TableStorage<double>;

}  // namespace killshot
