#include "killshot/model/outputs.hpp"

#include <algorithm>

#include "analysis/quantiles.hpp"
#include "results/schema/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

using Visit = std::function<void(const OutputEstimate&)>;

/// Calls `visit` for an output at every report date; for an output of networks, network by network.
using ForEachDate = std::function<void(const ScenarioFacts&, const Visit&)>;

ForEachDate of_networks(std::size_t output) {
    return [output](const ScenarioFacts& facts, const Visit& visit) {
        for (const NetworkEstimates& network : facts.estimates.networks) {
            for (const OutputEstimate& date : network.outputs[output]) visit(date);
        }
    };
}

ForEachDate of_sector(std::size_t output) {
    return [output](const ScenarioFacts& facts, const Visit& visit) {
        for (const OutputEstimate& date : facts.estimates.sector_outputs[output]) visit(date);
    };
}

template <class Value, class Append>
FromScenario collect(const ForEachDate& for_each_date, Append append) {
    return [for_each_date, append](const ScenarioFacts& facts) {
        std::vector<Value> values;
        for_each_date(facts, [&](const OutputEstimate& date) { append(date, values); });
        return Values(std::move(values));
    };
}

std::string bin_comment(const OutputInfo& info) {
    const std::string known = "known to within a bin of the histogram: relative half-width bin_half_width";
    return info.unit == OutputUnit::margin ? known + " of 1 + margin" : known;
}

/// One value a report date, of what `read` gives.
template <class Value, class Read>
FromScenario each_date(const ForEachDate& dates, Read read) {
    return collect<Value>(dates, [read](const OutputEstimate& date, std::vector<Value>& values) {
        values.push_back(static_cast<Value>(read(date)));
    });
}

void append_quantiles(const OutputEstimate& date, std::vector<float>& values) {
    for (const double value : date.quantile) values.push_back(static_cast<float>(value));
}

void append_intervals(const OutputEstimate& date, std::vector<float>& values) {
    for (const Interval& ends : date.interval)
        values.insert(values.end(), {static_cast<float>(ends.low), static_cast<float>(ends.high)});
}

/// dimensions: of the quantity itself, up to time.
void add_output(const Adder& add, const OutputInfo& info, const std::vector<Dimension>& dimensions,
                const ForEachDate& dates) {
    const std::string name = info.name, what = info.long_name;
    const auto with = [&](std::initializer_list<Dimension> further) {
        std::vector<Dimension> all = dimensions;
        all.insert(all.end(), further);
        return all;
    };
    add(name + "_q", with({quantile}), Type::float32, "quantiles of " + what, collect<float>(dates, append_quantiles),
        {ancillary(name + "_q_ci " + name + "_n_outside"),
         {"bin_half_width", relative_bin_half_width},
         comment(bin_comment(info))})
        .units = info.units;
    Variable& intervals = add(
        name + "_q_ci", with({quantile, bound}), Type::float32,
        "interval of " + name + "_q by order statistics, at confidence_level", collect<float>(dates, append_intervals),
        {comment("from the lower edge of a bin to the upper edge of another: it covers the bin's error too")});
    intervals.units = info.units;
    intervals.few_scenarios = true;
    add(name + "_mean", dimensions, Type::float32, "mean of " + what,
        each_date<float>(dates, [](const OutputEstimate& date) { return date.mean; }),
        {{"cell_methods", "realization: mean"}})
        .units = info.units;
    add(name + "_sd", dimensions, Type::float32, "standard deviation of " + what,
        each_date<float>(dates, [](const OutputEstimate& date) { return date.sd; }),
        {{"cell_methods", "realization: standard_deviation"}})
        .units = info.units;
    add(name + "_n_outside", dimensions, Type::int64, "paths outside the histogram's window of " + name,
        each_date<std::int64_t>(dates,
                                [](const OutputEstimate& date) { return std::max(date.n_outside, std::int64_t{0}); }));
}

}  // namespace

void add_outputs(std::vector<Variable>& table) {
    const Adder add(table, Group::root);
    for (std::size_t output = 0; output < n_network_outputs; ++output) {
        add_output(add, NetworkOutputs::info[output], {scenario, project, time}, of_networks(output));
    }
    for (std::size_t output = 0; output < n_sector_outputs; ++output) {
        add_output(add, SectorOutputs::info[output], {scenario, time}, of_sector(output));
    }
}

}  // namespace killshot::schema
