#include "ensemble/design_table.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inputs/limits.hpp"
#include "inputs/spelling.hpp"
#include "scenario/document.hpp"

namespace killshot {
namespace {

constexpr std::array<std::string_view, 3> design_keys{"kind", "draws", "file"};
constexpr std::string_view table_kind = "table";
constexpr std::string_view form = "write [design], kind = \"sobol\" and draws = 1000";

}  // namespace

std::optional<DesignTable> read_design(Reading& reading, const std::vector<AxisGroup>& groups) {
    const Document& file = reading.file();
    Problems& problems = reading.problems();
    const toml::node* node = file.table.get("design");
    if (node == nullptr) return std::nullopt;
    DesignTable design;
    design.place = {.file = file.file, .line = line_of_key(file.table, "design"), .key = "design"};
    const toml::table* table = node->as_table();
    if (table == nullptr) {
        problems.add(design.place, fmt::format("is {} (a table is expected); {}", kind_of(*node), form));
        return std::nullopt;
    }
    const auto place = [&](std::string_view key) {
        return Place{.file = file.file, .line = line_of_key(*table, key), .key = fmt::format("design.{}", key)};
    };
    for (auto&& [key, value] : *table)
        if (std::ranges::find(design_keys, key.str()) == design_keys.end())
            problems.add(place(key.str()), fmt::format("unknown key; {}", did_you_mean(key.str(), design_keys, form)));

    const auto kind = (*table)["kind"].value<std::string>();
    const auto refuse_key = [&](std::string_view key, std::string_view why) {
        if (table->contains(key)) problems.add(place(key), why);
    };
    if (kind == table_kind) {
        refuse_key("draws", "is of no use to a table (its rows are the scenarios); remove it");
        const auto* name = table->get_as<std::string>("file");
        if (name == nullptr || name->get().empty()) {
            problems.add(place("file"),
                         "is missing or not text (a CSV file whose columns are keys and whose rows are "
                         "scenarios); write file = \"design.csv\"");
            return std::nullopt;
        }
        design.table = read_scenario_table(reading, file.path.parent_path() / name->get(), place("file"), groups);
        if (!design.table) return std::nullopt;
        design.draws = static_cast<std::int64_t>(design.table->n_rows());
        return design;
    }
    refuse_key("file", "is only of use to a table; write kind = \"table\", or remove it");
    const auto known = std::ranges::find(design_names, kind.value_or(""));
    if (known == design_names.end())
        problems.add(place("kind"),
                     fmt::format("is {}; write one of \"{}\", \"{}\"", kind ? '"' + *kind + '"' : "missing or not text",
                                 fmt::join(design_names, "\", \""), table_kind));
    const auto* draws = table->get_as<std::int64_t>("draws");
    if (draws == nullptr || draws->get() < min_draws || draws->get() > max_draws)
        problems.add(place("draws"),
                     fmt::format("is {} (the number of draws); give an integer in {}..{}",
                                 draws == nullptr ? "missing or not an integer" : std::to_string(draws->get()),
                                 min_draws, max_draws));
    if (known == design_names.end() || draws == nullptr) return std::nullopt;
    design.kind = static_cast<DesignKind>(known - design_names.begin());
    design.draws = draws->get();
    return design;
}

}  // namespace killshot
