// What `killshot explain` says, and that the places that it names exist in docs/model.md.
#include "report/explain.hpp"

#include <fstream>
#include <iterator>
#include <sstream>

#include <gmock/gmock.h>

#include "inputs/parameters.hpp"
#include "killshot/error.hpp"
#include "killshot/model/outputs.hpp"
#include "killshot/tally/names.hpp"
#include "report/terms.hpp"
#include "support/message_of.hpp"

namespace killshot::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const Scenario& base() {
    static const Scenario scenario = read_scenario(KILLSHOT_SOURCE_DIR "/scenarios/base.toml");
    return scenario;
}

std::string text_of(std::string_view name) { return explain(base(), name).text; }

std::string model_page() {
    std::ifstream file(KILLSHOT_SOURCE_DIR "/docs/model.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Explain, TakesANetworkByKeyNameOrToken) {
    EXPECT_EQ(text_of("networks.io.net.margin0"), text_of("networks.io_net.margin0"));
    EXPECT_EQ(text_of("networks.IO.margin0"), text_of("networks.io_net.margin0"));
}

TEST(Explain, AParameterWithItsProvenance) {
    const Explanation explanation = explain(base(), "sector.cut_rate");
    EXPECT_THAT(
        explanation.text,
        AllOf(StartsWith("cut_rate: a parameter of the sector\n"), HasSubstr("docs/model.md#eq-1"), HasSubstr("1/year"),
              HasSubstr("0.11 (90% belief 0.03 to 0.25), derived, n = 6"), HasSubstr("base.toml:")));
    ASSERT_EQ(explanation.parameters.size(), 1U);
    EXPECT_EQ(text_of("cut_rate"), explanation.text);
}

TEST(Explain, AParameterOfNetworksGroupsThoseThatShareIt) {
    const std::string text = text_of("tail_share0");
    EXPECT_THAT(text, HasSubstr("tail_share0: a parameter of 14 networks"));
    EXPECT_THAT(text_of("networks.akash.cost_ratio0"), HasSubstr("cost_ratio0: a parameter of 1 network\n"));
}

TEST(Explain, WhereObservationsAreNotRecordedItSaysSo) {
    EXPECT_THAT(text_of("sector.gap_sensitivity"), HasSubstr("assumed, n not recorded"));
}

TEST(Explain, ConditionsOutputsAndVariables) {
    EXPECT_THAT(text_of("K2"), StartsWith("K2: condition of a network\n"));
    EXPECT_THAT(text_of("cost_ratio"), StartsWith("cost_ratio: an output of each network"));
    EXPECT_THAT(text_of("p_kill"), AllOf(StartsWith("p_kill: a variable of result files\n"), HasSubstr("project")));
    EXPECT_THAT(explain(base(), "K2").parameters, IsEmpty());
}

TEST(Explain, SuggestsWhatWasMeant) {
    EXPECT_EQ(message_of([] { static_cast<void>(explain(base(), "cutrate")); }),
              "\"cutrate\" is not a name of this scenario or of its results; did you mean cut_rate?");
}

TEST(Explain, KnowsEveryReadingExitSignalOutputAndParameterWithin80Columns) {
    std::vector<std::string> names;
    for (const std::string_view name : cause_names) names.emplace_back(name);
    for (const std::string_view name : reading_names) names.emplace_back(name);
    for (const std::string_view name : signal_names) names.emplace_back(name);
    for (const OutputInfo& output : NetworkOutputs::info) names.emplace_back(output.name);
    for (const OutputInfo& output : SectorOutputs::info) names.emplace_back(output.name);
    for (const Parameter& parameter : base().parameters) names.push_back(parameter.path);
    for (const std::string& name : names) {
        std::istringstream lines(text_of(name));
        for (std::string line; std::getline(lines, line);)
            EXPECT_TRUE(line.size() <= 80 || line.find(' ', 11) == std::string::npos) << name << ": " << line;
    }
}

TEST(Terms, NamePlacesThatExist) {
    const std::string page = model_page();
    for (const Term& term : terms) {
        std::string heading(term.place);
        std::ranges::replace(heading, '-', ' ');
        heading[0] = static_cast<char>(std::toupper(heading[0]));
        EXPECT_THAT(page, HasSubstr("\n### " + heading + "\n")) << term.name;
    }
}

TEST(EquationTitles, AreThoseOfThePage) {
    const std::string page = model_page();
    for (std::size_t n = 0; n < equation_titles.size(); ++n)
        EXPECT_THAT(page, HasSubstr("<a id=\"eq-" + std::to_string(n) + "\"></a>\n### Eq. " + std::to_string(n) + " " +
                                    std::string(equation_titles[n]) + "\n"));
}

}  // namespace
}  // namespace killshot::test
