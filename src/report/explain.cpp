#include "report/explain.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/names.hpp"
#include "inputs/parameters.hpp"
#include "inputs/spelling.hpp"
#include "killshot/error.hpp"
#include "killshot/model/outputs.hpp"
#include "report/terms.hpp"
#include "report/text.hpp"
#include "results/schema/schema.hpp"

namespace killshot {
namespace {

constexpr std::size_t width = 80;

void add_line(std::string& text, std::string_view label, std::string_view words) {
    text += wrapped(words, fmt::format("  {:<9}", label), 11, width);
}

/// "Eq. 1, List prices of hyperscalers: docs/model.md#eq-1", for each equation that the text names.
std::vector<std::string> places_of_equations(std::string_view text) {
    std::vector<std::string> places;
    const std::size_t lead = text.find("Eq. ");
    if (lead == std::string_view::npos) return places;
    for (std::size_t at = lead + 4; at < text.size();) {
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
        if (error != std::errc{} || number >= equation_titles.size()) break;
        places.push_back(fmt::format("Eq. {0}, {1}: docs/model.md#eq-{0}", number, equation_titles[number]));
        at = static_cast<std::size_t>(end - text.data());
        if (text.substr(at, 2) != ", ") break;
        at += 2;
    }
    return places;
}

std::string known(const Scenario& scenario, const Parameter& parameter) {
    std::string text = fmt::format("{:.6g}", value_of(scenario, parameter));
    if (parameter.low) text += fmt::format(" (90% belief {:.6g} to {:.6g})", *parameter.low, *parameter.high);
    text += fmt::format(", {}, {}", status_names[static_cast<std::size_t>(parameter.status)],
                        parameter.n ? fmt::format("n = {}", *parameter.n) : std::string("n not recorded"));
    if (!parameter.as_of.empty()) text += fmt::format(", as of {}", parameter.as_of);
    return text;
}

/// Where the scenario's parameters are the same number from the same place, they are shown once.
void add_values(const Scenario& scenario, const std::vector<const Parameter*>& parameters, std::string& text) {
    std::vector<std::pair<std::string, std::vector<const Parameter*>>> groups;
    for (const Parameter* parameter : parameters) {
        const std::string what = known(scenario, *parameter) + parameter->source;
        const auto same = std::ranges::find(groups, what, &decltype(groups)::value_type::first);
        if (same != groups.end())
            same->second.push_back(parameter);
        else
            groups.push_back({what, {parameter}});
    }
    for (const auto& [what, members] : groups) {
        const Parameter& first = *members.front();
        std::vector<std::string> owners;
        for (const Parameter* member : members)
            if (member->id.network >= 0)
                owners.push_back(scenario.inputs.networks[static_cast<std::size_t>(member->id.network)].name);
        if (groups.size() > 1 || (owners.size() == 1 && parameters.size() == 1))
            text += wrapped(owners.empty() ? first.path : fmt::format("{}", fmt::join(owners, ", ")), "\n  ", 2, width);
        add_line(text, "value", known(scenario, first));
        add_line(text, "source", first.source);
        add_line(text, "stated", fmt::format("{}:{}", first.place.file, first.place.line));
    }
}

bool is_named(const Parameter& parameter, std::string_view name) {
    return parameter.path == name || parameter.name == name || parameter.id.spec->name == name;
}

void explain_parameter(const Scenario& scenario, const std::vector<const Parameter*>& parameters, std::string& text) {
    const ParameterSpec& spec = *parameters.front()->id.spec;
    static const std::map<Section, std::string_view> titles = {{Section::sector, "the sector"},
                                                               {Section::correlation, "the correlation of shocks"},
                                                               {Section::kill_shot, "the kill shot"}};
    const bool of_networks = parameters.front()->id.network >= 0;
    text += fmt::format("{}: a parameter of {}\n", spec.name,
                        of_networks ? fmt::format("{} network{}", parameters.size(), parameters.size() == 1 ? "" : "s")
                                    : std::string(titles.at(section_of(spec))));
    add_line(text, "meaning", spec.meaning);
    for (const std::string& place : places_of_equations(spec.meaning)) add_line(text, "defined", place);
    const std::string range = is_bool(spec) ? "true or false" : fmt::format("allowed {}", text_of(spec.range));
    add_line(text, "unit", fmt::format("{}; {}", spec.unit, range));
    add_values(scenario, parameters, text);
}

void explain_term(const Term& term, std::string& text) {
    text += fmt::format("{}: {}\n", term.name, term.kind);
    add_line(text, "meaning", term.meaning);
    add_line(text, "defined", fmt::format("docs/model.md#{}", term.place));
}

void explain_output(const OutputInfo& output, std::string_view owner, std::string& text) {
    text += fmt::format("{}: an output of {}, tallied at every report date\n", output.name, owner);
    add_line(text, "meaning", output.long_name);
    add_line(text, "defined", "docs/model.md#outputs");
    add_line(text, "unit", output.units);
}

void explain_variable(const schema::Variable& variable, std::string& text) {
    std::vector<std::string_view> axes;
    for (const schema::Dimension dimension : variable.dimensions) axes.push_back(schema::name_of(dimension));
    text += fmt::format("{}: a variable of result files\n", variable.name);
    add_line(text, "meaning", variable.long_name);
    add_line(text, "axes", fmt::format("{}", fmt::join(axes, ", ")));
    add_line(text, "unit", variable.units);
    add_line(text, "defined", "docs/schema.md");
}

/// Everything that has a name, for suggestions.
std::vector<std::string_view> all_names() {
    std::vector<std::string_view> names;
    for (const ParameterSpec& spec : parameter_table()) names.push_back(spec.name);
    for (const Term& term : terms) names.push_back(term.name);
    for (const OutputInfo& output : NetworkOutputs::info) names.emplace_back(output.name);
    for (const OutputInfo& output : SectorOutputs::info) names.emplace_back(output.name);
    for (const schema::Variable& variable : schema::variables()) names.push_back(variable.name);
    return names;
}

}  // namespace

Explanation explain(const Scenario& scenario, std::string_view name) {
    Explanation explanation;
    std::string& text = explanation.text;
    const auto next = [&] {
        if (!text.empty()) text += '\n';
    };
    for (const Term& term : terms) {
        if (term.name != name) continue;
        next();
        explain_term(term, text);
    }
    for (const Parameter& parameter : scenario.parameters)
        if (is_named(parameter, name)) explanation.parameters.push_back(&parameter);
    // The same name may be a parameter of the sector and of networks (token_price0).
    for (const bool of_networks : {false, true}) {
        std::vector<const Parameter*> some;
        for (const Parameter* parameter : explanation.parameters)
            if ((parameter->id.network >= 0) == of_networks) some.push_back(parameter);
        if (some.empty()) continue;
        next();
        explain_parameter(scenario, some, text);
    }
    const auto explain_outputs = [&](const auto& outputs, std::string_view owner) {
        for (const OutputInfo& output : outputs) {
            if (output.name != name) continue;
            next();
            explain_output(output, owner, text);
        }
    };
    explain_outputs(NetworkOutputs::info, "each network");
    explain_outputs(SectorOutputs::info, "the sector");
    for (const schema::Variable& variable : schema::variables()) {
        if (variable.name != name) continue;
        next();
        explain_variable(variable, text);
    }
    if (text.empty()) {
        throw Error(fmt::format(
            "\"{}\" is not a name of this scenario or of its results; {}", name,
            did_you_mean(name, all_names(), "docs/parameters.md, docs/model.md and docs/schema.md list all names")));
    }
    return explanation;
}

}  // namespace killshot
