/// Events (docs/model.md): the kill shot's three conditions, the four exits, milestones and signal 03, after each step.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/network.hpp"
#include "killshot/model/sector.hpp"
#include "killshot/model/watch.hpp"

namespace killshot {

/// Slots of a network's exits, in order of precedence on ties.
inline constexpr int kill_shot_slot = 0, supply_exodus_slot = 1, subsidy_exhausted_slot = 2, token_death_slot = 3;
/// Slots of a network's milestones.
inline constexpr int adoption_slot = 0, parity_slot = 1, parity_held_slot = 2, long_tail_only_slot = 3;
/// Slots of the kill shot's other readings.
inline constexpr int lists_slot = 0, any_list_slot = 1, compute_slot = 2, prices_slot = 3;
/// Slot of the sector's watch.
inline constexpr int price_fall_slot = 0;

/// Steps for which an exit or a milestone has to hold: the kill shot's hold, or 1.
KS_INLINE constexpr int hold_of_exit(int slot, int hold) { return slot == supply_exodus_slot ? 1 : hold; }
KS_INLINE constexpr int hold_of_milestone(int slot, int hold) { return slot >= parity_held_slot ? hold : 1; }

KS_INLINE constexpr std::uint32_t idle_exits(int hold) {
    return idle_runs(hold_of_exit(0, hold), hold_of_exit(1, hold), hold_of_exit(2, hold), hold_of_exit(3, hold));
}
KS_INLINE constexpr std::uint32_t idle_milestones(int hold) {
    return idle_runs(hold_of_milestone(0, hold), hold_of_milestone(1, hold), hold_of_milestone(2, hold),
                     hold_of_milestone(3, hold));
}
/// Of watches in which every slot has the kill shot's hold: the sector's, and that of the readings.
KS_INLINE constexpr std::uint32_t idle_all(int hold) { return idle_runs(hold, hold, hold, hold); }

/// K1 under each reading of "hyperscaler GPU prices": what customers pay (the kill shot's own), the weighted lists, any
/// one list, and the price of a unit of compute.
template <class Bits>
struct PriceFallOf {
    Bits effective, lists, any_list, compute;
};
template <class R>
using PriceFall = PriceFallOf<MaskOf<R>>;

/// What a step showed of one network, before any hold.
template <class R>
struct Conditions {
    MaskOf<R> k2, k2_prices, k3;
    MaskOf<R> exits[n_watched];     // by slot
    MaskOf<R> readings[n_watched];  // the kill shot under its other readings, by slot
    MaskOf<R> adopts, parity;       // milestones
    MaskOf<R> low, self_funded;     // low utilization; and organic income alone covers the cost
};

/// Months of low utilization (signal 03).
template <class R>
struct LowMonths {
    UIntOf<R> months;      // low half: how many, high half: of these, self-funded ones
    IntOf<R> subsidy_sum;  // subsidy share summed over them, in units of 2^-20
};

template <class R>
struct NetworkEvents {
    Watch<R> exits, readings, milestones;
    LowMonths<R> low;
};

template <class R>
KS_INLINE LowMonths<R> no_low_months() {
    return {UIntOf<R>(0U), IntOf<R>(0)};
}

template <class R>
KS_INLINE NetworkEvents<R> no_events(int hold) {
    return {start_watch<R>(idle_exits(hold)), start_watch<R>(idle_all(hold)), start_watch<R>(idle_milestones(hold)),
            no_low_months<R>()};
}

/// K1: hyperscaler prices have fallen by price_fall against t0.
template <class R, class F>
KS_INLINE PriceFall<R> observe_sector(const SectorTable<F>& table, const Sector<R>& sector, Watch<R>& watch) {
    const R fall = R(table.price_fall_log);
    const PriceFall<R> k1 = {sector.effective_log <= fall, sector.list_change <= fall, sector.largest_list_fall <= fall,
                             sector.effective_log - sector.hardware.frontier_log <= fall};
    observe<R>(watch, idle_all(table.hold_steps), watched<R>(k1.effective, price_fall_slot));
    return k1;
}

/// The break-even ratio r of section 5, times 1 + margin. K2 compares this, which avoids a division; without income, no
/// price can be matched.
template <class R, class F>
KS_INLINE R break_even_scaled(const SectorTable<F>& table, R cost_ratio, R one_plus_margin) {
    const R pass = R(table.gpu_pass_through);
    return cost_ratio * fma(R(1.0F) - pass, one_plus_margin, pass);
}

/// K2: the centralised cost per token still falls, faster than this network's supply could match since t0, and even at
/// cost the discount that buyers want is gone.
template <class R, class F>
KS_INLINE MaskOf<R> outpaced(const SectorTable<F>& table, const NetworkTable<F>& network, R trailing_pace, R parity_gap,
                             R margin) {
    const R one_plus_margin = R(1.0F) + margin;
    const R scaled = break_even_scaled(table, cost_ratio(parity_gap), one_plus_margin);
    return (trailing_pace < R(0.0F)) & (scaled > R(network.break_even_ratio0) * one_plus_margin) &
           (scaled >= R(table.one_minus_discount_required) * one_plus_margin);
}

/// K2 with the price asked instead of the cost at which suppliers break even: a reading beside it.
template <class R, class F>
KS_INLINE MaskOf<R> outpaced_by_prices(const SectorTable<F>& table, const NetworkTable<F>& network, R trailing_pace,
                                       R parity_gap) {
    return (trailing_pace < R(0.0F)) & (parity_gap > R(network.cost_ratio0_log)) &
           (parity_gap >= R(table.discount_required_log));
}

/// K3: the long tail (privacy, geography, censorship) is what is left of demand.
template <class R, class F>
KS_INLINE MaskOf<R> only_long_tail(const SectorTable<F>& table, R contestable_demand, R tail_demand) {
    return tail_demand >= R(table.long_tail_share) * (contestable_demand + tail_demand);
}

/// Whether the kill shot's conditions hold in a step, of one path or of many in the bits of a word. Writes the same
/// under its other readings, by slot.
template <class Bits, class Readings>
KS_INLINE Bits kill_shots(const PriceFallOf<Bits>& k1, Bits k2, Bits k2_prices, Bits k3, Bits long_tail_not_required,
                          Readings& readings) {
    const Bits tail = k3 | long_tail_not_required;
    const Bits outpaced = k2 & tail;
    readings[lists_slot] = k1.lists & outpaced;
    readings[any_list_slot] = k1.any_list & outpaced;
    readings[compute_slot] = k1.compute & outpaced;
    readings[prices_slot] = k1.effective & k2_prices & tail;
    return k1.effective & outpaced;
}

/// Looks at one network after its step.
template <class R, class F>
KS_INLINE Conditions<R> observe_network(const SectorTable<F>& table, const NetworkTable<F>& network_table,
                                        const NetworkStep<F>& step, R trailing_pace, const PriceFall<R>& k1,
                                        const Network<R>& n, const Offer<R>& offer, const Settlement<R>& settlement) {
    using I = IntOf<R>;
    const R zero = R(0.0F);
    const MaskOf<R> tail_not_required = I(table.require_long_tail) < I(1);

    const MaskOf<R> k2 = outpaced(table, network_table, trailing_pace, offer.parity_gap, n.margin);
    const MaskOf<R> k2_prices = outpaced_by_prices(table, network_table, trailing_pace, offer.parity_gap);
    const MaskOf<R> k3 = only_long_tail(table, settlement.contestable_demand, settlement.tail_demand);
    const MaskOf<R> nothing_left = (n.pool <= R(network_table.exhausted_pool)) | (R(0.5F) < R(step.runway_spent));
    const MaskOf<R> low = n.utilization < R(table.low_utilization);

    Conditions<R> seen;
    seen.k2 = k2;
    seen.k2_prices = k2_prices;
    seen.k3 = k3;
    seen.exits[kill_shot_slot] = kill_shots(k1, k2, k2_prices, k3, tail_not_required, seen.readings);
    seen.exits[supply_exodus_slot] = n.gpus_log <= R(table.supply_exodus_log);
    seen.exits[subsidy_exhausted_slot] = nothing_left & (n.margin < zero);
    seen.exits[token_death_slot] = n.token_log <= R(table.token_death_log);
    seen.adopts = settlement.adopts;
    seen.parity = offer.parity_gap >= zero;
    seen.low = low;
    seen.self_funded = low & (settlement.payout.organic_usd >= settlement.gpu_hours_cost);
    return seen;
}

template <class R>
KS_INLINE void record(LowMonths<R>& low, const Conditions<R>& seen, R subsidy_share) {
    using I = IntOf<R>;
    using U = UIntOf<R>;
    low.months = low.months + select(seen.low, U(1U), U(0U)) + select(seen.self_funded, U(1U << 16U), U(0U));
    const I share_fixed = bits_of(subsidy_share + R(12.0F)) - bits_of(R(12.0F));  // a unit of 12.0 is 2^-20
    low.subsidy_sum = low.subsidy_sum + select(seen.low, share_fixed, I(0));
}

/// Keeps what a step showed, path by path. Kernels of the CPU keep it for whole blocks (src/kernels/history.hpp).
template <class R>
KS_INLINE void record(NetworkEvents<R>& events, int hold, const Conditions<R>& seen, R subsidy_share) {
    UIntOf<R> exits = watched<R>(seen.exits[0], 0);
    for (int slot = 1; slot < n_watched; ++slot) {
        exits = exits | watched<R>(seen.exits[slot], slot);
    }
    observe<R>(events.exits, idle_exits(hold), exits);

    UIntOf<R> readings = watched<R>(seen.readings[0], 0);
    for (int slot = 1; slot < n_watched; ++slot) {
        readings = readings | watched<R>(seen.readings[slot], slot);
    }
    observe<R>(events.readings, idle_all(hold), readings);

    UIntOf<R> milestones = watched<R>(seen.adopts, adoption_slot);
    milestones = milestones | watched<R>(seen.parity, parity_slot);
    milestones = milestones | watched<R>(seen.parity, parity_held_slot);
    milestones = milestones | watched<R>(has_happened<R>(events.exits, kill_shot_slot) & seen.k3, long_tail_only_slot);
    observe<R>(events.milestones, idle_milestones(hold), milestones);

    record(events.low, seen, subsidy_share);
}

}  // namespace killshot
