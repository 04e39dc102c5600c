/// Eq. 17: the token's supply and price.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/emission_law.hpp"
#include "killshot/model/limits.hpp"
#include "killshot/model/tables.hpp"

namespace killshot {

/// The token's price over that at t0, X/X0.
template <class R>
KS_INLINE R token_price_change(R token_log) {
    return exp(token_log, -max_token_log, max_token_log);
}

/// Net purchases of the step as a share of the market value N X, clipped to +-0.5.
template <class R, class F>
KS_INLINE R token_flow(const NetworkTable<F>& network, const NetworkStep<F>& step, const Payout<R>& payout, R spend,
                       R token_price, R one_over_market_value) {
    const R bought = fma(R(network.buyback_share), spend, payout.burned_usd);
    const R sold = R(network.sell_share) * (payout.emission_tokens + R(step.unlock)) * token_price;
    return clip((bought - sold) * one_over_market_value, R(-0.5F), R(0.5F));
}

/// Circulating supply N (tokens): minted and unlocked tokens are added, burned tokens removed.
template <class R, class F>
KS_INLINE R next_supply(const NetworkTable<F>& network, const NetworkStep<F>& step, const Payout<R>& payout,
                        R one_over_token_price, R supply) {
    const R added = payout.emission_tokens + R(step.unlock);
    const R burned = payout.burned_usd * one_over_token_price;
    return min(max(supply + added - burned, R(network.supply_floor)), R(max_tokens));
}

/// ln(X/X0): the crypto market, the flow, noise that the sector's tokens share, and the token's own.
template <class R, class F>
KS_INLINE R next_token_log(const NetworkTable<F>& network, R token_log, R crypto_return, R flow, R z_tokens,
                           R z_token) {
    const R common = fma(R(network.token_common_vol_sqrt_dt), z_tokens, R(network.token_drift_dt));
    const R noise = fma(R(network.token_own_vol_sqrt_dt), z_token, common);
    return token_log + fma(R(network.crypto_beta), crypto_return, fma(R(network.flow_impact), flow, noise));
}

}  // namespace killshot
