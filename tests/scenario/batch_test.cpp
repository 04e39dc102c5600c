/// The scenarios that a file multiplies to: which they are, in which order, and what each one says.
#include "killshot/scenario/batch.hpp"

#include <gmock/gmock.h>

#include "killshot/scenario/json.hpp"
#include "scenario_test_support.hpp"

namespace killshot {
namespace {

using testing::ElementsAre;

std::vector<std::string> names_of(const Batch& batch) {
    std::vector<std::string> names;
    for (std::int64_t n = 0; n < batch.size(); ++n) names.push_back(batch.name(n));
    return names;
}

double value_in(const Batch& batch, std::int64_t n, const std::string& path) {
    return parameter(batch.scenario(n), path).value;
}

TEST(Batch, FileWithoutVariantsIsItsOneScenario) {
    const Batch batch = read_batch(good_base, {"sector.cut_rate=0.3"});
    EXPECT_THAT(names_of(batch), ElementsAre("base"));
    EXPECT_EQ(batch.base().name, "base");
    EXPECT_EQ(to_json(batch.scenario(0)), to_json(read_scenario(good_base, {"sector.cut_rate=0.3"})));
    EXPECT_THAT(batch.base().overrides, ElementsAre("sector.cut_rate=0.3"));
    EXPECT_THROW(static_cast<void>(batch.scenario(1)), std::out_of_range);
}

TEST(Batch, VariantsLieOverTheFileAndUnderTheArguments) {
    const TemporaryFolder folder;
    const auto file = folder.scenario(
        "[sector]\ncut_rate = 0.2\n"
        "[[scenario]]\nname = \"as it is\"\n"
        "[[scenario]]\nname = \"war\"\nsector.cut_rate = 0.8\nsector.gap_ref = 0.6\n"
        "[[scenario]]\nname = \"cuts\"\nrun.paths = 50\nnetworks.\"*\".emission_cuts = [{ month = 6, factor = 0 }]\n");
    const Batch batch = read_batch(file, {"sector.gap_ref=1.1"});
    EXPECT_THAT(names_of(batch), ElementsAre("as it is", "war", "cuts"));
    EXPECT_EQ(value_in(batch, 0, "sector.cut_rate"), 0.2);
    EXPECT_EQ(value_in(batch, 1, "sector.cut_rate"), 0.8);
    EXPECT_EQ(value_in(batch, 2, "sector.cut_rate"), 0.2);
    EXPECT_EQ(value_in(batch, 1, "sector.gap_ref"), 1.1);
    EXPECT_EQ(value_in(batch, 2, "networks.alpha.emission_cuts.0.month"), 6);
    EXPECT_EQ(batch.scenario(1).inputs.networks[0].emission_cuts.size(), 0U);
    EXPECT_EQ(batch.scenario(0).paths, 1000);
    EXPECT_EQ(batch.scenario(2).paths, 50);

    EXPECT_EQ(batch.base().name, "test");
    EXPECT_EQ(parameter(batch.base(), "sector.cut_rate").value, 0.2);
    const Scenario war = batch.scenario(1);
    EXPECT_EQ(parameter(war, "sector.cut_rate").source, "scenario war in test.toml");
    EXPECT_EQ(parameter(war, "sector.cut_rate").place.line, 8);
    EXPECT_FALSE(parameter(war, "sector.cut_rate").low.has_value());
}

TEST(Batch, VariantTakesWhatItsBaseLaysOverTheCommonFiles) {
    const TemporaryFolder folder;
    const auto base = folder.copy_of_good();
    write_text(folder / "inner.toml", "base = \"base.toml\"\n[sector]\ncut_rate = 0.5\nhike_rate = 0.01\n");
    write_text(folder / "war.toml", "base = \"inner.toml\"\n[sector]\nhike_rate = 0.02\n");
    write_text(folder / "all.toml",
               "base = \"base.toml\"\n[sector]\ngap_ref = 1.4\n"
               "[[scenario]]\nname = \"none\"\n"
               "[[scenario]]\nname = \"war\"\nbase = \"war.toml\"\n"
               "[[scenario]]\nname = \"worse\"\nbase = \"war.toml\"\nsector.cut_rate = 0.9\n");
    const Batch batch = read_batch(folder / "all.toml", {});
    EXPECT_EQ(value_in(batch, 0, "sector.cut_rate"), 0.13);
    EXPECT_EQ(value_in(batch, 1, "sector.cut_rate"), 0.5);
    EXPECT_EQ(value_in(batch, 1, "sector.hike_rate"), 0.02);
    EXPECT_EQ(value_in(batch, 1, "sector.gap_ref"), 1.4);
    EXPECT_EQ(value_in(batch, 2, "sector.cut_rate"), 0.9);
    EXPECT_EQ(value_in(batch, 2, "sector.hike_rate"), 0.02);
    EXPECT_EQ(parameter(batch.scenario(1), "sector.hike_rate").source, "override in war.toml");
    EXPECT_EQ(batch.base().files.size(), read_scenario(base, {}).files.size() + 3);
}

TEST(Batch, VariantsAreTheFilesOwn) {
    const TemporaryFolder folder;
    folder.scenario("[[scenario]]\nname = \"one\"\n[[scenario]]\nname = \"two\"\n");
    write_text(folder / "outer.toml", "base = \"test.toml\"\n");
    EXPECT_EQ(read_batch(folder / "outer.toml", {}).size(), 1);
    EXPECT_EQ(read_scenario(folder / "test.toml", {}).name, "test");
}

TEST(Batch, SeedAndPathsOfTheCommandLineAreEveryScenarios) {
    const TemporaryFolder folder;
    Batch batch = read_batch(folder.scenario("[[scenario]]\nname = \"one\"\n[[scenario]]\nname = \"two\"\n"), {});
    const Batch before = batch;
    batch.set_seed(99);
    batch.set_paths(77);
    for (const Scenario& scenario : {batch.base(), batch.scenario(0), batch.scenario(1)}) {
        EXPECT_EQ(scenario.seed, 99U);
        EXPECT_EQ(scenario.paths, 77);
    }
    EXPECT_EQ(before.scenario(1).seed, 7U);
}

}  // namespace
}  // namespace killshot
