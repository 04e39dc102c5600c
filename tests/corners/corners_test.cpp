// Whatever a scenario states within the physical ranges: every state and every estimate stays finite, counts stay
// within their bounds, and all instruction sets agree.
#include <cmath>
#include <cstdlib>
#include <set>
#include <span>
#include <string>

#include <gtest/gtest.h>

#include "corners/corner_scenarios.hpp"
#include "killshot/lanes/fixed_point.hpp"
#include "killshot/lanes/reference.hpp"
#include "killshot/tally/histogram.hpp"
#include "reference/trace.hpp"
#include "support/estimates_of.hpp"
#include "support/simulate.hpp"

namespace killshot::test {
namespace {

constexpr std::uint32_t n_parts = 10;
constexpr std::int64_t n_paths = 32;
constexpr std::int64_t n_traced = 2;

/// KILLSHOT_CORNERS, or 500.
std::uint32_t n_scenarios() {
    const char* const text = std::getenv("KILLSHOT_CORNERS");
    return text == nullptr ? 500 : static_cast<std::uint32_t>(std::stoul(text));
}

/// Collects the names of the quantities that are out of bounds.
class Bounds {
  public:
    void finite(const std::string& name, double value) {
        if (!std::isfinite(value)) broken_.insert(name);
    }
    void within(const std::string& name, double value, double low, double high) {
        if (!(low <= value && value <= high)) broken_.insert(name);
    }
    [[nodiscard]] const std::set<std::string>& broken() const { return broken_; }

