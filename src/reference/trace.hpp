/// Every state of one path, month by month: what `killshot trace` shows and the known answers are compared with.
///
/// The templates that every backend uses, run for one path: R = float gives the bits of the backends, R = Real64 the
/// reference.
/// Verified against tests/data/trace_base.json and trace_stress.json in tests/golden.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "killshot/model/tables.hpp"
#include "killshot/model/watch.hpp"
#include "killshot/tally/rows.hpp"

namespace killshot {

/// The sector after a step, Eq. 1 to 7, and K1 (docs/model.md, Events). Logs are natural.
struct SectorMonth {
    std::array<double, hyperscalers> list_log{};                         // lnH, USD/GPU-hour
    double open_log{};                                                   // lnG, USD/GPU-hour
    double pace{};                                                       // a, per year
    double software_frontier_log{}, hardware_frontier_log{}, backlog{};  // lnE_s, lnE_h, b
    double markup{}, effective_log{}, central_cost_log{}, demand_log{}, crypto_return{};
    double trailing_pace{};  // V_C, per year
    double utilization{};    // signal 01
    bool scarcity{}, bull{};
    bool k1{}, k1_list{}, k1_any{}, k1_compute{};
    bool has_released{};  // a new hardware generation since t0
};

/// A network after a step, Eq. 8 to 18: levels at its end, flows during it.
struct NetworkMonth {
    double software{}, hardware{};
    double discount_log{}, price_log{}, parity_gap{};  // d, ln p (USD/GPU-hour), x
    double break_even_ratio{};                         // r (docs/model.md, Events)
    double share{}, local_demand{};                    // of contestable demand; zeta
    double contestable_demand{}, tail_demand{};        // B and T, units of S0 GPU-hours
    double utilization{};
    double spend_usd{}, organic_usd{}, subsidy_usd{};  // in the step
    double emission_tokens{};                          // in the step
    double pool{};                                     // tokens
    double subsidy_share{}, margin{};
    double gpus_log{};  // lnS, in units of gpus0
    double flow{};
    double supply{};     // N, tokens
    double token_log{};  // ln(X/X0)
    double trust{};
    bool k2{}, k2_prices{}, k3{};

    /// Long-tail share of demand, on which K3 depends.
    [[nodiscard]] double tail_share() const { return tail_demand / (contestable_demand + tail_demand); }
};

/// What happened to a network on the path. Months are 1-based, -1 never.
struct NetworkHistory {
    std::array<int, n_causes> month_of{};  // of each cause: the month that completes its hold
    int first_cause = -1, first_month = -1;
    std::array<int, n_watched> month_of_reading{};  // the kill shot under each of its other readings
    int adopted = -1, parity = -1, parity_held = -1, long_tail_only_month = -1;
    bool parity_at_end{};                    // x >= 0 at the horizon
    bool standing{};                         // the kill shot fired and its conditions hold at the horizon
    int low_months{}, self_funded_months{};  // of low utilization; of these, organic income covered the cost
};

struct PathTrace {
    std::int64_t path{};
    int n_networks{}, n_months{}, hold_steps{};
    int significant_digits{};  // of a value: 9 in binary32, 17 in binary64
    bool long_tail_required{};
    std::vector<SectorMonth> sector;      // [month]
    std::vector<NetworkMonth> networks;   // [month][network]
    std::vector<NetworkHistory> history;  // [network]

    [[nodiscard]] const NetworkMonth& at(int step, int network) const {
        return networks[static_cast<std::size_t>(step * n_networks + network)];
    }
    /// Whether all conditions of the kill shot hold in this step.
    [[nodiscard]] bool kill_conditions(int step, int network) const {
        const NetworkMonth& n = at(step, network);
        return sector[static_cast<std::size_t>(step)].k1 && n.k2 && (n.k3 || !long_tail_required);
    }
};

/// Runs path `path` of `seed`. Instantiated for <float, float> and <Real64, double>.
template <class R, class F>
[[nodiscard]] PathTrace trace_path(const ScenarioTable<F>& table, std::uint64_t seed, std::int64_t path);

}  // namespace killshot
