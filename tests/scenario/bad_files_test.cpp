/// Each wrong scenario of tests/scenario/bad_scenarios.txt gives the error that is written below it, and no other.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>
#include <vector>

#include "scenario_test_support.hpp"
#include "support/golden.hpp"

namespace killshot {
namespace {

namespace fs = std::filesystem;

const fs::path cases_file = scenario_tests / "bad_scenarios.txt";

struct Section {
    std::string heading;  // "=== case NAME", "=== file NAME"; empty for the introduction
    std::string text;
    std::optional<std::string> error;

    /// What follows `kind` in the heading, if the section is of that kind.
    [[nodiscard]] std::optional<std::string> name(const std::string& kind) const {
        const std::string start = "=== " + kind + " ";
        return heading.starts_with(start) ? std::optional(heading.substr(start.size())) : std::nullopt;
    }
};

std::vector<Section> read_sections() {
    std::vector<Section> sections(1);
    std::istringstream lines(read_text(cases_file));
    for (std::string line; std::getline(lines, line);) {
        Section& last = sections.back();
        if (line.starts_with("=== "))
            sections.push_back({line, {}, {}});
        else if (line == "--- error")
            last.error.emplace();
        else
            (last.error ? *last.error : last.text) += line + "\n";
    }
    for (Section& section : sections)  // without the blank line before the next heading
        while (section.error && section.error->ends_with('\n')) section.error->pop_back();
    return sections;
}

void write_sections(const std::vector<Section>& sections) {
    std::string text;
    for (const Section& section : sections) {
        if (!section.heading.empty()) text += section.heading + "\n";
        text += section.text;
        if (section.error) text += "--- error\n" + *section.error + "\n";
        if (section.error && &section != &sections.back()) text += "\n";
    }
    write_text(cases_file, text);
}

TEST(BadScenarios, ReportWhatIsWrong) {
    const ScenarioFolder folder;
    fs::copy(good_base.parent_path(), folder / "good", fs::copy_options::recursive);
    std::vector<Section> sections = read_sections();
    for (const Section& section : sections) {
        if (const auto name = section.name("file")) write_text(folder / ("bad/" + *name), section.text);
        if (const auto name = section.name("case")) write_text(folder / ("bad/" + *name + ".toml"), section.text);
    }
    std::size_t n_cases = 0;
    for (Section& section : sections) {
        const auto name = section.name("case");
        if (!name) continue;
        ++n_cases;
        ASSERT_TRUE(section.error.has_value()) << *name;
        const fs::path file = folder / ("bad/" + *name + ".toml");
        const std::string error = error_of(file, {}, file.parent_path().parent_path());
        EXPECT_NE(error, "") << *name << " is accepted";
        if (updating_golden()) section.error = error;
        EXPECT_EQ(error, *section.error) << *name << "; KILLSHOT_UPDATE_GOLDEN=1 renews it";
    }
    EXPECT_GE(n_cases, 100U);
    if (updating_golden()) write_sections(sections);
}

TEST(BadScenarios, EachHasItsOwnError) {
    std::vector<std::string> errors;
    for (const Section& section : read_sections())
        if (section.error) errors.push_back(*section.error);
    std::ranges::sort(errors);
    EXPECT_EQ(std::ranges::adjacent_find(errors), errors.end());
}

}  // namespace
}  // namespace killshot
