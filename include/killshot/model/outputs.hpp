/// Every quantity that is tallied at report dates: one row a quantity, its value in units of the start, and what it is
/// called.
///
/// A new output is one struct here and one word in the list below it; tallies, the file and its documentation follow.
/// Factors but the start's are powers of two, so binary32 loses nothing by them (ARCHITECTURE.md, "Tallied in units of
/// the start").
#pragma once

#include <cstdint>

#include "killshot/model/network.hpp"
#include "killshot/model/sector.hpp"

namespace killshot {

/// How the tallied value is scaled back: written = (tallied + offset) * factor(date).
enum class OutputUnit : std::uint8_t {
    as_is,
    gpus,             // gpus0
    token_price,      // X0
    spend,            // V(0)
    emission_tokens,  // N0 2^-10
    usd_per_mtok,     // sector.token_price0 2^-s of the date
    demand,           // 2^r of the date
    margin,           // tallied as 1 + margin
};

/// Metadata of an output; low and high bound what it can be, so that a bin's middle never leaves its range.
struct OutputInfo {
    const char* name;
    const char* long_name;
    const char* units;
    OutputUnit unit;
    float low, high;  // of the tallied value; high 0: unbounded
    bool needs_token;
};

inline constexpr int n_network_outputs = 11;
inline constexpr OutputInfo network_outputs[n_network_outputs] = {
    {"cost_ratio", "cost per token, decentralised over centralised", "1", OutputUnit::as_is, 0, 0, false},
    {"cost_per_mtok", "delivered decentralised cost per million tokens", "USD/Mtok", OutputUnit::usd_per_mtok, 0, 0,
     false},
    {"utilization", "GPU utilization", "1", OutputUnit::as_is, 0, 1, false},
    {"gpus", "GPUs supplied, in H100 equivalents, at the end of the step", "1", OutputUnit::gpus, 0, 0, false},
    {"token_price", "token price at the end of the step", "USD", OutputUnit::token_price, 0, 0, true},
    {"emission_tokens", "tokens emitted in the step", "token", OutputUnit::emission_tokens, 0, 0, true},
    {"emission_usd", "value of tokens emitted in the step", "USD", OutputUnit::spend, 0, 0, true},
    {"subsidy_share", "share of supplier income that is subsidy", "1", OutputUnit::as_is, 0, 1, false},
    {"spend_usd", "customers' spend in the step", "USD", OutputUnit::spend, 0, 0, false},
    {"tail_share", "share of demand from the long tail", "1", OutputUnit::as_is, 0, 1, false},
    {"margin", "supplier margin over power and capital", "1", OutputUnit::margin, 0, 0, false},
};

/// Centralised cost per Mtok in units of the start, times 2^s of the step: what both USD/Mtok outputs are made from.
template <class R, class F>
KS_INLINE R central_cost_tallied(const SectorStep<F>& step, const Sector<R>& sector) {
    return exp(sector.central_cost_log) * R(step.cost_scale);
}

/// The values of network_outputs, in its order, after a step. central_cost: central_cost_tallied of the step.
template <class R, class F>
KS_INLINE void network_output_values(const NetworkTable<F>& table, R central_cost, const Network<R>& n,
                                     const Offer<R>& offer, const Settlement<R>& settlement,
                                     R (&values)[n_network_outputs]) {
    const R cost_ratio = exp(offer.parity_gap);
    const R demand = settlement.contestable_demand + settlement.tail_demand;
    values[0] = cost_ratio;
    values[1] = cost_ratio * central_cost;
    values[2] = n.utilization;
    values[3] = exp(n.gpus_log);
    values[4] = exp(n.token_log);
    values[5] = settlement.payout.emission_tokens * R(table.emission_tokens_scale);
    values[6] = settlement.payout.emission_tokens * settlement.token_price * R(table.one_over_spend0);
    values[7] = n.subsidy_share;
    values[8] = settlement.spend * R(table.one_over_spend0);
    values[9] = settlement.tail_demand / demand;
    values[10] = R(1.0F) + n.margin;
}

/// Long-tail revenue of the step as a share of V(0): the aftermath of a kill, at the horizon.
template <class R, class F>
KS_INLINE R tail_revenue(const NetworkTable<F>& table, const Settlement<R>& settlement) {
    const R demand = settlement.contestable_demand + settlement.tail_demand;
    return settlement.tail_demand / demand * (settlement.spend * R(table.one_over_spend0));
}

inline constexpr int n_sector_outputs = 6;
inline constexpr int sector_utilization_output = 5;  // the one that networks make
inline constexpr OutputInfo sector_outputs[n_sector_outputs] = {
    {"list_price", "weighted hyperscaler list price", "USD/GPU-hour", OutputUnit::as_is, 0, 0, false},
    {"effective_price", "effective hyperscaler price, index, 1 at the start", "1", OutputUnit::as_is, 0, 0, false},
    {"open_price", "open-market price", "USD/GPU-hour", OutputUnit::as_is, 0, 0, false},
    {"central_cost_per_mtok", "centralised price per million tokens", "USD/Mtok", OutputUnit::usd_per_mtok, 0, 0,
     false},
    {"demand", "demand for tokens, index, 1 at the start", "1", OutputUnit::demand, 0, 0, false},
    {"sector_utilization", "GPU utilization across all networks", "1", OutputUnit::as_is, 0, 1, false},
};

/// The values of sector_outputs, in its order, after a step.
template <class R, class F>
KS_INLINE void sector_output_values(const SectorTable<F>& table, const SectorStep<F>& step, R central_cost,
                                    const Sector<R>& sector, R sector_utilization, R (&values)[n_sector_outputs]) {
    R list_log = R(table.hyperscaler_weight[0]) * sector.list_log[0];
    for (int j = 1; j < hyperscalers; ++j) {
        list_log = fma(R(table.hyperscaler_weight[j]), sector.list_log[j], list_log);
    }
    values[0] = exp(list_log);
    values[1] = exp(sector.effective_log);
    values[2] = exp(sector.open_log);
    values[3] = central_cost;
    values[4] = exp(sector.demand_log) * R(step.demand_scale);
    values[sector_utilization_output] = sector_utilization;
}

}  // namespace killshot
