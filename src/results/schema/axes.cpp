#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <string>

#include "inputs/calendar.hpp"
#include "inputs/names.hpp"
#include "killshot/emission/archetypes.hpp"
#include "killshot/tally/names.hpp"
#include "results/schema/tables.hpp"
#include "tables/tables.hpp"

namespace killshot::schema {

namespace {

using enum Dimension;

/// Variables that describe an axis further.
struct Auxiliary {
    Dimension dimension;
    std::string_view name;
};
constexpr Auxiliary auxiliaries[] = {
    {project, "project_key"},   {project, "project_stance"}, {project, "project_archetype"},
    {project, "project_token"}, {time, "report_month"},      {month, "month_end"},
};

std::int32_t days_after(std::chrono::year_month_day start, int months) {
    using std::chrono::sys_days;
    return static_cast<std::int32_t>((sys_days(add_months(start, months)) - sys_days(start)).count());
}

std::vector<std::int32_t> report_months(const FileFacts& facts) {
    std::vector<std::int32_t> months;
    for (const int step :
         report_steps(facts.frame.base.start, facts.frame.base.inputs.months, facts.frame.base.report_every_months))
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

std::array<Variable, n_dimensions> make_coordinates() {
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
        words({cause_names.begin(), cause_names.end()}));
    add(bound, Type::text, "1", "end of an interval", words({"low", "high"}));
    add(stance, Type::text, "1", "the analyst's stance", words({stance_names.begin(), stance_names.end()}));
    add(killed, Type::int32, "1", "how many networks the kill shot takes",
        [](const FileFacts& facts) { return numbers(facts.frame.base.inputs.networks.size() + 1); });
    add(exit_mask, Type::int32, "1", "set of exits: the sum of 2^position of each cause",
        [](const FileFacts&) { return numbers(1U << n_causes); });
    add(reading, Type::text, "1", "reading of the kill shot's words, its own first",
        words({reading_names.begin(), reading_names.end()}));
    add(byte, Type::int32, "1", "byte of kill_bits", [](const FileFacts& facts) {
        return numbers(static_cast<std::size_t>((std::min(facts.frame.most_paths, max_kill_bit_paths) + 7) / 8));
    });
    add(signal, Type::text, "1", "signal at the decision month", words({signal_names.begin(), signal_names.end()}));
    add(bin, Type::int32, "1", "bin of a signal", [](const FileFacts&) { return numbers(n_signal_bins); });
    add(edge, Type::int32, "1", "edge of a bin", [](const FileFacts&) { return numbers(n_signal_bins + 1); });
    add(draw, Type::int32, "1", "draw of the inputs' beliefs",
        [](const RunFacts& facts) { return numbers(facts.beliefs->size()); });
    add(drawn, Type::text, "1", "belief that is drawn, by its path; one that networks share is drawn once",
        [](const RunFacts& facts) {
            std::vector<std::string> keys;
            for (const DrawnBelief& belief : facts.beliefs->drawn) keys.push_back(belief.key);
            return Values(std::move(keys));
        });
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

void add_axes(std::vector<Variable>& table) {
    const Adder add(table, Group::root);
    const std::size_t first = table.size();
    add("project_key", {project}, Type::text, "name of the network's file",
        of_networks([](const NetworkInputs& network) { return network.key; }));
    add("project_stance", {project}, Type::text, "the analyst's stance",
        of_networks([](const NetworkInputs& network) { return stance_name(network.stance); }));
    add("project_archetype", {project}, Type::text, "how the network pays its suppliers",
        of_networks([](const NetworkInputs& network) { return archetype_name(network.archetype); }));
    add("project_token", {project}, Type::text, "symbol of the network's token; empty where it has none",
        of_networks([](const NetworkInputs& network) { return network.token; }));
    add("report_month", {time}, Type::int32, "month of the report date, 1-based", [](const FileFacts& facts) {
        return Values(report_months(facts));
    }).units = "month";
    add("month_end", {month}, Type::int32, "day on which the month ends",
        [](const FileFacts& facts) { return days_at(facts, all_months(facts)); }, {{"calendar", "standard"}})
        .units = "days since START";
    for (std::size_t i = first; i < table.size(); ++i) table[i].has_missing = false;
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

}  // namespace killshot::schema