  private:
    std::set<std::string> broken_;
};

void check(const SectorMonth& month, Bounds& bounds) {
    for (const double list_log : month.list_log) bounds.finite("list_log", list_log);
    bounds.finite("open_log", month.open_log);
    bounds.finite("pace", month.pace);
    bounds.finite("software_frontier_log", month.software_frontier_log);
    bounds.finite("hardware_frontier_log", month.hardware_frontier_log);
    bounds.finite("backlog", month.backlog);
    bounds.finite("markup", month.markup);
    bounds.finite("effective_log", month.effective_log);
    bounds.finite("central_cost_log", month.central_cost_log);
    bounds.finite("demand_log", month.demand_log);
    bounds.finite("crypto_return", month.crypto_return);
    bounds.finite("trailing_pace", month.trailing_pace);
    bounds.within("sector_utilization", month.utilization, 0, 1);
}

void check(const NetworkMonth& month, Bounds& bounds) {
    bounds.finite("software", month.software);
    bounds.finite("hardware", month.hardware);
    bounds.finite("discount_log", month.discount_log);
    bounds.finite("price_log", month.price_log);
    bounds.finite("parity_gap", month.parity_gap);
    bounds.finite("break_even_ratio", month.break_even_ratio);
    bounds.within("share", month.share, 0, 1);
    bounds.finite("local_demand", month.local_demand);
    bounds.finite("contestable_demand", month.contestable_demand);
    bounds.finite("tail_demand", month.tail_demand);
    bounds.within("tail_share", month.tail_share(), 0, 1);
    bounds.within("utilization", month.utilization, 0, 1);
    bounds.finite("spend_usd", month.spend_usd);
    bounds.finite("organic_usd", month.organic_usd);
    bounds.finite("subsidy_usd", month.subsidy_usd);
    bounds.finite("emission_tokens", month.emission_tokens);
    bounds.finite("pool", month.pool);
    bounds.within("subsidy_share", month.subsidy_share, 0, 1);
    bounds.finite("margin", month.margin);
    bounds.finite("gpus_log", month.gpus_log);
    bounds.finite("flow", month.flow);
    bounds.finite("supply", month.supply);
    bounds.finite("token_log", month.token_log);
}

template <class R, class F>
std::set<std::string> broken_states(const TableStorage<F>& tables) {
    Bounds bounds;
    for (std::int64_t path = 0; path < n_traced; ++path) {
        const PathTrace trace = trace_path<R>(tables.view(), base_seed, path);
        for (const SectorMonth& month : trace.sector) check(month, bounds);
        for (const NetworkMonth& month : trace.networks) check(month, bounds);
    }
    return bounds.broken();
}

/// The largest size of an element of a row.
double limit_of(RowKind kind, int months) {
    const auto paths = static_cast<double>(n_paths);
    switch (kind) {
        case RowKind::months:
            return paths * months;
        case RowKind::fixed_point:
            return paths * months * histogram::fixed_point_limit * fixed_point_units;
        case RowKind::paths:
        case RowKind::histogram:
            return paths;
    }
    return 0;
}

std::set<std::string> broken_counts(const Tally& tally, int months) {
    Bounds bounds;
    for (int row = 0; row < n_rows; ++row) {
        const RowInfo& info = row_table::rows[row];
        const double limit = limit_of(info.kind, months);
        for (const std::int64_t count : tally.row(static_cast<Row>(row)))
            bounds.within(info.name, static_cast<double>(count), info.kind == RowKind::fixed_point ? -limit : 0, limit);
    }
    return bounds.broken();
}

void check(const OutputInfo& info, std::span<const OutputEstimate> dates, Bounds& bounds) {
    for (const OutputEstimate& date : dates) {
        bounds.finite(info.name + std::string(" mean"), date.mean);
        bounds.finite(info.name + std::string(" sd"), date.sd);
        for (const double quantile : date.quantile) bounds.finite(info.name + std::string(" quantile"), quantile);
        for (const Interval& interval : date.interval) {
            bounds.within(info.name + std::string(" interval"), interval.low, -HUGE_VAL, interval.high);
        }
    }
}

/// What needs a token is missing where there is none; everything else is finite.
std::set<std::string> broken_estimates(const Scenario& scenario, const Simulation& simulation, const Tally& tally) {
    const Estimates estimates = estimates_of(scenario, simulation.storage.starts(), tally, QuantileIntervals::yes);
    Bounds bounds;
    for (std::size_t i = 0; i < estimates.networks.size(); ++i)
        for (std::size_t output = 0; output < NetworkOutputs::size; ++output)
            if (scenario.inputs.networks[i].has_token || !NetworkOutputs::info[output].needs_token)
                check(NetworkOutputs::info[output], estimates.networks[i].outputs[output], bounds);
    for (std::size_t output = 0; output < SectorOutputs::size; ++output)
        check(SectorOutputs::info[output], estimates.sector_outputs[output], bounds);
    return bounds.broken();
}

class Corners : public testing::TestWithParam<std::uint32_t> {};

TEST_P(Corners, StayFiniteAndAgreeOnEveryInstructionSet) {
    CornerScenarios corners(read_scenario(KILLSHOT_SOURCE_DIR "/scenarios/base.toml"));
    const std::set<std::string> none;
    for (std::uint32_t number = GetParam(); number < n_scenarios(); number += n_parts) {
        SCOPED_TRACE("scenario " + std::to_string(number));
        const Scenario scenario = corners.at(number);
        const Inputs& inputs = scenario.inputs;
        EXPECT_EQ((broken_states<float>(TableStorage<float>(inputs))), none) << "in binary32";
        EXPECT_EQ((broken_states<Real64>(TableStorage<double>(inputs))), none) << "in binary64";
        const Simulation simulation(inputs);
        const Tally tally = simulation.run(n_paths, "scalar");
        EXPECT_EQ(broken_counts(tally, inputs.months), none);
        EXPECT_EQ(broken_estimates(scenario, simulation, tally), none);
        for (const std::string_view isa : usable_isas())
            EXPECT_EQ(digest(simulation.run(n_paths, isa)), digest(tally)) << isa;
    }
}

INSTANTIATE_TEST_SUITE_P(, Corners, testing::Range(0U, n_parts));

}  // namespace
}  // namespace killshot::test
