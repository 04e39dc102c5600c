/// One step of a block of paths, Eq. 1 to 18 and section 5 in order. What reads like a loop over networks is one on the
/// CPU; on a GPU every lane of a tile is a network.
#pragma once

#include "killshot/model/events.hpp"
#include "killshot/model/network.hpp"
#include "killshot/model/sector.hpp"
#include "killshot/random/draws.hpp"

namespace killshot {

/// Everything that a block of paths carries from step to step.
template <class R>
struct Paths {
    Sector<R> sector;
    Watch<R> price_fall;  // K1, for the hold
    Network<R> networks[tree_slots];
    MaskOf<R> adopted[tree_slots];          // where an enterprise has adopted the network in some step
    Offer<R> offers[tree_slots];            // of the last step
    Settlement<R> settlements[tree_slots];  // of the last step that kept them
};

/// Whether a step leaves its settlements in Paths, for outputs and traces; the others are faster without.
enum class Keep : bool { nothing, settlements };

template <class R, class F>
KS_INLINE void start(const ScenarioTable<F>& table, Paths<R>& paths) {
    paths.sector = sector_at_start<R>(table.sector);
    paths.price_fall = start_watch<R>(idle_sector(table.sector.hold_steps));
    for (int i = 0; i < table.n_networks; ++i) {
        paths.networks[i] = network_at_start<R>(table.networks[i]);
        paths.adopted[i] = R(0.0F) < R(0.0F);
    }
}

/// Step k, from t = k dt to (k + 1) dt. `words` generates these paths' random words (Eq. 0). `on_conditions` is called
/// with (PriceFall) once and with (network, Conditions) for each network.
template <Keep keep, class R, class F, class Generator, class OnPriceFall, class OnConditions>
KS_INLINE void step(const ScenarioTable<F>& table, int k, const Generator& words, Paths<R>& paths,
                    const OnPriceFall& on_price_fall, const OnConditions& on_conditions) {
    const int n = table.n_networks;
    const SectorStep<F>& sector_step = table.sector_steps[k];
    const NetworkStep<F>* network_steps = table.network_steps + k * n;
    const auto step_number = static_cast<std::uint32_t>(k);

    SectorDraws<R> sector_draws;
    draw(sector_draws, words, step_number);
    step_sector(table.sector, sector_step, sector_draws, paths.sector);
    const PriceFall<R> k1 = observe_sector(table.sector, paths.sector, paths.price_fall);
    on_price_fall(k1);

    NetworkDraws<R> draws[tree_slots];
    for (int i = 0; i < n; ++i) {
        draw(draws[i], words, step_number, i);
    }
    for (int i = 0; i < n; ++i) {
        paths.offers[i] =
            offer(table.sector, table.networks[i], sector_step, paths.sector, draws[i].z_local, paths.networks[i]);
    }
    for (int i = 0; i < n; ++i) {
        paths.offers[i].weight = weight(table.networks[i], paths.offers[i], paths.adopted[i]);
    }
    const R unit_share = share_per_weight(tree_sum<R>(n, [&](int i) { return paths.offers[i].weight; }));
    for (int i = 0; i < n; ++i) {
        Settlement<R> dropped;
        Settlement<R>& settlement = keep == Keep::settlements ? paths.settlements[i] : dropped;
        settle(table.sector, table.networks[i], network_steps[i], paths.offers[i], unit_share,
               paths.sector.crypto_return, draws[i], paths.networks[i], settlement);
        const Conditions<R> seen =
            observe_network(table.sector, table.networks[i], network_steps[i], paths.sector.trailing_pace, k1.effective,
                            paths.networks[i], paths.offers[i], settlement);
        paths.adopted[i] = paths.adopted[i] | seen.adopts;
        on_conditions(i, seen);
    }
}

/// Signal 01 of the block after a step that kept its settlements: what all networks' GPUs served over what they could.
template <class R, class F>
KS_INLINE R sector_utilization(const ScenarioTable<F>& table, const Paths<R>& paths) {
    const auto served = [&](int i) {
        return served_gpu_hours(table.networks[i], paths.networks[i], paths.settlements[i]);
    };
    return tree_sum<R>(table.n_networks, served) /
           tree_sum<R>(table.n_networks, [&](int i) { return capacity(table.networks[i], paths.settlements[i]); });
}

}  // namespace killshot
