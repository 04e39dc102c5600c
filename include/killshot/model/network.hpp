/// A network's state, and one step of it in passes: Eq. 8 to 18 in the order of docs/model.md, given the sector's new
/// values.
///
/// All networks meet once a step, in the sum of Eq. 11: what comes before it is an offer, what comes after is settled.
#pragma once

#include "killshot/model/adoption.hpp"
#include "killshot/model/demand.hpp"
#include "killshot/model/efficiency.hpp"
#include "killshot/model/emission_law.hpp"
#include "killshot/model/price.hpp"
#include "killshot/model/sector.hpp"
#include "killshot/model/share.hpp"
#include "killshot/model/supply.hpp"
#include "killshot/model/token.hpp"

namespace killshot {

/// What one step leaves to the next. Logs are natural; tokens as such. Trust is read from whether a customer has
/// adopted.
template <class R>
struct Network {
    R software, hardware;                  // ln efficiency e = software + hardware, 0 at t0
    R discount_log;                        // d
    R local_demand;                        // zeta
    R gpus_log;                            // lnS, in units of gpus0
    R supply, pool;                        // N and the treasury or vault, tokens
    R token_log;                           // ln(X/X0)
    R utilization, subsidy_share, margin;  // u, s, margin
};

/// What a network brings to the sum of Eq. 11.
template <class R>
struct Offer {
    R price_log;   // ln p', USD/GPU-hour
    R cost_log;    // ln of the delivered cost D over token_price0, Eq. 10
    R parity_gap;  // x'
    R weight;      // w
    R work_log;    // zeta' - c: ln GPU-hours per unit of work, with the local demand shock, Eq. 12
};

/// What the rest of the step makes of it; dead when the step is over, read by events, outputs and traces before that.
template <class R>
struct Settlement {
    R gpus;                // S that served, in units of gpus0
    R token_price;         // X at which it was paid, USD
    R share;               // of contestable demand
    R contestable_demand;  // B, in units of S0 GPU-hours
    R tail_demand;         // T
    R spend;               // V, USD in the step
    R gpu_hours_cost;      // S gpus0 h cost, USD in the step
    R flow;                // token flow, clipped
    Payout<R> payout;
    MaskOf<R> adopts;  // a customer would adopt in this step
};

template <class R, class F>
KS_INLINE Network<R> network_at_start(const NetworkTable<F>& table) {
    Network<R> n;
    n.software = n.hardware = n.local_demand = n.gpus_log = n.token_log = R(0.0F);
    n.discount_log = R(table.discount0_log);
    n.supply = R(table.circulating0);
    n.pool = R(table.pool0);
    n.utilization = R(table.utilization0);
    n.subsidy_share = R(table.subsidy_share0);
    n.margin = R(table.margin0);
    return n;
}

/// Trust that adoption has won, Eq. 18; it counts from the step after.
template <class R, class F>
KS_INLINE R trust(const NetworkTable<F>& table, MaskOf<R> has_adopted) {
    return select(has_adopted, R(table.adoption_boost), R(0.0F));
}

/// Eq. 8 to 10, and what Eq. 12 needs of them: efficiency, price, parity gap and GPU-hours per unit of work.
template <class R, class F>
KS_INLINE Offer<R> offer(const SectorTable<F>& sector_table, const NetworkTable<F>& table, const Sector<R>& sector,
                         const NetworkDraws<R>& draws, Network<R>& n) {
    n.software = next_software(table, n.software, sector.software_frontier_log);
    n.hardware = next_hardware(sector_table, table, n.hardware, n.margin, sector.hardware.frontier_log);
    n.discount_log = next_discount_log(table, n.discount_log, n.subsidy_share, n.utilization, n.margin);
    n.local_demand = next_local_demand(table, n.local_demand, draws.z_local, draws.u_supply);

    Offer<R> offer;
    offer.price_log = price_log(table, sector.open_log, n.discount_log);
    offer.cost_log = delivered_cost_log(sector_table, table, offer.price_log, n.software + n.hardware);
    offer.parity_gap =
        offer.cost_log - central_work_cost_log(table, sector.central_cost_log, sector.software_frontier_log,
                                               sector.hardware.frontier_log);
    offer.work_log = gpu_hours_per_work_log(table, n.software, n.hardware, n.local_demand);
    return offer;
}

/// Eq. 11: the offer's weight. Apart from offer(), for all of which it waits: a core makes the other networks' in
/// between.
template <class R, class F>
KS_INLINE R weight(const NetworkTable<F>& table, const Offer<R>& offer, MaskOf<R> has_adopted) {
    return exp(weight_log(table, offer.parity_gap, trust<R>(table, has_adopted)));
}

/// What all networks' weights leave to one unit of weight: 1/(1 + sum w), Eq. 11.
template <class R>
KS_INLINE R share_per_weight(R sum_of_weights) {
    return R(1.0F) / (R(1.0F) + sum_of_weights);
}

/// GPU-hours that the network can serve in the step.
template <class R, class F>
KS_INLINE R capacity(const NetworkTable<F>& table, const Settlement<R>& settlement) {
    return settlement.gpus * R(table.gpu_hours0);
}

/// Eq. 12 to 18, from the sum on: demand, utilization, spend, payouts, margin, token, supply of the next step,
/// adoption.
template <class R, class F>
KS_INLINE void settle(const SectorTable<F>& sector_table, const NetworkTable<F>& table, const NetworkStep<F>& step,
                      const Offer<R>& offer, R share_per_weight, const Sector<R>& sector, const NetworkDraws<R>& draws,
                      Network<R>& n, Settlement<R>& s) {
    s.share = offer.weight * share_per_weight;
    s.contestable_demand = contestable_demand(table, step, sector.demand_log, offer.work_log, s.share);
    s.tail_demand = tail_demand(step, offer.work_log);
    s.gpus = gpus(n.gpus_log);
    n.utilization = utilization(table, s.contestable_demand + s.tail_demand, s.gpus);

    const R gpu_hours = capacity(table, s);
    s.spend = n.utilization * gpu_hours * exp(offer.price_log);
    s.token_price = R(table.token_price0) * token_price_change(n.token_log);
    const R one_over_market_value = R(1.0F) / (s.token_price * n.supply);
    const R one_over_token_price = one_over_market_value * n.supply;
    s.payout = pay_out(table, step, s.spend, s.gpus, s.token_price, one_over_token_price, n.supply, n.pool);
    n.pool = n.pool - s.payout.drawn_tokens;
    n.subsidy_share = subsidy_share(s.payout);
    s.gpu_hours_cost = gpu_hours * cost_per_gpu_hour(table, step, n.utilization);
    n.margin = margin(s.payout, s.gpu_hours_cost);

    s.flow = token_flow(table, step, s.payout, s.spend, s.token_price, one_over_market_value);
    n.supply = next_supply(table, step, s.payout, one_over_token_price, n.supply);
    n.token_log = next_token_log(table, n.token_log, sector.crypto_return, s.flow, sector.z_tokens, draws.z_token);

    n.gpus_log = next_gpus_log(table, n.gpus_log, n.margin, draws.u_supply);
    s.adopts = adopts(sector_table, table, offer.parity_gap, n.utilization, draws.u_adoption);
}

/// GPU-hours that it served, after the step. Over capacity, each summed over all networks: Signal 01.
template <class R, class F>
KS_INLINE R served_gpu_hours(const NetworkTable<F>& table, const Network<R>& n, const Settlement<R>& settlement) {
    return n.utilization * capacity(table, settlement);
}

}  // namespace killshot
