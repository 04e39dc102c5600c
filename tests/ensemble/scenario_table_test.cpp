/// [design] kind = "table": a CSV file whose columns are keys and whose rows are scenarios.
#include <gmock/gmock.h>

#include "ensemble/ensemble.hpp"
#include "scenario/scenario_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;

class ScenarioTable : public testing::Test {
  protected:
    std::filesystem::path file_with(const std::string& table, const std::string& more = "") const {
        write_text(folder / "design.csv", table);
        return folder.scenario(more + "[design]\nkind = \"table\"\nfile = \"design.csv\"\n");
    }
    std::string error_with(const std::string& table, const std::string& more = "",
                           const std::vector<std::string>& overrides = {}) const {
        return error_of(file_with(table, more), overrides);
    }

    ScenarioFolder folder;
};

TEST_F(ScenarioTable, ItsRowsAreTheScenarios) {
    const auto file = file_with(
        "# made by hand\nsector.cut_rate,networks.*.adoption_rate, kill_shot.require_long_tail\r\n"
        "0.2, 0.1,false\n\n3e-1,0.2,1\n\"0.2\",0.1,false\n");
    const Ensemble batch = read_ensemble(file, {});
    ASSERT_EQ(batch.size(), 3);
    EXPECT_EQ(batch.name(0), "row 1");
    EXPECT_EQ(batch.name(2), "row 3");
    EXPECT_FALSE(batch.draws_beliefs());
    EXPECT_EQ(value_of(batch.scenario(0), "sector.cut_rate"), 0.2);
    EXPECT_EQ(value_of(batch.scenario(1), "sector.cut_rate"), 0.3);
    EXPECT_EQ(value_of(batch.scenario(1), "kill_shot.require_long_tail"), 1);
    for (const char* network : {"alpha", "beta", "gamma"})
        EXPECT_EQ(value_of(batch.scenario(1), std::string("networks.") + network + ".adoption_rate"), 0.2);
    EXPECT_FALSE(parameter(batch.scenario(0), "sector.cut_rate").low.has_value()) << "a number of a table is fixed";
    EXPECT_EQ(batch.base().files.back().path, (folder / "design.csv").string());
    EXPECT_EQ(batch.scenario(1).changed.front().key, "sector.cut_rate");
}

TEST_F(ScenarioTable, MultipliesVariantsAndAxes) {
    const auto file =
        file_with("sector.cut_rate\n0.2\n0.3\n", "[[axis]]\nkey = \"sector.gap_ref\"\nvalues = [0.9, 1.1]\n");
    const Ensemble batch = read_ensemble(file, {});
    ASSERT_EQ(batch.size(), 4);
    EXPECT_EQ(batch.name(1), "sector.gap_ref=0.9, row 2");
    EXPECT_EQ(value_of(batch.scenario(2), "sector.gap_ref"), 1.1);
    EXPECT_EQ(value_of(batch.scenario(2), "sector.cut_rate"), 0.2);
}

TEST_F(ScenarioTable, ProblemsNameFileLineAndColumn) {
    EXPECT_EQ(error_with("sector.cut_rate,sector.gap_ref\n0.1,1\n0.1,high\n"),
              "design.csv:3: column 2 (sector.gap_ref): \"high\" is not a finite number; correct it");
    EXPECT_THAT(error_with("sector.cut_rate\n0.1\n-1\n"),
                HasSubstr("design.csv:3: column 1 (sector.cut_rate): -1 is outside its physical range"));
    EXPECT_THAT(error_with("sector.cut_rate,sector.gap_ref\n0.1\n"),
                HasSubstr("design.csv:2: has 1 cells (the keys in line 1 name 2 columns); give one a column"));
    EXPECT_THAT(error_with("sector.cut_rat\n0.1\n"), HasSubstr("did you mean cut_rate?"));
    EXPECT_THAT(error_with("cut_rate\n0.1\n"),
                HasSubstr("design.csv:1: column 1 (cut_rate): \"cut_rate\" is not the path of a parameter"));
    EXPECT_THAT(error_with("networks.aplha.margin0\n0.1\n"), HasSubstr("did you mean alpha?"));
    EXPECT_THAT(error_with(""), HasSubstr("design.csv: has no line of keys"));
    EXPECT_THAT(error_with("sector.cut_rate\n"), HasSubstr("has no rows"));
    EXPECT_THAT(error_with("sector.cut_rate\n1\n", "", {"sector.cut_rate=0.1"}), HasSubstr("is also set by --set"));
    EXPECT_THAT(error_with("sector.cut_rate,sector.cut_rate\n1,1\n"), HasSubstr("is also set by "));
    EXPECT_THAT(error_with("sector.cut_rate\n1\n", "[[axis]]\nkey = \"sector.cut_rate\"\nvalues = [0.9, 1.1]\n"),
                HasSubstr("is also set by "));
    std::filesystem::remove(folder / "design.csv");
    EXPECT_THAT(error_of(folder.scenario("[design]\nkind = \"table\"\nfile = \"design.csv\"\n")),
                HasSubstr("test.toml:4: design.file: design.csv does not exist"));
    EXPECT_THAT(error_of(folder.scenario("[design]\nkind = \"table\"\nfile = \"design.csv\"\ndraws = 5\n")),
                HasSubstr("design.draws: is of no use to a table"));
    EXPECT_THAT(error_of(folder.scenario("[design]\nkind = \"sobol\"\nfile = \"design.csv\"\ndraws = 5\n")),
                HasSubstr("design.file: is only of use to a table"));
}

TEST_F(ScenarioTable, HasAtMostAHundredThousandRows) {
    std::string table = "sector.cut_rate\n";
    for (int row = 0; row < 100'000; ++row) table += "0.1\n";
    const Ensemble batch = read_ensemble(file_with(table), {});
    EXPECT_EQ(batch.size(), 100'000);
    EXPECT_EQ(value_of(batch.scenario(99'999), "sector.cut_rate"), 0.1);
    EXPECT_THAT(error_with(table + "0.1\n"),
                HasSubstr("design.csv:100002: is row 100001 (a table has at most 100000)"));
}

TEST_F(ScenarioTable, TakesADesignForSobolIndices) {
    const std::filesystem::path source = KILLSHOT_SOURCE_DIR;
    write_text(folder / "sobol.toml", "base = \"" + (source / "scenarios/base.toml").string() +
                                          "\"\n[design]\nkind = \"table\"\nfile = \"" +
                                          (source / "tests/data/sobol_384.csv").string() + "\"\n");
    const Ensemble batch = read_ensemble(folder / "sobol.toml", {});
    ASSERT_EQ(batch.size(), 384);
    double lowest = 1, highest = 0;
    for (std::int64_t row = 0; row < batch.size(); ++row) {
        const double cut_rate = value_of(batch.scenario(row), "sector.cut_rate");
        lowest = std::min(lowest, cut_rate);
        highest = std::max(highest, cut_rate);
    }
    EXPECT_GT(lowest, 0.03);
    EXPECT_LT(lowest, 0.04);
    EXPECT_LT(highest, 0.25);
    EXPECT_GT(highest, 0.24);
}

}  // namespace
}  // namespace killshot
