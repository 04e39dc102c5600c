#include "killshot/scenario/parameters.hpp"

namespace killshot {
namespace {

using S = SectorInputs;
using K = KillShotInputs;
using N = NetworkInputs;
using E = EmissionInputs;
using enum Archetype;

constexpr bool open = true;

constexpr Range fraction{0, 1};
constexpr Range rate{0, 100};
constexpr Range pull{0, 12};  // per year: a step that moves by more than the whole gap would overshoot
constexpr Range reversion{0, 100, open};
constexpr Range drift{-10, 10};
constexpr Range volatility{0, 10};
constexpr Range log_size{0, 5};
constexpr Range sensitivity{0, 100};
constexpr Range price{0, 1e6, open};
constexpr Range token_amount{0, 1e18};
constexpr Range usd_amount{0, 1e13};
constexpr Range month{0, 1200};
constexpr Range truth{0, 1};

// One line a row, or two, is a table; one line a cell is not.
// clang-format off
constexpr ParameterSpec rows[] = {
    {"list_price0", "USD/GPU-hour", price, &S::list_price0,
     "on-demand list price of an H100 at each hyperscaler at t0 (Eq. 1)"},
    {"hyperscaler_weight", "1", fraction, &S::hyperscaler_weight,
     "weight of each hyperscaler in what customers pay, sum 1 (Eq. 4)"},
    {"cut_rate", "1/year", rate, &S::cut_rate,
     "list cuts a year of one hyperscaler when its gap to the open market is gap_ref (Eq. 1)"},
    {"cut_log_mean", "log", {-5, 0, false, open}, &S::cut_log_mean, "mean log size of a cut (Eq. 1)"},
    {"cut_log_sd", "log", log_size, &S::cut_log_sd, "standard deviation of a cut's log size (Eq. 1)"},
    {"hike_rate", "1/year", rate, &S::hike_rate, "list rises a year of one hyperscaler (Eq. 1)"},
    {"hike_log_mean", "log", log_size, &S::hike_log_mean, "mean log size of a rise (Eq. 1)"},
    {"gap_sensitivity", "1", sensitivity, &S::gap_sensitivity,
     "log of the cut rate per log of gap between list and open market (Eq. 1)"},
    {"gap_ref", "log", drift, &S::gap_ref, "gap between list and open market at which cuts come at cut_rate (Eq. 1)"},
    {"list_drift", "1/year", drift, &S::list_drift, "drift of lists between jumps (Eq. 1)"},
    {"list_floor", "USD/GPU-hour", price, &S::list_floor, "price under which no list falls (Eq. 1)"},
    {"market_linked_share", "1", fraction, &S::market_linked_share,
     "share of hyperscaler spend whose price moves with the open market (Eq. 4)"},
    {"open_price0", "USD/GPU-hour", price, &S::open_price0, "open-market price of an H100 at t0 (Eq. 2)"},
    {"scarcity_at_start", "bool", truth, &S::scarcity_at_start,
     "whether the open market starts in scarcity, else in glut (Eq. 2)"},
    {"scarcity_leave_rate", "1/year", rate, &S::scarcity_leave_rate, "rate at which scarcity turns into glut (Eq. 2)"},
    {"glut_leave_rate", "1/year", rate, &S::glut_leave_rate, "rate at which glut turns into scarcity (Eq. 2)"},
    {"scarcity_drift", "1/year", drift, &S::scarcity_drift, "drift of the open-market log price in scarcity (Eq. 2)"},
    {"glut_drift", "1/year", drift, &S::glut_drift, "drift of the open-market log price in glut (Eq. 2)"},
    {"scarcity_vol", "1/sqrt(year)", volatility, &S::scarcity_vol,
     "volatility of the open-market price in scarcity (Eq. 2)"},
    {"glut_vol", "1/sqrt(year)", volatility, &S::glut_vol, "volatility of the open-market price in glut (Eq. 2)"},
    {"ceiling_pull", "1/year", pull, &S::ceiling_pull,
     "speed at which the open market is pulled back under the cheapest list (Eq. 2)"},
    {"ceiling_gap", "log", drift, &S::ceiling_gap,
     "log distance to the cheapest list at which that pull begins (Eq. 2)"},
    {"open_floor", "USD/GPU-hour", price, &S::open_floor, "price under which the open market does not fall (Eq. 2)"},
    {"pace0", "1/year", {0, 20}, &S::pace0,
     "pace of cost-per-token improvement at t0, and in the year before it (Eq. 3, 7, 8)"},
    {"pace_mean", "1/year", {0, 20}, &S::pace_mean,
     "long-run pace of cost-per-token improvement, breakthroughs included (Eq. 3)"},
    {"pace_kappa", "1/year", reversion, &S::pace_kappa, "speed at which the pace reverts to its mean (Eq. 3)"},
    {"pace_vol", "1/year^1.5", volatility, &S::pace_vol, "volatility of the pace (Eq. 3)"},
    {"breakthrough_rate", "1/year", rate, &S::breakthrough_rate, "breakthroughs a year (Eq. 3)"},
    {"breakthrough_log_mean", "log", log_size, &S::breakthrough_log_mean, "mean log gain of a breakthrough (Eq. 3)"},
    {"throughput_share", "1", fraction, &S::throughput_share,
     "share of the frontier's gain that comes with hardware and throughput (Eq. 8, 12)"},
    {"markup_kappa", "1/year", reversion, &S::markup_kappa,
     "speed at which the centralised markup reverts to normal (Eq. 4)"},
    {"markup_vol", "1/sqrt(year)", volatility, &S::markup_vol, "volatility of the centralised markup (Eq. 4)"},
    {"gpu_pass_through", "1", fraction, &S::gpu_pass_through,
     "share of a token's cost that moves with the price of GPUs, on both sides (Eq. 4, 10)"},
    {"list_weight", "1", fraction, &S::list_weight,
     "share of centralised serving that runs at hyperscaler prices (Eq. 4)"},
    {"token_price0", "USD/Mtok", price, &S::token_price0, "centralised price of a million tokens at t0 (Eq. 4)"},
    {"growth_initial", "1/year", drift, &S::growth_initial,
     "log growth of demand at t0 beyond what price explains (Eq. 5)"},
    {"growth_final", "1/year", drift, &S::growth_final,
     "log growth of demand in the long run beyond what price explains (Eq. 5)"},
    {"growth_fade", "1/year", rate, &S::growth_fade, "speed at which growth_initial fades into growth_final (Eq. 5)"},
    {"price_elasticity", "1", {0, 10}, &S::price_elasticity,
     "log demand gained per log fall of the centralised price (Eq. 5)"},
    {"demand_vol", "1/sqrt(year)", volatility, &S::demand_vol, "volatility of demand (Eq. 5)"},
    {"fragmentation", "1/year", drift, &S::fragmentation,
     "drift of demand towards decentralised serving beyond what price explains (Eq. 12)"},
    {"bull_at_start", "bool", truth, &S::bull_at_start,
     "whether the crypto market starts as a bull, else as a bear (Eq. 6)"},
    {"bull_drift", "1/year", drift, &S::bull_drift, "drift of the crypto market in a bull (Eq. 6)"},
    {"bear_drift", "1/year", drift, &S::bear_drift, "drift of the crypto market in a bear (Eq. 6)"},
    {"bull_vol", "1/sqrt(year)", volatility, &S::bull_vol, "volatility of the crypto market in a bull (Eq. 6)"},
    {"bear_vol", "1/sqrt(year)", volatility, &S::bear_vol, "volatility of the crypto market in a bear (Eq. 6)"},
    {"bull_leave_rate", "1/year", rate, &S::bull_leave_rate, "rate at which a bull turns into a bear (Eq. 6)"},
    {"bear_leave_rate", "1/year", rate, &S::bear_leave_rate, "rate at which a bear turns into a bull (Eq. 6)"},

    {"matrix", "1", {-1, 1}, &Inputs::correlation,
     "correlation of the monthly shocks of market, pace, markup, demand and crypto (Eq. 0)"},

    {"price_fall", "1", {0, 1, false, open}, &K::price_fall,
     "fall of the effective hyperscaler price that K1 asks for"},
    {"price_fall_already", "1", {0, 1, false, open}, &K::price_fall_already,
     "part of that fall that happened before t0 and counts (K1)"},
    {"window_years", "year", {0, 100, open}, &K::window_years,
     "window over which the centralised price has to keep dropping (K2, Eq. 7)"},
    {"hold_months", "month", {0, 240}, &K::hold_months,
     "months in a row for which a condition has to hold before it fires"},
    {"discount_required", "1", {0, 1, false, open}, &K::discount_required,
     "discount to the centralised price that buyers want (K2, Eq. 18)"},
    {"long_tail_share", "1", fraction, &K::long_tail_share,
     "share of the long tail in demand from which only the long tail is left (K3)"},
    {"require_long_tail", "bool", truth, &K::require_long_tail, "whether K3 is a condition of the kill shot"},
    {"low_utilization", "1", fraction, &K::low_utilization, "utilization under which a month counts for signal 03"},
    {"decision_month", "month", {0, 240}, &K::decision_month, "month at which the signals are read"},

    {"spend0_usd", "USD/year", {0, 1e13, open}, &N::spend0_usd, "what customers spend at t0 (Eq. 19)"},
    {"utilization0", "1", {0, 1, open}, &N::utilization0, "share of GPU-hours sold at t0 (Eq. 13, 19)"},
    {"tail_share0", "1", fraction, &N::tail_share0, "share of the long tail in demand at t0 (Eq. 12)"},
    {"share0", "1", {0, 1, open, open}, &N::share0, "share of all contestable demand at t0 (Eq. 11)"},
    {"cost_ratio0", "1", {0, 1e3, open}, &N::cost_ratio0,
     "decentralised over centralised cost per token at t0 (Eq. 10)"},
    {"discount0", "1", {-10, 1, false, open}, &N::discount0,
     "discount of the network's GPU-hour to the open market at t0 (Eq. 9, 19)"},
    {"margin0", "1", {-1, 100, open}, &N::margin0, "margin of suppliers at t0, subsidy included (Eq. 16, 19)"},
    {"subsidy_pass_through", "1", {0, 1, false, open}, &N::subsidy_pass_through,
     "part of the subsidy that suppliers pass on as a lower price (Eq. 9)"},
    {"catch_up", "1/year", rate, &N::catch_up, "speed at which the network's software follows the frontier (Eq. 8)"},
    {"fleet_renewal", "1/year", reversion, &N::fleet_renewal, "speed at which its hardware is renewed (Eq. 8)"},
    {"discount_speed", "1/year", pull, &N::discount_speed, "speed at which the discount moves to its target (Eq. 9)"},
    {"tightness_response", "1/year", sensitivity, &N::tightness_response,
     "log price rise a year per unit of utilization above target (Eq. 9)"},
    {"cost_recovery", "1/year", sensitivity, &N::cost_recovery,
     "log price rise a year per unit of negative margin (Eq. 9)"},
    {"price_sensitivity", "1", sensitivity, &N::price_sensitivity,
     "log of the share won per log of cost ratio (Eq. 11)"},
    {"local_kappa", "1/year", reversion, &N::local_kappa,
     "speed at which the network's own demand shock fades (Eq. 12)"},
    {"local_vol", "1/sqrt(year)", volatility, &N::local_vol, "volatility of the network's own demand (Eq. 12)"},
    {"tail_growth", "1/year", drift, &N::tail_growth, "log growth of the long tail (Eq. 12)"},
    {"utilization_max", "1", {0, 1, open}, &N::utilization_max, "utilization that cannot be exceeded (Eq. 13)"},
    {"take_rate", "1", {0, 1, false, open}, &N::take_rate,
     "part of customers' spend that the protocol keeps (Eq. 9, 14)"},
    {"energy_cost", "USD/GPU-hour", {0, 1e3, open}, &N::energy_cost, "cost of power of a busy GPU (Eq. 9, 16)"},
    {"idle_power", "1", fraction, &N::idle_power, "power of an idle GPU over that of a busy one (Eq. 16)"},
    {"capital_decline", "1/year", drift, &N::capital_decline,
     "log fall a year of the capital cost of a GPU-hour (Eq. 16)"},
    {"supply_speed", "1/year", sensitivity, &N::supply_speed,
     "log growth a year of the number of GPUs per unit of margin (Eq. 16)"},
    {"outage_rate", "1/year", rate, &N::outage_rate, "shocks a year that take GPUs away (Eq. 16)"},
    {"outage_log_mean", "log", log_size, &N::outage_log_mean, "mean log loss of GPUs in such a shock (Eq. 16)"},
    {"token_price0", "USD/token", {0, 1e9, open}, &N::token_price0, "price of the token at t0 (Eq. 17, 19)"},
    {"circulating0", "token", {0, 1e18, open}, &N::circulating0, "circulating supply at t0 (Eq. 17, 19)"},
    {"max_supply", "token", {0, 1e18, open}, &N::max_supply, "cap of the supply (Eq. 15)"},
    {"supplier_share", "1", fraction, &N::supplier_share,
     "part of the emission, other than for work, that suppliers get (Eq. 15)"},
    {"burn_rate", "1", fraction, &N::burn_rate, "part of customers' spend that is burned (Eq. 14, 15, 17)"},
    {"buyback_rate", "1", fraction, &N::buyback_rate, "part of the protocol's take that buys tokens (Eq. 17)"},
    {"sell_share", "1", fraction, &N::sell_share, "part of new and unlocked tokens that is sold at once (Eq. 17)"},
    {"crypto_beta", "1", drift, &N::crypto_beta,
     "log return of the token per log return of the crypto market (Eq. 17)"},
    {"flow_impact", "1", sensitivity, &N::flow_impact, "log price move per net flow over market value (Eq. 17)"},
    {"token_vol", "1/sqrt(year)", volatility, &N::token_vol, "the token's own volatility (Eq. 17)"},
    {"adoption_rate", "1/year", rate, &N::adoption_rate,
     "hazard of a first non-crypto-native customer at scale (Eq. 18)"},
    {"adoption_price", "1", sensitivity, &N::adoption_price, "log of that hazard per log of cost advantage (Eq. 18)"},
    {"adoption_load", "1", sensitivity, &N::adoption_load,
     "log of that hazard per unit of utilization above the start's (Eq. 18)"},
    {"adoption_boost", "log", {0, 10}, &N::adoption_boost, "log of trust that such a customer adds (Eq. 11, 18)"},

    {"per_day", "token/day", token_amount, &E::per_day, "emission before the first halving", {halving_by_supply}},
    {"issued0", "token", token_amount, &E::issued0,
     "tokens issued by t0, under max_supply", {halving_by_supply, pow_decay}},
    {"per_month0", "token/month", token_amount, &E::per_month0,
     "scheduled mint of the first month", {exponential_decay, burn_mint_equilibrium}},
    {"monthly_decay", "1/month", fraction, &E::monthly_decay,
     "fraction by which the mint shrinks each month", {exponential_decay}},
    {"yearly_damping", "1", fraction, &E::yearly_damping,
     "factor on the scheduled mint at damping_month and every 12 months after", {burn_mint_equilibrium}},
    {"damping_month", "month", month, &E::damping_month, "month of the first damping", {burn_mint_equilibrium}},
    {"work_rate", "1", {0, 10}, &E::work_rate, "value minted for work per unit of spend", {burn_mint_equilibrium}},
    {"rate0", "1/year", {0, 10}, &E::rate0, "inflation at t0", {cosmos_inflation}},
    {"half_life", "year", {0, 1e3, open}, &E::half_life, "years in which inflation halves", {cosmos_inflation}},
    {"rate_min", "1/year", {0, 10}, &E::rate_min, "lower bound of inflation", {cosmos_inflation}},
    {"rate_max", "1/year", {0, 10}, &E::rate_max, "upper bound of inflation", {cosmos_inflation}},
    {"end_month", "month", month, &E::end_month, "first month without inflation", {cosmos_inflation}},
    {"time_constant", "year", {0, 1e3, open}, &E::time_constant,
     "years in which what is left of the cap falls to 1/e", {pow_decay}},
    {"monthly_fraction", "1/month", fraction, &E::monthly_fraction,
     "fraction of the treasury paid out in a month", {treasury_fraction}},
    {"treasury", "token", token_amount, &E::treasury, "treasury at t0", {treasury_fraction}},
    {"cap_per_day", "token/day", token_amount, &E::cap_per_day, "most that is minted for work", {capped_work_value}},
    {"vault", "token", token_amount, &E::vault, "vault at t0", {demand_linked_vault}},
    {"target_usd_per_gpu_month", "USD/GPU/month", {0, 1e6}, &E::target_usd_per_gpu_month,
     "income of suppliers up to which the vault pays", {demand_linked_vault}},
    {"surplus_burn", "1", fraction, &E::surplus_burn,
     "part of the income above that target that is burned", {demand_linked_vault}},
    {"treasury_usd", "USD", usd_amount, &E::treasury_usd, "money at t0 from which grants are paid", {pre_token}},
    {"grant_usd_per_month", "USD/month", usd_amount, &E::grant_usd_per_month,
     "grant to suppliers until the money is spent", {pre_token}},

    {"start_month", "month", month, &UnlockTranche::start_month,
     "first month of a tranche, its cliff included (Eq. 17)", {}, Demand::number},
    {"end_month", "month", month, &UnlockTranche::end_month,
     "first month after a tranche (Eq. 17)", {}, Demand::number},
    {"tokens", "token", token_amount, &UnlockTranche::tokens, "tokens released in equal parts over a tranche (Eq. 17)"},
    {"cliff_tokens", "token", token_amount, &UnlockTranche::cliff_tokens,
     "tokens released at once in start_month (Eq. 17)", {}, Demand::nothing},

    {"month", "month", month, &EmissionCut::month,
     "month from which every payment of the archetype is multiplied by factor (Eq. 15)", {}, Demand::number},
    {"factor", "1", fraction, &EmissionCut::factor,
     "what is left of the payments; several cuts multiply (Eq. 15)", {}, Demand::number},
};
// clang-format on

}  // namespace

std::span<const ParameterSpec> parameter_table() { return rows; }

}  // namespace killshot
