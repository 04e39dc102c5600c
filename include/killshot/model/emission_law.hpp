/// Eq. 14 and 15: who pays suppliers. One law for every archetype; emission/ fills its rows.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// What a step pays out, in USD unless the name says tokens.
template <class R>
struct Payout {
    R emission_tokens;  // E
    R drawn_tokens;     // from treasury and vault, leaves the pool
    R organic_usd;      // O: what customers' money pays suppliers
    R subsidy_usd;      // what only emissions and grants pay
    R burned_usd;       // burn_rate V + over
};

/// spend V (USD in the step), gpus S (in units of gpus0), token_price X and its reciprocal, supply N, pool (tokens).
template <class R, class F>
KS_INLINE Payout<R> pay_out(const NetworkTable<F>& network, const NetworkStep<F>& step, R spend, R gpus, R token_price,
                            R one_over_token_price, R supply, R pool) {
    const R zero = R(0.0F);
    const R cash = R(network.cash_share) * spend;
    const R target = R(step.vault_target) * gpus;
    const R from_treasury = min(R(step.treasury_rate) * pool * (supply * R(network.treasury_scale)), pool);
    const R gap_tokens = max(target - cash, zero) * one_over_token_price;
    const R from_vault = R(step.vault_pay) * min(pool - from_treasury, gap_tokens);
    const R work = min(R(network.work_rate) * spend * one_over_token_price, R(network.work_cap));
    const R drawn = from_treasury + from_vault;
    const R emission = fma(R(step.inflation), supply, R(step.mint)) + drawn + work;

    const R paid = fma(R(network.supplier_share), emission - work, work) * token_price;
    const R burned = R(network.burn_rate) * spend;
    const R matched = min(burned, paid);
    const R over = R(network.vault_burn) * max(cash - target, zero);
    return {emission, drawn, cash + matched - over, paid - matched + R(step.grant_usd), burned + over};
}

/// Share of suppliers' income that is subsidy; 0 where there is no income.
template <class R>
KS_INLINE R subsidy_share(const Payout<R>& payout) {
    const R income = payout.organic_usd + payout.subsidy_usd;
    return select(R(0.0F) < income, payout.subsidy_usd / max(income, R(1e-30F)), R(0.0F));
}

}  // namespace killshot
