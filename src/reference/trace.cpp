#include "reference/trace.hpp"

#include <algorithm>
#include <limits>

#include "killshot/lanes/reference.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/model/step.hpp"
#include "killshot/random/path_words.hpp"

namespace killshot {
namespace {

double number(float value) { return value; }
double number(Real64 value) { return value.value; }

template <class R, class F>
SectorMonth sector_month(const ScenarioTable<F>& table, const Paths<R>& paths, const PriceFall<R>& k1) {
    const Sector<R>& s = paths.sector;
    SectorMonth month;
    for (std::size_t j = 0; j < month.list_log.size(); ++j) month.list_log[j] = number(s.list_log[j]);
    month.open_log = number(s.open_log);
    month.pace = number(s.pace);
    month.software_frontier_log = number(s.software_frontier_log);
    month.hardware_frontier_log = number(s.hardware.frontier_log);
    month.backlog = number(s.hardware.backlog);
    month.has_released = s.hardware.has_released;
    month.markup = number(s.markup);
    month.effective_log = number(s.effective_log);
    month.central_cost_log = number(s.central_cost_log);
    month.demand_log = number(s.demand_log);
    month.crypto_return = number(s.crypto_return);
    month.trailing_pace = number(s.trailing_pace);
    month.utilization = number(sector_utilization(table, paths));
    month.scarcity = s.scarcity;
    month.bull = s.bull;
    month.k1 = k1.effective;
    month.k1_list = k1.lists;
    month.k1_any = k1.any_list;
    month.k1_compute = k1.compute;
    return month;
}

template <class R, class F>
NetworkMonth network_month(const ScenarioTable<F>& table, const Paths<R>& paths, int network, int k,
                           const Conditions<R>& conditions) {
    const Network<R>& n = paths.networks[network];
    const Offer<R>& offer = paths.offers[network];
    const Settlement<R>& settlement = paths.settlements[network];
    NetworkMonth month;
    month.software = number(n.software);
    month.hardware = number(n.hardware);
    month.discount_log = number(n.discount_log);
    month.price_log = number(offer.price_log);
    month.parity_gap = number(offer.parity_gap);
    month.break_even_ratio = number(outputs::BreakEvenRatio::value(
        NetworkReport<R, F>{table.sector, table.sector_steps[k], table.networks[network], n, offer, settlement}));
    month.share = number(settlement.share);
    month.local_demand = number(n.local_demand);
    month.contestable_demand = number(settlement.contestable_demand);
    month.tail_demand = number(settlement.tail_demand);
    month.utilization = number(n.utilization);
    month.spend_usd = number(settlement.spend);
    month.organic_usd = number(settlement.payout.organic_usd);
    month.subsidy_usd = number(settlement.payout.subsidy_usd);
    month.emission_tokens = number(settlement.payout.emission_tokens);
    month.pool = number(n.pool);
    month.subsidy_share = number(n.subsidy_share);
    month.margin = number(n.margin);
    month.gpus_log = number(n.gpus_log);
    month.flow = number(settlement.flow);
    month.supply = number(n.supply);
    month.token_log = number(n.token_log);
    month.trust = number(trust<R>(table.networks[network], paths.adopted[network]));
    month.k2 = conditions.k2;
    month.k2_prices = conditions.k2_prices;
    month.k3 = conditions.k3;
    return month;
}

template <class R>
NetworkHistory network_history(const NetworkEvents<R>& events, int hold, int n_steps) {
    NetworkHistory history;
    for (int cause = 0; cause < n_causes; ++cause) {
        const int month = month_of(events.exits.steps_since, cause, n_steps);
        history.month_of[static_cast<std::size_t>(cause)] = month;
        if (month > 0 && (history.first_month < 0 || month < history.first_month)) {
            history.first_cause = cause;
            history.first_month = month;
        }
    }
    const auto milestone = [&](int slot) { return month_of(events.milestones.steps_since, slot, n_steps); };
    history.adopted = milestone(adoption_slot);
    history.parity = milestone(parity_slot);
    history.parity_held = milestone(parity_held_slot);
    history.parity_at_end = holds_now(events.milestones.runs, idle_milestones(hold), parity_slot);
    for (int slot = 0; slot < n_watched; ++slot)
        history.month_of_reading[static_cast<std::size_t>(slot)] = month_of(events.readings.steps_since, slot, n_steps);
    history.long_tail_only_month = milestone(long_tail_only_slot);
    history.standing =
        history.month_of[kill_shot_slot] > 0 && holds_now(events.exits.runs, idle_exits(hold), kill_shot_slot);
    history.low_months = static_cast<int>(events.low.months & 0xFFFFU);
    history.self_funded_months = static_cast<int>(events.low.months >> 16U);
    return history;
}

}  // namespace

template <class R, class F>
PathTrace trace_path(const ScenarioTable<F>& table, std::uint64_t seed, std::int64_t path) {
    PathTrace trace;
    trace.path = path;
    trace.n_networks = table.n_networks;
    trace.n_months = table.n_steps;
    trace.hold_steps = table.sector.hold_steps;
    trace.significant_digits = std::numeric_limits<F>::max_digits10;
    trace.long_tail_required = table.sector.require_long_tail != 0;
    trace.sector.reserve(static_cast<std::size_t>(table.n_steps));
    trace.networks.reserve(static_cast<std::size_t>(table.n_steps * table.n_networks));

    const PathWords<R> words = path_words<R>(path, seed);
    Paths<R> paths;
    start(table, words, paths);
    NetworkEvents<R> events[tree_slots];
    std::fill_n(events, table.n_networks, no_events<R>(table.sector.hold_steps));
    for (int k = 0; k < table.n_steps; ++k) {
        PriceFall<R> k1{};
        Conditions<R> conditions[tree_slots];
        step<Keep::settlements>(
            table, k, words, paths, [&](const PriceFall<R>& seen) { k1 = seen; },
            [&](int network, const Conditions<R>& seen) { conditions[network] = seen; });
        trace.sector.push_back(sector_month(table, paths, k1));
        for (int i = 0; i < table.n_networks; ++i) {
            record(events[i], trace.hold_steps, conditions[i], paths.networks[i].subsidy_share);
            trace.networks.push_back(network_month(table, paths, i, k, conditions[i]));
        }
    }
    for (int i = 0; i < table.n_networks; ++i)
        trace.history.push_back(network_history(events[i], trace.hold_steps, table.n_steps));
    return trace;
}

template PathTrace trace_path<float, float>(const ScenarioTable<float>&, std::uint64_t, std::int64_t);
template PathTrace trace_path<Real64, double>(const ScenarioTable<double>&, std::uint64_t, std::int64_t);

}  // namespace killshot
