#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/parameters.hpp"
#include "killshot/emission/archetypes.hpp"

namespace killshot {
namespace {

struct Chapter {
    Section section;
    std::string_view title, text;
};

constexpr Chapter chapters[] = {
    {Section::sector, "[sector]",
     "Shared by all networks. `hyperscalers` is a list of three names, in the order of `list_price0` and "
     "`hyperscaler_weight`."},
    {Section::correlation, "[correlation]",
     "5 x 5, symmetric, 1 on the diagonal, positive definite. It is written without a unit."},
    {Section::kill_shot, "[kill_shot]", "What counts as a kill (docs/model.md, Events)."},
    {Section::network, "A network's file, or [networks.KEY]",
     "A network's file also has the plain values `name`, `token` (its ticker), `stance`, `archetype` and `has_token`, "
     "which scenarios do not override."},
    {Section::emission, "[emission] of a network",
     "Each archetype has parameters of its own (docs/model.md, Emission archetypes); those of another are refused. If "
     "an archetype "
     "issues up to a cap, the cap is the network's `max_supply`."},
    {Section::unlock, "unlocks of a network",
     "A list of tranches, which replaces the inherited list. Months may be plain numbers; `cliff_tokens` is optional."},
    {Section::emission_cut, "emission_cuts of a network",
     "An optional list with plain numbers: `emission_cuts = [{ month = 6, factor = 0 }]`."},
};

std::string archetypes_of(const ParameterSpec& spec) {
    std::vector<std::string_view> names;
    for (const ArchetypeEntry& entry : archetypes)
        if (spec.archetypes.contains(entry.archetype)) names.push_back(entry.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::string parameters_page() {
    std::string page =
        "# Parameters of a scenario\n\n"
        "Generated from the parameter table; `scripts/renew_golden.sh` rewrites it.\n"
        "A number in a base file is `{ value, low, high, unit, status, n, source, as_of }`: unit as below, status "
        "quoted, "
        "derived, fitted or assumed, low..high a 90% interval of belief (left out if the number is known). A bare "
        "number overrides an inherited one. A range excludes an end with a round bracket.\n"
        "A design draws a belief on the scale named here, unless the entry names another (`scale = \"plain\"`); if "
        "`low` or "
        "`high` is outside the domain of the scale, on the plain one. Parameters without a scale are not drawn. "
        "[scenarios.md](scenarios.md) describes the distribution.\n";
    for (const Chapter& chapter : chapters) {
        const bool emission = chapter.section == Section::emission;
        page += fmt::format("\n## {}\n\n{}\n\n| name | unit | range | scale | meaning |{}\n|---|---|---|---|---|{}\n",
                            chapter.title, chapter.text, emission ? " archetypes |" : "", emission ? "---|" : "");
        for (const ParameterSpec& spec : parameter_table())
            if (section_of(spec) == chapter.section)
                page += fmt::format("| {} | {} | {} | {} | {} |{}\n", spec.name, spec.unit,
                                    is_bool(spec) ? "true, false" : text_of(spec.range),
                                    spec.scale == Scale::none ? std::string_view()
                                                              : scale_names.at(static_cast<std::size_t>(spec.scale)),
                                    spec.meaning, emission ? fmt::format(" {} |", archetypes_of(spec)) : "");
    }
    return page;
}

}  // namespace killshot
