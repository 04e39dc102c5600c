/// The inputs of Eq. 14 and 15, filled here both for the start (Eq. 19) and for the kernels' tables.
#pragma once

#include <algorithm>

#include "killshot/emission/rows.hpp"
#include "tables/tables.hpp"

namespace killshot {

inline constexpr double hours_per_year = 8760.0;
inline constexpr double max_work_tokens = 1e20;  // minted for work in a step (Eq. 15), which keeps the emission finite

/// A network's table with only the fields of the emission law set; the rest is 0. Without a token, X = N = N_max = 1.
template <class F>
NetworkTable<F> payout_table(const NetworkInputs& network, const EmissionRows& rows) {
    const double burn_rate = network.has_token ? network.burn_rate : 0.0;
    NetworkTable<F> table{};
    table.cash_share = F(std::max(1 - network.take_rate - burn_rate, 0.0));  // at least 0 in spite of rounding
    table.treasury_scale = F(network.has_token ? 1 / network.max_supply : 1.0);
    table.work_rate = F(rows.work_rate);
    table.work_cap = F(std::min(rows.work_cap, max_work_tokens));
    table.supplier_share = F(network.supplier_share);
    table.burn_rate = F(burn_rate);
    table.vault_burn = F(rows.vault_burn);
    table.circulating0 = F(network.has_token ? network.circulating0 : 1.0);
    table.token_price0 = F(network.has_token ? network.token_price0 : 1.0);
    table.pool0 = F(rows.pool0);
    return table;
}

/// The row of step k with only the fields of the emission law set; the rest is 0.
template <class F>
NetworkStep<F> payout_step(const EmissionRows& rows, std::size_t k) {
    NetworkStep<F> step{};
    step.mint = F(rows.mint[k]);
    step.inflation = F(rows.inflation[k]);
    step.treasury_rate = F(rows.treasury_rate[k]);
    step.vault_target = F(rows.vault_target[k]);
    step.vault_pay = F(rows.vault_pay[k]);
    step.unlock = F(rows.unlock[k]);
    step.grant_usd = F(rows.grant_usd[k]);
    return step;
}

}  // namespace killshot
