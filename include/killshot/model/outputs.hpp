/// The quantities that are tallied at report dates: of each network, and of the sector.
///
/// An output is one type: `info` says what it is, and `value` computes it, in units of the start, after a step. A new
/// output is such a type, named at the end of NetworkOutputs or SectorOutputs, and a test of its value; the tally, the
/// kernels, the result file and its documentation follow from the list. The scale factors of the steps are powers of
/// two, so binary32 loses nothing by them. Verified by tests/model/outputs_test.cpp.
#pragma once

#include <cstdint>

#include "killshot/model/events.hpp"
#include "killshot/model/limits.hpp"
#include "killshot/model/network.hpp"
#include "killshot/model/sector.hpp"

namespace killshot {

/// How the tallied value is scaled back: written = (tallied + offset) * factor(date).
enum class OutputUnit : std::uint8_t {
    as_is,
    gpus,             // gpus0
    token_price,      // X0
    spend,            // V(0)
    emission_tokens,  // N0 2^-10
    usd_per_mtok,     // sector.token_price0 2^-s of the date
    demand,           // 2^r of the date
    margin,           // tallied as 1 + margin
};

struct OutputInfo {
    const char* name;
    const char* long_name;
    const char* units;
    OutputUnit unit = OutputUnit::as_is;
    float low = 0, high = 0;   // bounds of the tallied value, which the middle of a bin never leaves; high 0: unbounded
    bool needs_token = false;  // missing of a network without a token
};

/// What a network's outputs are made from.
template <class R, class F>
struct NetworkReport {
    const SectorTable<F>& sector_table;
    const SectorStep<F>& sector_step;
    const NetworkTable<F>& table;
    const Network<R>& network;
    const Offer<R>& offer;
    const Settlement<R>& settlement;
    R cost_ratio = killshot::cost_ratio(offer.parity_gap);  // decentralised over centralised
};

/// What the sector's outputs are made from: the sector by itself, or all networks together. The CUDA backend runs the
/// sector before the networks, so an output is made from one or the other.
template <class R, class F>
struct SectorReport {
    const SectorTable<F>& table;
    const SectorStep<F>& step;
    const Sector<R>& sector;
};
template <class R>
struct NetworksReport {
    R utilization;  // Signal 01
};

/// Long-tail demand as a share of all demand.
template <class R>
KS_INLINE R tail_share(const Settlement<R>& settlement) {
    return settlement.tail_demand / (settlement.contestable_demand + settlement.tail_demand);
}

/// Long-tail revenue of the step as a share of V(0): the aftermath of a kill, at the horizon.
template <class R, class F>
KS_INLINE R tail_revenue(const NetworkTable<F>& table, const Settlement<R>& settlement) {
    return tail_share(settlement) * (settlement.spend * R(table.one_over_spend0));
}

/// e^log times a power of two, at most the largest binary32.
template <class R, class F>
KS_INLINE R scaled_exp(R log, F scale) {
    return min(exp(log) * R(scale), R(max_output));
}

namespace outputs {

struct CostRatio {
    static constexpr OutputInfo info{
        .name = "cost_ratio", .long_name = "cost per token, decentralised over centralised", .units = "1"};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return report.cost_ratio;
    }
};

struct BreakEvenRatio {
    static constexpr OutputInfo info{.name = "break_even_ratio",
                                     .long_name = "cost ratio at which suppliers' income would just cover their cost",
                                     .units = "1"};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        const R one_plus_margin = R(1.0F) + report.network.margin;
        // Without income there is no such ratio; the bound keeps the quotient from being 0/0.
        return break_even_scaled(report.sector_table, report.cost_ratio, one_plus_margin) /
               max(one_plus_margin, R(0x1p-20F));
    }
};

struct CostPerMtok {
    static constexpr OutputInfo info{.name = "cost_per_mtok",
                                     .long_name = "delivered decentralised cost per million tokens at constant quality",
                                     .units = "USD/Mtok",
                                     .unit = OutputUnit::usd_per_mtok};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return scaled_exp(report.offer.cost_log, report.sector_step.cost_scale);
    }
};

