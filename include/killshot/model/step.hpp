/// The order of a step: Eq. 0 to 20 and the events of section 5. Every backend calls these functions; no other file
/// repeats the order.
///
/// A step has two halves, because the sector needs no network: step_sector_and_watch for Eq. 20, 1 to 7 and K1, then
/// step_networks for Eq. 8 to 18. Networks meet only in sums over all networks of a path, so how they are spread over a
/// machine is a type of its own, a group: `size()` networks belong to the calling thread, `number(i)` is the position
/// of its i-th in the scenario, and `sum(value)` adds value(i) over all networks in the order of Eq. 11. A CPU thread
/// steps all networks (AllNetworks, a loop); a GPU thread steps one and adds by shuffles (cuda/tile.cuh).
/// Verified month by month against a second implementation in tests/model/known_answers_test.cpp.
#pragma once

#include "killshot/model/events.hpp"
#include "killshot/model/network.hpp"
#include "killshot/model/sector.hpp"
#include "killshot/random/draws.hpp"

namespace killshot {

/// What a step reads of a scenario's tables. Arrays are indexed as the group numbers its networks, from 0.
template <class F>
struct StepTables {
    const SectorTable<F>& sector;
    const SectorStep<F>& sector_step;
    const NetworkTable<F>* networks;
    const NetworkStep<F>* network_steps;
};

template <class F>
KS_INLINE StepTables<F> tables_of_step(const ScenarioTable<F>& table, int k) {
    return {table.sector, table.sector_steps[k], table.networks, table.network_steps + k * table.n_networks};
}

/// The group of a thread that steps all networks of its paths.
struct AllNetworks {
    int n_networks;

    KS_INLINE int size() const { return n_networks; }
    KS_INLINE static int number(int i) { return i; }
    template <class Value>
    KS_INLINE auto sum(const Value& value) const {
        return tree_sum<decltype(value(0))>(n_networks, value);
    }
};

/// What a block of paths carries from step to step, with the networks of one group.
template <class R, int most_networks = tree_slots>
struct Paths {
    Sector<R> sector;
    Watch<R> price_fall;  // K1, for the hold
    Network<R> networks[most_networks];
    MaskOf<R> adopted[most_networks];          // where a customer has adopted the network in some step
    Offer<R> offers[most_networks];            // of the last step
    Settlement<R> settlements[most_networks];  // of the last step that kept them
};

/// Whether a step leaves its settlements in Paths, for outputs and traces. Steps that do not are faster.
enum class Keep : bool { nothing, settlements };

/// `words` generates the paths' random words (Eq. 0).
template <class R, class F, class Generator>
KS_INLINE void start_sector(const SectorTable<F>& table, const Generator& words, Sector<R>& sector,
                            Watch<R>& price_fall) {
    StartDraws<R> draws;
    draw(draws, words);
    sector = sector_at_start(table, draws);
    price_fall = start_watch<R>(idle_all(table.hold_steps));
}

template <class R, int most_networks, class F, class Group>
KS_INLINE void start_networks(const Group& group, const NetworkTable<F>* tables, Paths<R, most_networks>& paths) {
    for (int i = 0; i < group.size(); ++i) {
        paths.networks[i] = network_at_start<R>(tables[i]);
        paths.adopted[i] = R(0.0F) < R(0.0F);
    }
}

template <class R, class F, class Generator>
KS_INLINE void start(const ScenarioTable<F>& table, const Generator& words, Paths<R>& paths) {
    start_sector(table.sector, words, paths.sector, paths.price_fall);
    start_networks(AllNetworks{table.n_networks}, table.networks, paths);
}

/// The sector's half of step k, Eq. 20 and 1 to 7. Returns K1, which has been entered into its watch. `words` generates
/// the paths' random words (Eq. 0).
template <class R, class F, class Generator>
KS_INLINE PriceFall<R> step_sector_and_watch(const SectorTable<F>& table, const SectorStep<F>& step, int k,
                                             const Generator& words, Sector<R>& sector, Watch<R>& price_fall) {
    SectorDraws<R> draws;
    draw(draws, words, static_cast<std::uint32_t>(k));
    step_sector(table, step, draws, sector);
    return observe_sector(table, sector, price_fall);
}

/// The networks' half of step k, Eq. 8 to 18, after the sector's. `k1` is what the sector's half returned.
/// `on_conditions(i, conditions)` is called for each network of the group.
template <Keep keep, class R, int most_networks, class F, class Group, class Generator, class OnConditions>
KS_INLINE void step_networks(const Group& group, const StepTables<F>& tables, int k, const Generator& words,
                             const PriceFall<R>& k1, Paths<R, most_networks>& paths,
                             const OnConditions& on_conditions) {
    NetworkDraws<R> draws[most_networks];
    for (int i = 0; i < group.size(); ++i) {
        draw(draws[i], words, static_cast<std::uint32_t>(k), group.number(i));
    }
    for (int i = 0; i < group.size(); ++i) {
        paths.offers[i] = offer(tables.sector, tables.networks[i], paths.sector, draws[i], paths.networks[i]);
    }
    for (int i = 0; i < group.size(); ++i) {
        paths.offers[i].weight = weight(tables.networks[i], paths.offers[i], paths.adopted[i]);
    }
    const R unit_share = share_per_weight(group.sum([&](int i) { return paths.offers[i].weight; }));
    for (int i = 0; i < group.size(); ++i) {
        Settlement<R> dropped;
        Settlement<R>& settlement = keep == Keep::settlements ? paths.settlements[i] : dropped;
        settle(tables.sector, tables.networks[i], tables.network_steps[i], paths.offers[i], unit_share, paths.sector,
               draws[i], paths.networks[i], settlement);
        const Conditions<R> seen =
            observe_network(tables.sector, tables.networks[i], tables.network_steps[i], paths.sector.trailing_pace, k1,
                            paths.networks[i], paths.offers[i], settlement);
        paths.adopted[i] = paths.adopted[i] | seen.adopts;
        on_conditions(i, seen);
    }
}

/// A whole step k, from t = k dt to (k + 1) dt, of all networks. `on_price_fall` is called with K1 before the networks.
template <Keep keep, class R, class F, class Generator, class OnPriceFall, class OnConditions>
KS_INLINE void step(const ScenarioTable<F>& table, int k, const Generator& words, Paths<R>& paths,
                    const OnPriceFall& on_price_fall, const OnConditions& on_conditions) {
    const StepTables<F> tables = tables_of_step(table, k);
    const PriceFall<R> k1 =
        step_sector_and_watch(tables.sector, tables.sector_step, k, words, paths.sector, paths.price_fall);
    on_price_fall(k1);
    step_networks<keep>(AllNetworks{table.n_networks}, tables, k, words, k1, paths, on_conditions);
}

/// Signal 01 after a step that kept its settlements: GPU-hours served by all networks over those that they could serve.
template <class R, int most_networks, class F, class Group>
KS_INLINE R sector_utilization(const Group& group, const NetworkTable<F>* tables,
                               const Paths<R, most_networks>& paths) {
    const auto served = [&](int i) { return served_gpu_hours(tables[i], paths.networks[i], paths.settlements[i]); };
    return group.sum(served) / group.sum([&](int i) { return capacity(tables[i], paths.settlements[i]); });
}

template <class R, class F>
KS_INLINE R sector_utilization(const ScenarioTable<F>& table, const Paths<R>& paths) {
    return sector_utilization(AllNetworks{table.n_networks}, table.networks, paths);
}

}  // namespace killshot
