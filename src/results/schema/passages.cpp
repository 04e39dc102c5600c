#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

FromScenario month_quantiles(MonthSummary NetworkEstimates::*which) {
    return [which](const ScenarioFacts& facts) {
        std::vector<float> months;
        for (const NetworkEstimates& network : facts.estimates.networks) {
            for (const double month_value : (network.*which).quantile)
                months.push_back(static_cast<float>(month_value));
        }
        return Values(std::move(months));
    };
}

FromScenario month_intervals(MonthSummary NetworkEstimates::*which) {
    return [which](const ScenarioFacts& facts) {
        std::vector<float> months;
        for (const NetworkEstimates& network : facts.estimates.networks) {
            for (const Interval& ends : (network.*which).interval) {
                months.insert(months.end(), {static_cast<float>(ends.low), static_cast<float>(ends.high)});
            }
        }
        return Values(std::move(months));
    };
}

double parity_at_end(const ScenarioFacts& facts, std::size_t network) {
    return share(facts.tally.row(Row::n_parity_at_end)[network], facts.estimates.paths);
}

template <class Member>
FromScenario single(Member member) {
    return each_estimate([member](const NetworkEstimates& network) { return static_cast<float>(network.*member); });
}

/// Quantiles of a month, over the paths that get there, and their intervals.
void add_month(const Adder& add, const std::string& name, const std::string& what,
               MonthSummary NetworkEstimates::*which) {
    add(name + "_q", {scenario, project, quantile}, Type::float32,
        "quantiles of the month of " + what + ", over the paths that get there", month_quantiles(which),
        {ancillary(name + "_q_ci"), comment("1-based; missing where no path gets there")})
        .units = "month";
    Variable& intervals =
        add(name + "_q_ci", {scenario, project, quantile, bound}, Type::float32,
            "interval of " + name + "_q by order statistics, at confidence_level", month_intervals(which),
            {comment("an end that the sample is too small for is the first or the last month")});
    intervals.units = "month";
    intervals.few_scenarios = true;
}

}  // namespace

void add_passages(std::vector<Variable>& table) {
    const Adder add(table, Group::root);
    const Attribute mean_of_paths{"cell_methods", "realization: mean"};

    add_month(add, "kill_month", "the kill shot", &NetworkEstimates::kill_month);
    add_month(add, "parity_month", "first parity (cost ratio 1)", &NetworkEstimates::parity_month);
    add_month(add, "parity_held_month", "a first hold of hold_months at parity or above",
              &NetworkEstimates::parity_held_month);

    add("p_parity", {scenario, project, month}, Type::float32,
        "probability that the cost ratio has reached 1 by the end of the month", incidence(Row::n_parity),
        {ancillary("n_parity")});
    add("p_parity_held", {scenario, project, month}, Type::float32,
        "probability that the cost ratio has been at or above 1 for hold_months in a row by the end of the month",
        incidence(Row::n_parity_held), {ancillary("n_parity_held")});
    add("p_parity_at_end", {scenario, project}, Type::float64,
        "probability that the cost ratio is at or above 1 at the horizon", each_network(parity_at_end),
        {ancillary("n_parity_at_end")});
    add("release_cdf", {scenario, month}, Type::float32,
        "probability that a new hardware generation has been released by the end of the month",
        incidence(Row::n_release), {ancillary("n_release")});
    add("adoption_cif", {scenario, project, month}, Type::float32,
        "probability that a first customer at scale has come by the end of the month", incidence(Row::n_adoption),
        {ancillary("n_adoption")});
    add("adoption_any_cif", {scenario, month}, Type::float32,
        "probability that a first customer at scale has come to any network by the end of the month",
        incidence(Row::n_adoption_any), {ancillary("n_adoption_any")});

    add("low_subsidy_share_mean", {scenario, project}, Type::float32,
        "mean share of supplier income that is subsidy, over months of low utilization",
        single(&NetworkEstimates::low_subsidy_share_mean), {ancillary("low_months"), mean_of_paths});
    add("aftermath_tail_share_mean", {scenario, project}, Type::float32,
        "mean long-tail revenue at the horizon over the spend at the start, given a kill",
        single(&NetworkEstimates::aftermath_tail_share_mean), {ancillary("n_kill"), mean_of_paths});
    add("assumed_share", {scenario, project}, Type::float32,
        "share of the parameters of the network, the sector and the kill shot whose status is assumed",
        single(&NetworkEstimates::assumed_share))
        .with_kills = true;
}

}  // namespace killshot::schema
