/// The sector's state and one step of it: Eq. 20 and 1 to 7 in order. One per path, shared by all its networks.
#pragma once

#include "killshot/model/central_price.hpp"
#include "killshot/model/crypto.hpp"
#include "killshot/model/demand.hpp"
#include "killshot/model/generations.hpp"
#include "killshot/model/list_price.hpp"
#include "killshot/model/open_market.hpp"
#include "killshot/model/pace.hpp"

namespace killshot {

/// What one step passes to the next, and what networks and outputs read. Logs are natural.
template <class R>
struct Sector {
    R list_log[hyperscalers];  // lnH_j, USD/GPU-hour
    R list_change;             // sum w_j (lnH_j - lnH_j0)
    R largest_list_fall;       // min_j (lnH_j - lnH_j0)
    R open_log;                // lnG, USD/GPU-hour
    MaskOf<R> scarcity, bull;  // regimes
    R pace;                    // a, per year
    R software_frontier_log;   // lnE_s
    Generations<R> hardware;   // Eq. 20; its frontier is lnE_h
    R markup;                  // m
    R effective_log;           // lnA
    R central_cost_log;        // lnC
    R demand_log;              // lnQ
    R trailing_pace;           // V_C, per year
    R crypto_return;           // r of this step
    R z_tokens;                // the tokens' common normal of this step, Eq. 17
};

/// The sector at t0. The regimes of Eq. 2 and 6 are drawn.
template <class R, class F>
KS_INLINE Sector<R> sector_at_start(const SectorTable<F>& table, const StartDraws<R>& draws) {
    Sector<R> s;
    for (int j = 0; j < hyperscalers; ++j) {
        s.list_log[j] = R(table.list_price0_log[j]);
    }
    s.open_log = R(table.open_price0_log);
    s.scarcity = draws.u_scarcity0 < R(table.scarcity_probability0);
    s.bull = draws.u_bull0 < R(table.bull_probability0);
    s.hardware = generations_at_start<R>(table);
    s.pace = R(table.pace0);
    s.list_change = s.largest_list_fall = s.software_frontier_log = s.markup = s.effective_log = R(0.0F);
    s.central_cost_log = s.demand_log = s.crypto_return = s.z_tokens = R(0.0F);
    s.trailing_pace = -R(table.pace0);
    return s;
}

/// Replaces the independent normals z by the correlated L z (Eq. 0).
template <class R, class F>
KS_INLINE void correlate(const SectorTable<F>& table, SectorDraws<R>& draws) {
    const R z[5] = {draws.z_market, draws.z_pace, draws.z_markup, draws.z_demand, draws.z_crypto};
    R correlated[5];
    for (int row = 0; row < 5; ++row) {
        R sum = R(table.cholesky[row][0]) * z[0];
        for (int column = 1; column <= row; ++column) {
            sum = fma(R(table.cholesky[row][column]), z[column], sum);
        }
        correlated[row] = sum;
    }
    draws.z_market = correlated[0];
    draws.z_pace = correlated[1];
    draws.z_markup = correlated[2];
    draws.z_demand = correlated[3];
    draws.z_crypto = correlated[4];
}

/// One step of the sector. `draws` are independent, as drawn.
template <class R, class F>
KS_INLINE void step_sector(const SectorTable<F>& table, const SectorStep<F>& step, SectorDraws<R> draws, Sector<R>& s) {
    correlate(table, draws);

    const R arrived = step_generations(table, draws.u_progress, s.hardware);
    const R pressure = release_pressure(table, s.hardware.backlog);

    for (int j = 0; j < hyperscalers; ++j) {
        s.list_log[j] = next_list_price_log(table, s.list_log[j], s.open_log, pressure, draws.u_list[j]);
    }
    R lowest_list_log = s.list_log[0];
    s.largest_list_fall = s.list_log[0] - R(table.list_price0_log[0]);
    s.list_change = R(table.hyperscaler_weight[0]) * s.largest_list_fall;
    for (int j = 1; j < hyperscalers; ++j) {
        const R change = s.list_log[j] - R(table.list_price0_log[j]);
        s.list_change = fma(R(table.hyperscaler_weight[j]), change, s.list_change);
        s.largest_list_fall = min(s.largest_list_fall, change);
        lowest_list_log = min(lowest_list_log, s.list_log[j]);
    }

    s.scarcity = next_scarcity<R>(table, s.scarcity, draws.u_market_regime);
    s.open_log = next_open_price_log(table, s.scarcity, s.open_log, lowest_list_log, arrived, draws.z_market);

    s.pace = next_pace(table, s.pace, draws.z_pace);
    s.software_frontier_log = next_software_frontier_log(table, s.software_frontier_log, s.pace, draws.u_progress);

    s.markup = next_markup(table, s.markup, draws.z_markup);
    s.effective_log = effective_price_log(table, s.list_change, s.open_log);
    const R central_cost_before = s.central_cost_log;
    s.central_cost_log = central_cost_log(table, s.open_log, s.effective_log,
                                          s.software_frontier_log + s.hardware.frontier_log, s.markup);
    const R central_change = s.central_cost_log - central_cost_before;

    s.demand_log = next_demand_log(table, step, s.demand_log, central_change, draws.z_demand);

    s.bull = next_bull<R>(table, s.bull, draws.u_crypto_regime);
    s.crypto_return = crypto_return(table, s.bull, draws.z_crypto);
    s.z_tokens = draws.z_tokens;

    s.trailing_pace = next_trailing_pace(table, s.trailing_pace, central_change);
}

}  // namespace killshot
