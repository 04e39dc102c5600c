/// Section 5 of MODEL.md: the kill shot's three conditions, the four exits, milestones and signal 03, after each step.
#pragma once

#include "killshot/lanes/math.hpp"
#include "killshot/model/network.hpp"
#include "killshot/model/sector.hpp"
#include "killshot/model/watch.hpp"

namespace killshot {

/// Slots of a network's exits, in order of precedence on ties.
inline constexpr int kill_shot_slot = 0, supply_exodus_slot = 1, subsidy_exhausted_slot = 2, token_death_slot = 3;
/// Slots of a network's milestones.
inline constexpr int adoption_slot = 0, parity_slot = 1, parity_discounted_slot = 2, long_tail_only_slot = 3;
/// Slot of the sector's watch.
inline constexpr int price_fall_slot = 0;

KS_INLINE constexpr std::uint32_t idle_exits(int hold) { return idle_runs(hold, 1, hold, hold); }
KS_INLINE constexpr std::uint32_t idle_milestones(int hold) { return idle_runs(1, 1, 1, hold); }
KS_INLINE constexpr std::uint32_t idle_sector(int hold) { return idle_runs(hold, hold, hold, hold); }

/// K1 against each of the three prices that it is reported for.
template <class R>
struct PriceFall {
    MaskOf<R> effective, lists, any_list;
};

template <class R>
struct NetworkEvents {
    Watch<R> exits, milestones;
    UIntOf<R> low_months;  // low half: months of low utilization, high half: of these, months stood
    IntOf<R> low_subsidy;  // subsidy share summed over months of low utilization, in units of 2^-20
};

/// What a step showed of one network, for the counts by month.
template <class R>
struct Conditions {
    MaskOf<R> k2, k3;
};

template <class R>
KS_INLINE NetworkEvents<R> no_events(int hold) {
    return {start_watch<R>(idle_exits(hold)), start_watch<R>(idle_milestones(hold)), UIntOf<R>(0U), IntOf<R>(0)};
}

/// K1: hyperscaler prices have fallen by price_fall against t0.
template <class R, class F>
KS_INLINE PriceFall<R> observe_sector(const SectorTable<F>& table, const Sector<R>& sector, Watch<R>& watch) {
    const R fall = R(table.price_fall_log);
    const PriceFall<R> k1 = {sector.effective_log <= fall, sector.list_change <= fall,
                             sector.largest_list_fall <= fall};
    observe<R>(watch, idle_sector(table.hold_steps), watched<R>(k1.effective, price_fall_slot));
    return k1;
}

/// K2: the central cost per token is still falling, faster than this network has matched, and its discount is gone.
template <class R, class F>
KS_INLINE MaskOf<R> outpaced(const SectorTable<F>& table, const NetworkTable<F>& network, R trailing_pace,
                             R parity_gap) {
    return (trailing_pace < R(0.0F)) & (parity_gap > R(network.cost_ratio0_log)) &
           (parity_gap >= R(table.discount_required_log));
}

/// K3: the long tail (privacy, geography, censorship) is what is left of demand.
template <class R, class F>
KS_INLINE MaskOf<R> only_long_tail(const SectorTable<F>& table, R contestable_demand, R tail_demand) {
    return tail_demand >= R(table.long_tail_share) * (contestable_demand + tail_demand);
}

/// Looks at one network after its step, records what happened, and returns K2 and K3 for the counts by month.
template <class R, class F>
KS_INLINE Conditions<R> observe_network(const SectorTable<F>& table, const NetworkTable<F>& network_table,
                                        const NetworkStep<F>& step, R trailing_pace, MaskOf<R> k1, const Network<R>& n,
                                        const Offer<R>& offer, const Settlement<R>& settlement,
                                        NetworkEvents<R>& events) {
    using I = IntOf<R>;
    using U = UIntOf<R>;
    const R zero = R(0.0F);

    const MaskOf<R> k2 = outpaced(table, network_table, trailing_pace, offer.parity_gap);
    const MaskOf<R> k3 = only_long_tail(table, settlement.contestable_demand, settlement.tail_demand);
    const MaskOf<R> tail_suffices = k3 | (I(table.require_long_tail) < I(1));
    const MaskOf<R> nothing_left = (n.pool <= R(network_table.exhausted_pool)) | (R(0.5F) < R(step.runway_spent));
    U exits = watched<R>(k1 & k2 & tail_suffices, kill_shot_slot);
    exits = exits | watched<R>(n.gpus_log <= R(table.supply_exodus_log), supply_exodus_slot);
    exits = exits | watched<R>(nothing_left & (n.margin < zero), subsidy_exhausted_slot);
    exits = exits | watched<R>(n.token_log <= R(table.token_death_log), token_death_slot);
    observe<R>(events.exits, idle_exits(table.hold_steps), exits);

    U milestones = watched<R>(settlement.adopts, adoption_slot);
    milestones = milestones | watched<R>(offer.parity_gap >= zero, parity_slot);
    milestones = milestones | watched<R>(offer.parity_gap >= R(table.discount_required_log), parity_discounted_slot);
    milestones = milestones | watched<R>(has_happened<R>(events.exits, kill_shot_slot) & k3, long_tail_only_slot);
    observe<R>(events.milestones, idle_milestones(table.hold_steps), milestones);

    const MaskOf<R> low = n.utilization < R(table.low_utilization);
    const MaskOf<R> stood = low & (settlement.payout.organic_usd >= settlement.gpu_hours_cost);
    events.low_months = events.low_months + select(low, U(1U), U(0U)) + select(stood, U(1U << 16U), U(0U));
    const I share_fixed = bits_of(n.subsidy_share + R(12.0F)) - bits_of(R(12.0F));  // a unit of 12.0 is 2^-20
    events.low_subsidy = events.low_subsidy + select(low, share_fixed, I(0));
    return {k2, k3};
}

}  // namespace killshot
