#include "results/schema/schema.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "support/golden.hpp"

namespace killshot::schema {
namespace {

std::vector<std::string> words(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

TEST(Schema, NamesEveryVariableOnceInItsGroup) {
    std::set<std::pair<Group, std::string>> seen;
    for (const Variable& variable : variables()) {
        EXPECT_TRUE(seen.emplace(variable.group, variable.name).second) << variable.name;
        for (int i = 0; i < n_dimensions; ++i) EXPECT_NE(variable.name, name_of(static_cast<Dimension>(i)));
    }
}

TEST(Schema, DescribesEveryVariable) {
    const auto check = [](const Variable& variable) {
        EXPECT_FALSE(variable.units.empty()) << variable.name;
        EXPECT_FALSE(variable.long_name.empty()) << variable.name;
        std::set<Dimension> axes(variable.dimensions.begin(), variable.dimensions.end());
        EXPECT_EQ(axes.size(), variable.dimensions.size()) << variable.name << " has an axis twice";
        if (std::holds_alternative<FromScenario>(variable.fill) || std::holds_alternative<FromPair>(variable.fill)) {
            ASSERT_FALSE(variable.dimensions.empty()) << variable.name;
            EXPECT_EQ(variable.dimensions.front(), Dimension::scenario) << variable.name;
        }
    };
    for (const Variable& variable : variables()) check(variable);
    for (int i = 0; i < n_dimensions; ++i) check(coordinate(static_cast<Dimension>(i)));
}

TEST(Schema, NamesOnlyVariablesThatExist) {
    for (const Variable& variable : variables()) {
        for (const Attribute& attribute : variable.attributes) {
            if (attribute.name != "ancillary_variables") continue;
            for (const std::string& name : words(std::get<std::string>(attribute.value))) {
                EXPECT_NE(find(variable.group, name), nullptr) << variable.name << ": " << name;
            }
        }
        for (const std::string& name : words(auxiliary_coordinates(variable))) {
            EXPECT_NE(find(variable.group, name), nullptr) << variable.name << ": " << name;
        }
    }
}

TEST(Schema, KeepsCountsBesideEveryProbability) {
    for (const Variable& variable : variables()) {
        const bool is_probability =
            variable.name.starts_with("p_") || variable.name.ends_with("cif") || variable.name == "kill_cdf";
        if (!is_probability || variable.name.ends_with("_ci")) continue;
        if (variable.group == Group::epistemic) continue;  // over scenarios, whose counts are in the root
        const auto found = std::ranges::find(variable.attributes, "ancillary_variables", &Attribute::name);
        ASSERT_NE(found, variable.attributes.end()) << variable.name;
        bool has_count = false;
        for (const std::string& name : words(std::get<std::string>(found->value))) {
            has_count = has_count || find(variable.group, name)->type == Type::int64;
        }
        EXPECT_TRUE(has_count) << variable.name;
    }
}

TEST(Schema, CountsHaveNoMissingValues) {
    for (const Variable& variable : variables()) {
        if (variable.type == Type::int64) {
            EXPECT_FALSE(variable.has_missing) << variable.name;
        }
    }
}

TEST(Schema, GivesEveryFlagAMeaning) {
    for (const Variable& variable : variables()) {
        const auto values = std::ranges::find(variable.attributes, "flag_values", &Attribute::name);
        EXPECT_EQ(values != variable.attributes.end(), variable.type == Type::int8) << variable.name;
        if (values == variable.attributes.end()) continue;
        const auto meanings = std::ranges::find(variable.attributes, "flag_meanings", &Attribute::name);
        ASSERT_NE(meanings, variable.attributes.end()) << variable.name;
        EXPECT_EQ(std::get<std::vector<std::int8_t>>(values->value).size(),
                  words(std::get<std::string>(meanings->value)).size());
    }
}

TEST(Schema, HasAllThatTheModelReports) {
    for (const OutputInfo& output : NetworkOutputs::info) {
        for (const char* suffix : {"_q", "_q_ci", "_mean", "_sd", "_n_outside"}) {
            EXPECT_NE(find(Group::root, std::string(output.name) + suffix), nullptr) << output.name << suffix;
        }
    }
    for (const OutputInfo& output : SectorOutputs::info) {
        EXPECT_NE(find(Group::root, std::string(output.name) + "_q"), nullptr) << output.name;
    }
}

TEST(GoldenSchemaPage, IsTheOneInDocs) { expect_golden(std::string(KILLSHOT_SOURCE_DIR) + "/docs/schema.md", page()); }

}  // namespace
}  // namespace killshot::schema