struct Utilization {
    static constexpr OutputInfo info{.name = "utilization", .long_name = "GPU utilization", .units = "1", .high = 1};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return report.network.utilization;
    }
};

struct Gpus {
    static constexpr OutputInfo info{.name = "gpus",
                                     .long_name = "GPUs supplied, in H100 equivalents, at the end of the step",
                                     .units = "1",
                                     .unit = OutputUnit::gpus};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return gpus(report.network.gpus_log);
    }
};

struct TokenPrice {
    static constexpr OutputInfo info{.name = "token_price",
                                     .long_name = "token price at the end of the step",
                                     .units = "USD",
                                     .unit = OutputUnit::token_price,
                                     .needs_token = true};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return token_price_change(report.network.token_log);
    }
};

struct EmissionTokens {
    static constexpr OutputInfo info{.name = "emission_tokens",
                                     .long_name = "tokens emitted in the step",
                                     .units = "token/month",
                                     .unit = OutputUnit::emission_tokens,
                                     .needs_token = true};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return report.settlement.payout.emission_tokens * R(report.table.emission_tokens_scale);
    }
};

struct EmissionUsd {
    static constexpr OutputInfo info{.name = "emission_usd",
                                     .long_name = "value of tokens emitted in the step",
                                     .units = "USD/month",
                                     .unit = OutputUnit::spend,
                                     .needs_token = true};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return report.settlement.payout.emission_tokens * report.settlement.token_price *
               R(report.table.one_over_spend0);
    }
};

struct SubsidyShare {
    static constexpr OutputInfo info{
        .name = "subsidy_share", .long_name = "share of supplier income that is subsidy", .units = "1", .high = 1};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return report.network.subsidy_share;
    }
};

struct SpendUsd {
    static constexpr OutputInfo info{.name = "spend_usd",
                                     .long_name = "customers' spend in the step",
                                     .units = "USD/month",
                                     .unit = OutputUnit::spend};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return report.settlement.spend * R(report.table.one_over_spend0);
    }
};

struct TailShare {
    static constexpr OutputInfo info{
        .name = "tail_share", .long_name = "share of demand from the long tail", .units = "1", .high = 1};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return tail_share(report.settlement);
    }
};

struct Margin {
    static constexpr OutputInfo info{.name = "margin",
                                     .long_name = "supplier margin over power and capital",
                                     .units = "1",
                                     .unit = OutputUnit::margin};
    template <class R, class F>
    KS_INLINE static R value(const NetworkReport<R, F>& report) {
        return R(1.0F) + report.network.margin;
    }
};

struct ListPrice {
    static constexpr OutputInfo info{
        .name = "list_price", .long_name = "weighted hyperscaler list price", .units = "USD/GPU-hour"};
    template <class R, class F>
    KS_INLINE static R value(const SectorReport<R, F>& report) {
        R list_log = R(report.table.hyperscaler_weight[0]) * report.sector.list_log[0];
        for (int j = 1; j < hyperscalers; ++j) {
            list_log = fma(R(report.table.hyperscaler_weight[j]), report.sector.list_log[j], list_log);
        }
        return exp(list_log);
    }
};

struct EffectivePrice {
    static constexpr OutputInfo info{
        .name = "effective_price", .long_name = "effective hyperscaler price, index, 1 at the start", .units = "1"};
    template <class R, class F>
    KS_INLINE static R value(const SectorReport<R, F>& report) {
        return exp(report.sector.effective_log);
    }
};

struct ComputePrice {
    static constexpr OutputInfo info{
        .name = "compute_price",
        .long_name = "effective hyperscaler price of a unit of compute, index, 1 at the start",
        .units = "1"};
    template <class R, class F>
    KS_INLINE static R value(const SectorReport<R, F>& report) {
        return exp(report.sector.effective_log - report.sector.hardware.frontier_log);
    }
};

