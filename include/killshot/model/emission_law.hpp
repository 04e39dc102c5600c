/// Eq. 14 and 15: suppliers' income and who pays it. Every archetype uses this law; emission/ fills its rows.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// The payments of one step.
template <class R>
struct Payout {
    R emission_tokens;  // E
    R drawn_tokens;     // paid from treasury and vault, leaves the pool
    R organic_usd;      // O: suppliers' income from customers' money
    R subsidy_usd;      // suppliers' income from emissions and grants
    R burned_usd;       // burn_rate V + over
};

/// spend: V in USD per step. gpus: S in units of gpus0. token_price: X in USD. supply: N in tokens. pool: in tokens.
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

/// The share of suppliers' income that is subsidy; 0 if there is no income.
template <class R>
KS_INLINE R subsidy_share(const Payout<R>& payout) {
    const R income = payout.organic_usd + payout.subsidy_usd;
    return select(R(0.0F) < income, payout.subsidy_usd / max(income, R(1e-30F)), R(0.0F));
}

}  // namespace killshot
