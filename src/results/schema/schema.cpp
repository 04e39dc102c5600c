#include "results/schema/schema.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <string>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "killshot/emission/archetypes.hpp"
#include "results/schema/tables.hpp"
#include "tables/tables.hpp"

namespace killshot::schema {

namespace {

/// Variables that belong to an axis beside its coordinate.
struct Auxiliary {
    Dimension dimension;
    std::string_view name;
};
constexpr Auxiliary auxiliaries[] = {
    {Dimension::project, "project_key"},       {Dimension::project, "project_stance"},
    {Dimension::project, "project_archetype"}, {Dimension::project, "project_token"},
    {Dimension::time, "report_month"},         {Dimension::month, "month_end"},
};

std::int32_t days_after(const Date& start, int months) {
    const auto day = [](const Date& date) {
        return std::chrono::sys_days(std::chrono::year{date.year} / date.month / date.day);
    };
    return static_cast<std::int32_t>((day(add_months(start, months)) - day(start)).count());
}

std::vector<std::int32_t> report_months(const FileFacts& facts) {
    std::vector<std::int32_t> months;
    for (const int step : report_steps(facts.frame.base.start, facts.frame.base.inputs.months))
        months.push_back(step + 1);
    return months;
}

std::vector<std::int32_t> all_months(const FileFacts& facts) {
    std::vector<std::int32_t> months(static_cast<std::size_t>(facts.frame.base.inputs.months));
    std::iota(months.begin(), months.end(), 1);
    return months;
}

Values days_at(const FileFacts& facts, std::vector<std::int32_t> months) {
    for (std::int32_t& month : months) month = days_after(facts.frame.base.start, month);
    return months;
}

/// 0, 1, ... n - 1
Values numbers(std::size_t n) {
    std::vector<std::int32_t> values(n);
    std::iota(values.begin(), values.end(), 0);
    return values;
}

FromFile words(std::vector<std::string> list) {
    return [list](const FileFacts&) { return Values(list); };
}

template <class Function>
FromFile of_networks(Function text) {
    return [text](const FileFacts& facts) {
        std::vector<std::string> texts;
        for (const NetworkInputs& network : facts.frame.base.inputs.networks) texts.emplace_back(text(network));
        return Values(std::move(texts));
    };
}

void add_auxiliaries(std::vector<Variable>& table) {
    using enum Dimension;
    constexpr Group root = Group::root;
    const auto add = [&](Variable variable) {
        variable.has_missing = false;
        table.push_back(std::move(variable));
    };
    add({root,
         "project_key",
         {project},
         Type::text,
         "1",
         "name of the network's file",
         of_networks([](const NetworkInputs& network) { return network.key; })});
    add({root,
         "project_stance",
         {project},
         Type::text,
         "1",
         "the analyst's stance",
         of_networks([](const NetworkInputs& network) { return stance_name(network.stance); })});
    add({root,
         "project_archetype",
         {project},
         Type::text,
         "1",
         "how the network pays its suppliers",
         of_networks([](const NetworkInputs& network) { return archetype_name(network.archetype); })});
    add({root,
         "project_token",
         {project},
         Type::text,
         "1",
         "symbol of the network's token; empty if it has none",
         of_networks([](const NetworkInputs& network) { return network.token; })});
    add({root,
         "report_month",
         {time},
         Type::int32,
         "month",
         "month of the report date, 1-based",
         [](const FileFacts& facts) { return Values(report_months(facts)); }});
    add({root,
         "month_end",
         {month},
         Type::int32,
         "days since START",
         "day on which the month ends",
         [](const FileFacts& facts) { return days_at(facts, all_months(facts)); },
         {{"calendar", "standard"}}});
}

std::array<Variable, n_dimensions> make_coordinates() {
    using enum Dimension;
    std::array<Variable, n_dimensions> table;
    const auto add = [&](Dimension dimension, Type type, std::string units, std::string long_name, Fill fill,
                         std::vector<Attribute> attributes = {}) {
        table[static_cast<std::size_t>(dimension)] = {
            Group::root,     std::string(name_of(dimension)), {dimension}, type, std::move(units), std::move(long_name),
            std::move(fill), std::move(attributes),           false};
    };
    add(scenario, Type::text, "1", "scenario", [](const FileFacts& facts) { return Values(facts.frame.scenarios); });
    add(project, Type::text, "1", "network", of_networks([](const NetworkInputs& network) { return network.name; }));
    add(time, Type::int32, "days since START", "report date",
        [](const FileFacts& facts) { return days_at(facts, report_months(facts)); },
        {{"standard_name", "time"}, {"calendar", "standard"}, {"axis", "T"}});
    add(month, Type::int32, "month", "month after the start, 1-based",
        [](const FileFacts& facts) { return Values(all_months(facts)); });
    add(quantile, Type::float64, "1", "probability of a quantile", [](const FileFacts&) {
        return Values(std::vector<double>(quantile_probabilities.begin(), quantile_probabilities.end()));
    });
    add(cause, Type::text, "1", "exit, in order of precedence on ties",
        words({"kill_shot", "supply_exodus", "subsidy_exhausted", "token_death"}));
    add(bound, Type::text, "1", "end of an interval", words({"low", "high"}));
    add(stance, Type::text, "1", "the analyst's stance", words({stance_names.begin(), stance_names.end()}));
    add(killed, Type::int32, "1", "number of networks killed",
        [](const FileFacts& facts) { return numbers(facts.frame.base.inputs.networks.size() + 1); });
    add(exit_mask, Type::int32, "1", "set of exits: the sum of 2^position of each cause",
        [](const FileFacts&) { return numbers(1U << n_causes); });
    add(byte, Type::int32, "1", "byte of kill_bits", [](const FileFacts& facts) {
        return numbers(static_cast<std::size_t>((std::min(facts.frame.most_paths, max_kill_bit_paths) + 7) / 8));
    });
    add(signal, Type::text, "1", "signal at the decision month",
        words({"utilization", "subsidy_share", "sector_utilization", "adopted", "stood"}));
    add(bin, Type::int32, "1", "bin of a signal", [](const FileFacts&) { return numbers(n_signal_bins); });
    add(edge, Type::int32, "1", "edge of a bin", [](const FileFacts&) { return numbers(n_signal_bins + 1); });
    add(parameter, Type::text, "1", "parameter, by its path",
        [](const FileFacts& facts) { return Values(facts.frame.parameters.shared); });
    add(network_parameter, Type::text, "1", "parameter of a network",
        [](const FileFacts& facts) { return Values(facts.frame.parameters.network); });
    add(stage, Type::text, "1", "stage of the run", [](const RunFacts& facts) {
        std::vector<std::string> names;
        for (const auto& [name, seconds] : facts.timing.stages) names.push_back(name);
        return Values(std::move(names));
    });
    add(file, Type::text, "1", "input file, as it was named", [](const FileFacts& facts) {
        std::vector<std::string> paths;
        for (const SourceFile& source : facts.frame.base.files) paths.push_back(source.path);
        return Values(std::move(paths));
    });
    return table;
}

}  // namespace

std::string_view name_of(Group group) {
    constexpr std::array<std::string_view, n_groups> names{"",          "signals", "parameters", "diff",
                                                           "epistemic", "timing",  "provenance"};
    return names.at(static_cast<std::size_t>(group));
}

std::string_view name_of(Dimension dimension) {
    constexpr std::array<std::string_view, n_dimensions> names{
        "scenario", "project",   "time", "month",  "quantile", "cause", "bound",     "stance",
        "killed",   "exit_mask", "byte", "signal", "bin",      "edge",  "parameter", "network_parameter",
        "stage",    "file"};
    return names.at(static_cast<std::size_t>(dimension));
}

std::string_view name_of(Type type) {
    constexpr std::array<std::string_view, std::variant_size_v<Values>> names{"int8",    "uint8",   "int32", "int64",
                                                                              "float32", "float64", "text"};
    return names.at(static_cast<std::size_t>(type));
}

const std::vector<Variable>& variables() {
    static const std::vector<Variable> table = [] {
        std::vector<Variable> rows;
        add_auxiliaries(rows);
        add_run(rows);
        add_probabilities(rows);
        add_passages(rows);
        add_outputs(rows);
        add_signals(rows);
        add_parameters(rows);
        add_batch(rows);
        return rows;
    }();
    return table;
}

const Variable& coordinate(Dimension dimension) {
    static const std::array<Variable, n_dimensions> table = make_coordinates();
    return table.at(static_cast<std::size_t>(dimension));
}

std::string auxiliary_coordinates(const Variable& variable) {
    std::string names;
    if (variable.group != Group::root) return names;
    for (const Auxiliary& auxiliary : auxiliaries) {
        const bool on_an_axis = std::ranges::count(variable.dimensions, auxiliary.dimension) > 0;
        if (!on_an_axis || variable.dimensions.size() < 2) continue;
        names += names.empty() ? "" : " ";
        names += auxiliary.name;
    }
    return names;
}

std::string units_of(const Variable& variable, const Date& start) {
    constexpr std::string_view placeholder = "START";
    std::string units = variable.units;
    if (const std::size_t at = units.find(placeholder); at != std::string::npos) {
        units.replace(at, placeholder.size(), text_of(start));
    }
    return units;
}

const Variable* find(Group group, std::string_view name) {
    const auto found = std::ranges::find_if(
        variables(), [&](const Variable& variable) { return variable.group == group && variable.name == name; });
    return found == variables().end() ? nullptr : &*found;
}

}  // namespace killshot::schema
