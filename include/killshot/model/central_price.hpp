/// Eq. 4: the effective price that hyperscaler customers pay for a GPU-hour, and the centralised price per token.
#pragma once

#include "killshot/model/pace.hpp"

namespace killshot {

/// Effective hyperscaler price lnA, 0 at t0. Market-linked contracts follow the open market, all others the lists.
template <class R, class F>
KS_INLINE R effective_price_log(const SectorTable<F>& table, R list_change, R open_log) {
    const R open_change = open_log - R(table.open_price0_log);
    return fma(R(table.market_linked_share), open_change - list_change, list_change);
}

/// Markup m over cost, an Ornstein-Uhlenbeck process with mean 0.
template <class R, class F>
KS_INLINE R next_markup(const SectorTable<F>& table, R markup, R z_markup) {
    return fma(R(table.markup_shock), z_markup, markup * R(table.markup_keep));
}

/// Centralised price per token at constant quality lnC, 0 at t0; USD/Mtok = token_price0 e^lnC. frontier_log: of
/// software and hardware together.
template <class R, class F>
KS_INLINE R central_cost_log(const SectorTable<F>& table, R open_log, R effective_log, R frontier_log, R markup) {
    const R open_change = open_log - R(table.open_price0_log);
    const R gpu_change = fma(R(table.list_weight), effective_log - open_change, open_change);
    return fma(R(table.gpu_pass_through), gpu_change, markup - frontier_log);
}

}  // namespace killshot
