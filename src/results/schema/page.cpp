#include <fmt/format.h>

#include "results/schema/schema.hpp"

namespace killshot::schema {

namespace {

std::string axes_of(const Variable& variable) {
    std::string axes;
    for (const Dimension dimension : variable.dimensions) {
        axes += axes.empty() ? "" : ", ";
        axes += name_of(dimension);
    }
    return axes.empty() ? "a single value" : axes;
}

std::string row_of(const Variable& variable) {
    std::string notes;
    for (const Attribute& attribute : variable.attributes) {
        const auto* text = std::get_if<std::string>(&attribute.value);
        if (attribute.name == "comment") notes += "; " + *text;
        if (attribute.name == "flag_meanings") notes += "; 0, 1, ...: " + *text;
    }
    if (variable.few_scenarios) {
        notes += fmt::format("; in files of at most {} scenarios", most_scenarios_with_quantile_intervals);
    }
    if (variable.with_kills) notes += "; also with outputs kills";
    return fmt::format("| `{}` | {} | {} | {} | {}{} |\n", variable.name, axes_of(variable), name_of(variable.type),
                       variable.units, variable.long_name, notes);
}

constexpr std::string_view heading = "| variable | axes | type | units | what it is |\n|---|---|---|---|---|\n";

constexpr std::string_view introduction = R"(# What is in a result file

Schema {}. Generated from the table of variables that the writer loops over; `scripts/renew_golden.sh` rewrites it.

A result is one HDF5 file that opens directly in xarray: `xarray.open_dataset("a.h5")` gives the summary,
`group="signals"` and so on the other groups; ncdump and h5py read it too. Every axis has a dimension scale, so values
are selected by name: `ds.p_kill.sel(project="io.net")`. Every group repeats the coordinates that it uses. START is the
first day of the run.

Every probability has its counts beside it: n over `paths`, or over the count that `ancillary_variables` names. Counts
are exact, and every interval can be recomputed from them; they have no missing values, so that they stay integers in
xarray. In other variables NaN, or -1 in small integers, marks what is missing: the row of a failed scenario (whose
counts are 0, see `scenario_status`), a token output of a network without a token, a month that no path reaches.
statistics.md says how intervals and quantiles are computed.

A file of `killshot run --outputs kills` is for large batches. Of the numbers that have a row a scenario it has those
that are marked "also with outputs kills", compressed, and neither /signals nor /diff. Coordinates that nothing uses are
not in it.

The kill shot is counted under five readings of its words (the coordinate `reading`): `effective`, what customers pay,
which every other variable uses; `lists`, the weighted list prices; `any_list`, the list price of any one hyperscaler;
`compute`, the price of a unit of compute rather than of a given card; and `prices`, which is `effective` with the
prices that networks ask instead of what their supply costs. model.md defines K1, K2 and K3.
)";

}  // namespace

std::string page() {
    std::string text = fmt::format(introduction, version);
    text += "\n## Coordinates\n\n";
    text += heading;
    for (int i = 0; i < n_dimensions; ++i) text += row_of(coordinate(static_cast<Dimension>(i)));
    for (int g = 0; g < n_groups; ++g) {
        const auto group = static_cast<Group>(g);
        text += fmt::format("\n## /{}\n", name_of(group));
        if (group == Group::diff)
            text += "\nIn files of several scenarios: each scenario compared with the first, path by path.\n";
        if (group == Group::beliefs)
            text += "\nIn files of a single scenario: draws of its inputs' beliefs, counted for kills alone.\n";
        if (group == Group::epistemic) text += "\nIn files whose scenarios are the draws of a design.\n";
        std::string attributes;
        for (const GroupAttribute& attribute : group_attributes()) {
            if (attribute.group != group) continue;
            attributes += fmt::format("{}`{}`{}", attributes.empty() ? "\nAttributes: " : ", ", attribute.name,
                                      attribute.meaning.empty() ? "" : " (" + attribute.meaning + ")");
        }
        if (!attributes.empty()) text += attributes + ".\n";
        text += '\n';
        text += heading;
        for (const Variable& variable : variables()) {
            if (variable.group == group) text += row_of(variable);
        }
    }
    return text;
}

}  // namespace killshot::schema
