/// The parameter table against an independent spelling of Inputs (src/verify/draft.hpp), and its page.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "inputs/parameters.hpp"
#include "inputs/values.hpp"
#include "killshot/emission/archetypes.hpp"
#include "support/golden.hpp"
#include "verify/draft.hpp"
#include "verify/known_answers.hpp"

namespace killshot {
namespace {

using nlohmann::json;

/// The draft with another number in every place, so that no two fields can be mistaken for each other.
json numbered_draft() {
    json draft = known_answers("draft_base");
    double next = 1;
    const std::function<void(json&)> number = [&](json& node) {
        if (node.is_number()) node = next += 1.0 / 64;
        if (node.is_structured())
            for (json& child : node) number(child);
    };
    json network = draft["networks"][0];
    network["emission"] = json::object();
    for (const ParameterSpec& spec : parameter_table())
        if (section_of(spec) == Section::emission) network["emission"][std::string(spec.name)] = 0.0;
    network["unlocks"] = {{{"start_month", 0}, {"end_month", 0}, {"tokens", 0}, {"cliff_tokens", 0}}};
    network["emission_cuts"] = {{{"month", 0}, {"factor", 0}}};
    draft["networks"] = {network};
    number(draft["sector"]);
    number(draft["kill_shot"]);
    number(draft["networks"]);
    number(draft["correlation"]);
    return draft;
}

TEST(ParameterTable, ReachesTheFieldThatItNames) {
    const json draft = numbered_draft();
    Inputs inputs = inputs_from_json(draft);
    NetworkInputs& network = inputs.networks.at(0);
    const json& of_network = draft["networks"][0];
    for (const ParameterSpec& spec : parameter_table()) {
        const std::string name(spec.name);
        json expected;
        switch (section_of(spec)) {
            case Section::sector:
                expected = draft["sector"].at(name);
                break;
            case Section::kill_shot:
                expected = draft["kill_shot"].at(name);
                break;
            case Section::network:
                expected = of_network.at(name);
                break;
            case Section::emission:
                expected = of_network["emission"].at(name);
                break;
            case Section::unlock:
                expected = of_network["unlocks"][0].at(name);
                break;
            case Section::emission_cut:
                expected = of_network["emission_cuts"][0].at(name);
                break;
            case Section::correlation:
                expected = json::array();
                for (const json& row : draft["correlation"]) expected.insert(expected.end(), row.begin(), row.end());
                break;
        }
        visit_field(spec, inputs, network, 0, [&](const auto& field) { EXPECT_EQ(json(field), expected) << name; });
    }
}

TEST(ParameterTable, HoldsEveryNumberOfTheDraft) {
    const json draft = known_answers("draft_base");
    const std::set<std::string> not_numbers{"hyperscalers", "unlocks", "emission", "has_token"};
    const auto expect_all = [&](const json& table, Section section) {
        for (const auto& [name, value] : table.items())
            if (!value.is_string() && !not_numbers.contains(name)) {
                EXPECT_NE(find_spec(section, name), nullptr) << name;
            }
    };
    expect_all(draft["sector"], Section::sector);
    expect_all(draft["kill_shot"], Section::kill_shot);
    for (const json& network : draft["networks"]) {
        expect_all(network, Section::network);
        const Archetype archetype = archetype_from_name(network["archetype"].get<std::string>()).value();
        for (const auto& [name, value] : network["emission"].items()) {
            const ParameterSpec* spec = find_spec(Section::emission, name);
            if (name == "max_supply")
                EXPECT_TRUE(uses_supply_cap(archetype)) << network["name"];
            else
                EXPECT_TRUE(spec != nullptr && spec->archetypes.contains(archetype)) << network["name"] << name;
        }
    }
}

TEST(ParameterTable, NamesAreUniqueInTheirSection) {
    std::set<std::pair<Section, std::string_view>> names;
    for (const ParameterSpec& spec : parameter_table())
        EXPECT_TRUE(names.emplace(section_of(spec), spec.name).second) << spec.name;
}

TEST(ParameterTable, RangesAreFiniteAndMeaningsWritten) {
    for (const ParameterSpec& spec : parameter_table()) {
        EXPECT_TRUE(std::isfinite(spec.range.min) && std::isfinite(spec.range.max)) << spec.name;
        EXPECT_LT(spec.range.min, spec.range.max) << spec.name;
        EXPECT_FALSE(spec.meaning.empty() || spec.meaning.ends_with('.')) << spec.name;
        const auto has_it = [&](const ArchetypeEntry& entry) { return spec.archetypes.contains(entry.archetype); };
        EXPECT_EQ(std::ranges::any_of(archetypes, has_it), section_of(spec) == Section::emission) << spec.name;
    }
}

TEST(Range, KnowsItsEnds) {
    constexpr Range half_open{0, 1, true, false};
    EXPECT_EQ(text_of(half_open), "(0, 1]");
    EXPECT_FALSE(half_open.contains(0));
    EXPECT_TRUE(half_open.contains(1));
    EXPECT_FALSE(half_open.contains(std::nextafter(1.0, 2.0)));
    constexpr Range other{-1, 2, false, true};
    EXPECT_EQ(text_of(other), "[-1, 2)");
    EXPECT_TRUE(other.contains(-1));
    EXPECT_FALSE(other.contains(2));
    EXPECT_FALSE(other.contains(std::nan("")));
    EXPECT_FALSE(other.contains(-INFINITY));
}

TEST(ParameterTable, RefusesWhatBreaksTheEquations) {
    const auto refuses = [](Section section, std::string_view name, double value) {
        EXPECT_FALSE(find_spec(section, name)->range.contains(value)) << name << " = " << value;
    };
    for (const std::string_view divisor : {"pace_kappa", "markup_kappa"}) refuses(Section::sector, divisor, 0);
    for (const std::string_view in_log : {"list_floor", "open_floor", "open_price0", "list_price0", "token_price0"})
        refuses(Section::sector, in_log, 0);
    refuses(Section::sector, "cut_log_mean", 0);
    refuses(Section::kill_shot, "window_years", 0);
    refuses(Section::kill_shot, "discount_required", 1);
    refuses(Section::kill_shot, "price_fall", 1);
    refuses(Section::kill_shot, "price_fall_already", 1);
    for (const std::string_view divisor : {"local_kappa", "fleet_renewal", "utilization0", "spend0_usd", "token_price0",
                                           "circulating0", "max_supply", "cost_ratio0", "share0"})
        refuses(Section::network, divisor, 0);
    for (const std::string_view below_one : {"take_rate", "discount0", "subsidy_pass_through", "share0"})
        refuses(Section::network, below_one, 1);
    refuses(Section::network, "margin0", -1);
    refuses(Section::emission, "half_life", 0);
    refuses(Section::emission, "time_constant", 0);
}

TEST(GoldenParametersPage, IsTheOneInDocs) {
    expect_golden(std::string(KILLSHOT_SOURCE_DIR) + "/docs/parameters.md", parameters_page());
}

}  // namespace
}  // namespace killshot
