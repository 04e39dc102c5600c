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

template <class Member>
FromScenario single(Member member) {
    return each_estimate([member](const NetworkEstimates& network) { return static_cast<float>(network.*member); });
}

/// Quantiles of a month, over the paths that reach it, and their intervals.
void add_month(std::vector<Variable>& table, const std::string& name, const std::string& what,
               MonthSummary NetworkEstimates::*which) {
    table.push_back({Group::root,
                     name + "_q",
                     {scenario, project, quantile},
                     Type::float32,
                     "month",
                     "quantiles of the month of " + what + ", over the paths that reach it",
                     month_quantiles(which),
                     {ancillary(name + "_q_ci"), comment("1-based; missing if no path reaches it")}});
    table.push_back({Group::root,
                     name + "_q_ci",
                     {scenario, project, quantile, bound},
                     Type::float32,
                     "month",
                     "interval of " + name + "_q by order statistics, at confidence_level",
                     month_intervals(which),
                     {comment("if the sample is too small for an end, that end is the first or the last month")}});
    table.back().few_scenarios = true;
}

}  // namespace

void add_passages(std::vector<Variable>& table) {
    constexpr Group root = Group::root;
    const auto add = [&](Variable variable) { table.push_back(std::move(variable)); };

    add_month(table, "kill_month", "the kill shot", &NetworkEstimates::kill_month);
    add_month(table, "parity_month", "first parity (cost ratio 1)", &NetworkEstimates::parity_month);
    add_month(table, "parity_discounted_month", "first parity less the discount that buyers want",
              &NetworkEstimates::parity_discounted_month);

    add({root,
         "p_parity",
         {scenario, project, month},
         Type::float32,
         "1",
         "probability that the cost ratio has reached 1 by the end of the month",
         incidence(Row::n_parity),
         {ancillary("n_parity")}});
    add({root,
         "n_parity",
         {scenario, project, month},
         Type::int64,
         "1",
         "paths whose cost ratio reaches 1 for the first time in the month",
         counts(Row::n_parity)});
    add({root,
         "p_parity_discounted",
         {scenario, project, month},
         Type::float32,
         "1",
         "probability that the cost ratio has reached 1 - discount_required by the end of the month",
         incidence(Row::n_parity_discounted),
         {ancillary("n_parity_discounted")}});
    add({root,
         "n_parity_discounted",
         {scenario, project, month},
         Type::int64,
         "1",
         "paths whose cost ratio reaches 1 - discount_required for the first time in the month",
         counts(Row::n_parity_discounted)});
    add({root,
         "adoption_cif",
         {scenario, project, month},
         Type::float32,
         "1",
         "probability that the network has had its first customer at scale by the end of the month",
         incidence(Row::n_adoption),
         {ancillary("n_adoption")}});
    add({root,
         "n_adoption",
         {scenario, project, month},
         Type::int64,
         "1",
         "paths with the first customer at scale in the month",
         counts(Row::n_adoption)});
    add({root,
         "adoption_any_cif",
         {scenario, month},
         Type::float32,
         "1",
         "probability that any network has had its first customer at scale by the end of the month",
         incidence(Row::n_adoption_any),
         {ancillary("n_adoption_any")}});
    add({root,
         "n_adoption_any",
         {scenario, month},
         Type::int64,
         "1",
         "paths with the sector's first customer at scale in the month",
         counts(Row::n_adoption_any)});

    add({root,
         "low_months",
         {scenario, project},
         Type::int64,
         "month",
         "months of low utilization, summed over paths",
         counts(Row::low_months)});
    add({root,
         "stood_months",
         {scenario, project},
         Type::int64,
         "month",
         "of low_months, those in which organic income alone covered power and capital",
         counts(Row::stood_months)});
    add({root,
         "low_subsidy_share_mean",
         {scenario, project},
         Type::float32,
         "1",
         "mean share of supplier income that is subsidy, over months of low utilization",
         single(&NetworkEstimates::low_subsidy_share_mean),
         {ancillary("low_months"), {"cell_methods", "realization: mean"}}});
    add({root,
         "aftermath_tail_share_mean",
         {scenario, project},
         Type::float32,
         "1",
         "mean long-tail revenue at the horizon over the spend at the start, given a kill",
         single(&NetworkEstimates::aftermath_tail_share_mean),
         {ancillary("n_kill"), {"cell_methods", "realization: mean"}}});
    add({root,
         "assumed_share",
         {scenario, project},
         Type::float32,
         "1",
         "share of the parameters of the network, the sector and the kill shot whose status is assumed",
         single(&NetworkEstimates::assumed_share)});
}

}  // namespace killshot::schema