struct OpenPrice {
    static constexpr OutputInfo info{.name = "open_price", .long_name = "open-market price", .units = "USD/GPU-hour"};
    template <class R, class F>
    KS_INLINE static R value(const SectorReport<R, F>& report) {
        return exp(report.sector.open_log);
    }
};

struct CentralCostPerMtok {
    static constexpr OutputInfo info{.name = "central_cost_per_mtok",
                                     .long_name = "centralised price per million tokens at constant quality",
                                     .units = "USD/Mtok",
                                     .unit = OutputUnit::usd_per_mtok};
    template <class R, class F>
    KS_INLINE static R value(const SectorReport<R, F>& report) {
        return scaled_exp(report.sector.central_cost_log, report.step.cost_scale);
    }
};

struct Demand {
    static constexpr OutputInfo info{.name = "demand",
                                     .long_name = "demand for tokens, index, 1 at the start",
                                     .units = "1",
                                     .unit = OutputUnit::demand};
    template <class R, class F>
    KS_INLINE static R value(const SectorReport<R, F>& report) {
        return scaled_exp(report.sector.demand_log, report.step.demand_scale);
    }
};

struct SectorUtilization {
    static constexpr OutputInfo info{
        .name = "sector_utilization", .long_name = "GPU utilization across all networks", .units = "1", .high = 1};
    template <class R>
    KS_INLINE static R value(const NetworksReport<R>& report) {
        return report.utilization;
    }
};

}  // namespace outputs

/// A list of outputs. The position of a type is the output's index in the tally.
template <class... Outputs>
struct OutputList {
    static constexpr int size = sizeof...(Outputs);
    static constexpr OutputInfo info[] = {Outputs::info...};

    template <class Output, class Report>
    static constexpr bool is_made_from = requires(const Report& report) {
        Output::value(report);
    };

    /// How many outputs are made from such a report.
    template <class Report>
    static constexpr int n_made_from = (0 + ... + (is_made_from<Outputs, Report> ? 1 : 0));

    /// Writes the outputs that are made from this report, output i to to[i * stride].
    template <class Report, class R>
    KS_INLINE static void write(const Report& report, R* to, std::int64_t stride) {
        // All values come before the first store: `to` could alias what they are made from.
        const R values[] = {value_or_zero<Outputs, R>(report)...};
        int i = 0;
        ((is_made_from<Outputs, Report> ? void(to[i * stride] = values[i]) : void(), ++i), ...);
    }

  private:
    template <class Output, class R, class Report>
    KS_INLINE static R value_or_zero(const Report& report) {
        if constexpr (is_made_from<Output, Report>) {
            return Output::value(report);
        } else {
            return R(0.0F);
        }
    }
};

using NetworkOutputs =
    OutputList<outputs::CostRatio, outputs::BreakEvenRatio, outputs::CostPerMtok, outputs::Utilization, outputs::Gpus,
               outputs::TokenPrice, outputs::EmissionTokens, outputs::EmissionUsd, outputs::SubsidyShare,
               outputs::SpendUsd, outputs::TailShare, outputs::Margin>;

using SectorOutputs = OutputList<outputs::ListPrice, outputs::EffectivePrice, outputs::ComputePrice, outputs::OpenPrice,
                                 outputs::CentralCostPerMtok, outputs::Demand, outputs::SectorUtilization>;

inline constexpr int n_network_outputs = NetworkOutputs::size, n_sector_outputs = SectorOutputs::size;
static_assert(NetworkOutputs::n_made_from<NetworkReport<float, float>> == n_network_outputs,
              "the value of a network's output is made from a NetworkReport");
static_assert(SectorOutputs::n_made_from<SectorReport<float, float>> +
                      SectorOutputs::n_made_from<NetworksReport<float>> ==
                  n_sector_outputs,
              "the value of a sector output is made from a SectorReport or a NetworksReport");

}  // namespace killshot
