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
     "Shared by all networks. `hyperscalers` holds the three names that `list_price0` and `hyperscaler_weight` "
     "follow."},
    {Section::correlation, "[correlation]",
     "5 x 5, symmetric, 1 on the diagonal, positive definite. It needs no unit."},
    {Section::kill_shot, "[kill_shot]", "What counts as a kill (MODEL.md section 5)."},
    {Section::network, "A network's file, or [networks.KEY]",
     "Beside them, a network's file has the plain values `name`, `token` (its ticker), `stance`, `archetype` and "
     "`has_token`, which no scenario overrides."},
    {Section::emission, "[emission] of a network",
     "Each archetype has its own (MODEL.md section 4); another's are refused. Where an archetype issues up to a cap, "
     "the "
     "cap is the network's `max_supply`."},
    {Section::unlock, "unlocks of a network",
     "A list of tranches. Months may be plain numbers; `cliff_tokens` may be left out. A list replaces the inherited "
     "one."},
    {Section::emission_cut, "emission_cuts of a network",
     "A list that may be left out, of plain numbers: `emission_cuts = [{ month = 6, factor = 0 }]`."},
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
        "A number of a base file is `{ value, low, high, unit, status, source, as_of }`: unit as below, status quoted, "
        "derived, fitted or assumed, low..high a 90% interval of belief (left out where the number is known). A bare "
        "number overrides an inherited one. Round ends of a range are excluded.\n"
        "A design draws a belief on the scale named here, or in the entry (`scale = \"plain\"`); where `low` or `high` "
        "lies "
        "at the scale's end, on the plain one. What has no scale is not drawn. [scenarios.md](scenarios.md) has the "
        "law.\n";
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
