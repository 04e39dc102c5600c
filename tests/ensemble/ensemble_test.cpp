/// The scenarios that a file multiplies to: which they are, in which order, and what each one says.
#include "ensemble/ensemble.hpp"

#include <gmock/gmock.h>

#include "inputs/json.hpp"
#include "scenario/scenario_test_support.hpp"

namespace killshot {
namespace {

using testing::ElementsAre;

std::vector<std::string> names_of(const Ensemble& batch) {
    std::vector<std::string> names;
    for (std::int64_t n = 0; n < batch.size(); ++n) names.push_back(batch.name(n));
    return names;
}

double value_in(const Ensemble& batch, std::int64_t n, const std::string& path) {
    return value_of(batch.scenario(n), path);
}

TEST(Ensemble, FileWithoutVariantsIsItsOneScenario) {
    const Ensemble batch = read_ensemble(good_base, {"sector.cut_rate=0.3"});
    EXPECT_THAT(names_of(batch), ElementsAre("base"));
    EXPECT_EQ(batch.base().name, "base");
    EXPECT_EQ(to_json(batch.scenario(0)), to_json(read_scenario(good_base, {"sector.cut_rate=0.3"})));
    EXPECT_THAT(batch.base().overrides, ElementsAre("sector.cut_rate=0.3"));
    EXPECT_THROW(static_cast<void>(batch.scenario(1)), std::out_of_range);
}

TEST(Ensemble, VariantsLieOverTheFileAndUnderTheArguments) {
    const ScenarioFolder folder;
    const auto file = folder.scenario(
        "[sector]\ncut_rate = 0.2\n"
        "[[scenario]]\nname = \"as it is\"\n"
        "[[scenario]]\nname = \"war\"\nsector.cut_rate = 0.8\nsector.gap_ref = 0.6\n"
        "[[scenario]]\nname = \"cuts\"\nrun.paths = 50\nnetworks.\"*\".emission_cuts = [{ month = 6, factor = 0 }]\n");
    const Ensemble batch = read_ensemble(file, {"sector.gap_ref=1.1"});
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
    EXPECT_EQ(value_of(batch.base(), "sector.cut_rate"), 0.2);
    const Scenario war = batch.scenario(1);
    EXPECT_EQ(parameter(war, "sector.cut_rate").source, "scenario war in test.toml");
    EXPECT_EQ(parameter(war, "sector.cut_rate").place.line, 8);
    EXPECT_FALSE(parameter(war, "sector.cut_rate").low.has_value());
}

TEST(Ensemble, VariantTakesWhatItsBaseLaysOverTheCommonFiles) {
    const ScenarioFolder folder;
    const auto base = folder.copy_of_good();
    write_text(folder / "inner.toml", "base = \"base.toml\"\n[sector]\ncut_rate = 0.5\nhike_rate = 0.01\n");
    write_text(folder / "war.toml", "base = \"inner.toml\"\n[sector]\nhike_rate = 0.02\n");
    write_text(folder / "all.toml",
               "base = \"base.toml\"\n[sector]\ngap_ref = 1.4\n"
               "[[scenario]]\nname = \"none\"\n"
               "[[scenario]]\nname = \"war\"\nbase = \"war.toml\"\n"
               "[[scenario]]\nname = \"worse\"\nbase = \"war.toml\"\nsector.cut_rate = 0.9\n");
    const Ensemble batch = read_ensemble(folder / "all.toml", {});
    EXPECT_EQ(value_in(batch, 0, "sector.cut_rate"), 0.13);
    EXPECT_EQ(value_in(batch, 1, "sector.cut_rate"), 0.5);
    EXPECT_EQ(value_in(batch, 1, "sector.hike_rate"), 0.02);
    EXPECT_EQ(value_in(batch, 1, "sector.gap_ref"), 1.4);
    EXPECT_EQ(value_in(batch, 2, "sector.cut_rate"), 0.9);
    EXPECT_EQ(value_in(batch, 2, "sector.hike_rate"), 0.02);
    EXPECT_EQ(parameter(batch.scenario(1), "sector.hike_rate").source, "override in war.toml");
    EXPECT_EQ(batch.base().files.size(), read_scenario(base, {}).files.size() + 3);
}

TEST(Ensemble, VariantsAreTheFilesOwn) {
    const ScenarioFolder folder;
    folder.scenario("[[scenario]]\nname = \"one\"\n[[scenario]]\nname = \"two\"\n");
    write_text(folder / "outer.toml", "base = \"test.toml\"\n");
    EXPECT_EQ(read_ensemble(folder / "outer.toml", {}).size(), 1);
    EXPECT_EQ(read_scenario(folder / "test.toml", {}).name, "test");
}

TEST(Ensemble, SeedAndPathsOfTheCommandLineAreEveryScenarios) {
    const ScenarioFolder folder;
    Ensemble batch = read_ensemble(folder.scenario("[[scenario]]\nname = \"one\"\n[[scenario]]\nname = \"two\"\n"), {});
    const Ensemble before = batch;
    batch.set_seed(99);
    batch.set_paths(77);
    for (const Scenario& scenario : {batch.base(), batch.scenario(0), batch.scenario(1)}) {
        EXPECT_EQ(scenario.seed, 99U);
        EXPECT_EQ(scenario.paths, 77);
    }
    EXPECT_EQ(before.scenario(1).seed, 7U);
}

TEST(Ensemble, AxesMultiplyAndThoseOfAGroupAreZipped) {
    const ScenarioFolder folder;
    const Ensemble batch = read_ensemble(
        folder.scenario("[[scenario]]\nname = \"a\"\n[[scenario]]\nname = \"b\"\nsector.list_floor = 0.7\n"
                        "[[axis]]\nkey = \"sector.cut_rate\"\nvalues = [0.1, 0.3]\ngroup = \"prices\"\n"
                        "[[axis]]\nkey = \"networks.Alpha.One.margin0\"\nvalues = [0.1, 0.2, 0.3]\n"
                        "[[axis]]\nkey = \"sector.gap_ref\"\nvalues = [1.1, 1.3]\ngroup = \"prices\"\n"),
        {"sector.hike_rate=0.01"});
    ASSERT_EQ(batch.size(), 2 * 2 * 3);
    EXPECT_EQ(batch.name(0), "a, sector.cut_rate=0.1, sector.gap_ref=1.1, networks.Alpha.One.margin0=0.1");
    EXPECT_EQ(batch.name(1), "a, sector.cut_rate=0.1, sector.gap_ref=1.1, networks.Alpha.One.margin0=0.2");
    EXPECT_EQ(batch.name(3), "a, sector.cut_rate=0.3, sector.gap_ref=1.3, networks.Alpha.One.margin0=0.1");
    EXPECT_EQ(batch.name(11), "b, sector.cut_rate=0.3, sector.gap_ref=1.3, networks.Alpha.One.margin0=0.3");

    const Scenario last = batch.scenario(11);
    EXPECT_EQ(last.inputs.sector.list_floor, 0.7);
    EXPECT_EQ(last.inputs.sector.cut_rate, 0.3);
    EXPECT_EQ(last.inputs.sector.gap_ref, 1.3);
    EXPECT_EQ(last.inputs.sector.hike_rate, 0.01);
    EXPECT_EQ(last.inputs.networks[0].margin0, 0.3);
    EXPECT_EQ(last.inputs.networks[2].margin0, 0.2);
    EXPECT_EQ(parameter(last, "sector.cut_rate").source, "axis in test.toml");
    EXPECT_FALSE(parameter(last, "sector.cut_rate").low.has_value());
    EXPECT_EQ(batch.base().inputs.sector.cut_rate, 0.13);
}

TEST(Ensemble, AxisEqualsTheOverrideOfTheSameNumber) {
    const ScenarioFolder folder;
    const auto expect_same = [&](const std::string& key, const std::string& value) {
        const auto file = folder.scenario("[[axis]]\nkey = \"" + key + "\"\nvalues = [" + value + "]\n");
        const Ensemble batch = read_ensemble(file, {});
        EXPECT_EQ(to_json(batch.scenario(0)), to_json(read_scenario(good_base, {key + "=" + value}))) << key;
        EXPECT_EQ(batch.name(0), key + "=" + value);
    };
    expect_same("sector.cut_rate", "0.7");
    expect_same("sector.hyperscaler_weight", "[1, 0, 0]");
    expect_same("kill_shot.require_long_tail", "true");
    expect_same("kill_shot.hold_months", "6");
    expect_same("networks.*.adoption_rate", "0.2");
    expect_same("networks.*.emission.grant_usd_per_month", "1000");
    expect_same("networks.GAMMA.emission.rate0", "0.01");
}

TEST(Ensemble, ScenarioThatContradictsItselfFailsAlone) {
    const ScenarioFolder folder;
    const Ensemble batch =
        read_ensemble(folder.scenario("[[axis]]\nkey = \"sector.list_floor\"\nvalues = [0.8, 9, 0.9]\n"), {});
    EXPECT_EQ(batch.scenario(2).inputs.sector.list_floor, 0.9);
    try {
        static_cast<void>(batch.scenario(1));
        FAIL() << "a list starts under its floor";
    } catch (const Error& error) {
        EXPECT_THAT(
            error.what(),
            testing::HasSubstr("test.toml:4: sector.list_floor: list_price0.AWS = 6.88 is below list_floor = 9"));
    }
}

TEST(Ensemble, ArgumentOnAnAxisIsRefused) {
    const ScenarioFolder folder;
    const auto axis = [&](const std::string& key) {
        return folder.scenario("[[axis]]\nkey = \"" + key + "\"\nvalues = [0.1]\n");
    };
    EXPECT_EQ(error_of(axis("sector.cut_rate"), {"sector.cut_rate=0.2"}),
              "test.toml:4: sector.cut_rate: is also set by --set (which would undo this); remove one of them");
    EXPECT_NE(error_of(axis("networks.*.margin0"), {"networks.alpha.margin0=0.2"}), "");
    EXPECT_NE(error_of(axis("networks.Alpha.One.margin0"), {"networks.alpha.margin0=0.2"}), "");
    EXPECT_EQ(error_of(axis("networks.beta.margin0"), {"networks.alpha.margin0=0.2"}), "");
}

constexpr const char* design = "[design]\nkind = \"latin_hypercube\"\ndraws = 200\n";

TEST(Ensemble, DrawsAreOfTheBeliefsAlone) {
    const ScenarioFolder folder;
    const Ensemble batch = read_ensemble(folder.scenario(design), {});
    ASSERT_EQ(batch.size(), 200);
    EXPECT_EQ(batch.name(17), "draw 17");
    const Scenario base = batch.base();
    for (const std::int64_t n : {0, 17, 199}) {
        const Scenario drawn = batch.scenario(n);
        for (std::size_t i = 0; i < base.parameters.size(); ++i) {
            const Parameter& before = base.parameters[i];
            const bool moved = value_of(drawn, drawn.parameters[i]) != value_of(base, before);
            EXPECT_EQ(moved, before.low.has_value()) << before.path;
            EXPECT_EQ(drawn.parameters[i].low, before.low) << before.path;
        }
        EXPECT_EQ(to_json(drawn), to_json(batch.scenario(n)));
    }
}

TEST(Ensemble, NinetyPercentOfTheDrawsLieBetweenLowAndHigh) {
    const ScenarioFolder folder;
    const Ensemble batch = read_ensemble(folder.scenario(design), {});
    int below = 0, above = 0, under_median = 0;
    for (std::int64_t n = 0; n < batch.size(); ++n) {
        const double cut_rate = value_in(batch, n, "sector.cut_rate");
        below += cut_rate < 0.05;
        above += cut_rate > 0.28;
        under_median += cut_rate < 0.13;
    }
    // One draw in each of 200 strata: the counts are exact but for redraws, of which this scenario has none.
    EXPECT_EQ(below, 10);
    EXPECT_EQ(above, 10);
    EXPECT_EQ(under_median, 100);
}

TEST(Ensemble, BeliefWrittenOnceIsDrawnOnce) {
    const ScenarioFolder folder;
    const auto margins = [](const Scenario& scenario) {
        std::vector<double> values;
        for (const NetworkInputs& network : scenario.inputs.networks) values.push_back(network.margin0);
        return values;
    };
    const std::string own = "[networks.beta]\nmargin0 = { value = 0.2, low = -0.2, high = 0.6 }\n";
    const auto common = margins(read_ensemble(folder.scenario(design), {}).scenario(3));
    EXPECT_THAT(common, testing::Each(common[0]));
    const auto one_own = margins(read_ensemble(folder.scenario(own + design), {}).scenario(3));
    EXPECT_EQ(one_own[0], common[0]);
    EXPECT_NE(one_own[1], common[1]);
    EXPECT_EQ(one_own[2], common[2]);

    const auto star =
        margins(read_ensemble(folder.scenario("[networks.\"*\"]\nmargin0 = { value = 0.2, low = -0.2, high = 0.6 }\n" +
                                              std::string(design)),
                              {})
                    .scenario(3));
    EXPECT_EQ(star, common);
}

TEST(Ensemble, NetworksShareTheDrawsOfAFileHoweverTheyNameIt) {
    const ScenarioFolder folder;
    const auto base = folder.copy_of_good();
    write_text(folder / "test.toml", "base = \"base.toml\"\n" + std::string(design));
    const Ensemble relative = read_ensemble(folder / "test.toml", {});
    replace_in(folder / "networks/beta.toml", "base = \"common.toml\"",
               "base = \"" + (folder / "networks/common.toml").string() + "\"");
    const Ensemble absolute = read_ensemble(folder / "test.toml", {});
    std::filesystem::create_symlink("common.toml", folder / "networks/link.toml");
    replace_in(folder / "networks/gamma.toml", "base = \"common.toml\"", "base = \"link.toml\"");
    const Ensemble linked = read_ensemble(folder / "test.toml", {});
    for (const std::int64_t n : {0, 3, 199}) {
        EXPECT_EQ(to_json(absolute.scenario(n)), to_json(relative.scenario(n)));
        EXPECT_EQ(to_json(linked.scenario(n)), to_json(relative.scenario(n)));
    }
}

TEST(Ensemble, VariantMayNameTheCommonBaseByAnotherPath) {
    const ScenarioFolder folder;
    const auto base = folder.copy_of_good();
    write_text(folder / "war.toml", "base = \"" + base.string() + "\"\n[sector]\ncut_rate = 0.5\n");
    write_text(folder / "all.toml",
               "base = \"./base.toml\"\n[sector]\ngap_ref = 1.4\n[[scenario]]\nname = \"war\"\nbase = \"war.toml\"\n");
    // The common base was laid over the file's own numbers once more if it was not recognised.
    EXPECT_EQ(value_in(read_ensemble(folder / "all.toml", {}), 0, "sector.gap_ref"), 1.4);
}

TEST(Ensemble, FixingABeliefMovesNoOtherDraw) {
    const ScenarioFolder folder;
    const auto file = folder.scenario(design);
    const Ensemble all = read_ensemble(file, {}), fixed = read_ensemble(file, {"sector.cut_rate=0.2"});
    EXPECT_EQ(value_in(fixed, 5, "sector.cut_rate"), 0.2);
    for (const char* path : {"networks.alpha.margin0", "networks.gamma.unlocks.0.tokens"})
        EXPECT_EQ(value_in(fixed, 5, path), value_in(all, 5, path)) << path;
    // An override that brings its own belief is drawn, with the same uniform.
    const Ensemble narrow = read_ensemble(file, {"sector.cut_rate={value=0.2,low=0.19,high=0.21}"});
    EXPECT_EQ(value_in(narrow, 5, "sector.cut_rate") > 0.2, value_in(all, 5, "sector.cut_rate") > 0.13);
}

TEST(Ensemble, VariantsAndAxesShareTheirDraws) {
    const ScenarioFolder folder;
    const Ensemble batch = read_ensemble(
        folder.scenario("[[scenario]]\nname = \"a\"\n[[scenario]]\nname = \"b\"\nsector.cut_rate = 0.5\n"
                        "[[axis]]\nkey = \"sector.gap_ref\"\nvalues = [1.1, { value = 1.2, low = 1.0, high = 1.4 }]\n" +
                        std::string(design)),
        {});
    ASSERT_EQ(batch.size(), 2 * 2 * 200);
    EXPECT_EQ(batch.name(600 + 4), "b, sector.gap_ref=1.2, draw 4");
    const double drawn = value_in(batch, 4, "networks.alpha.margin0");
    for (const std::int64_t n : {204, 404, 604}) EXPECT_EQ(value_in(batch, n, "networks.alpha.margin0"), drawn);
    EXPECT_EQ(value_in(batch, 4, "sector.gap_ref"), 1.1);
    EXPECT_NE(value_in(batch, 204, "sector.gap_ref"), 1.2);
    EXPECT_EQ(value_in(batch, 204, "sector.gap_ref"), value_in(batch, 604, "sector.gap_ref"));
    EXPECT_EQ(value_in(batch, 404, "sector.cut_rate"), 0.5);
}

TEST(Ensemble, DrawThatContradictsItselfIsDrawnAnewAndCounted) {
    const ScenarioFolder folder;
    // AWS' list starts at 6.88: about three draws in ten are above it.
    const Ensemble batch = read_ensemble(
        folder.scenario("[sector]\nlist_floor = { value = 6, low = 4, high = 9 }\n" + std::string(design)), {});
    int redrawn = 0;
    for (std::int64_t n = 0; n < batch.size(); ++n) {
        const Scenario scenario = batch.scenario(n);
        EXPECT_LE(scenario.inputs.sector.list_floor, 6.88);
        redrawn += scenario.drawn.redraws > 0;
    }
    EXPECT_GT(redrawn, 40);
    EXPECT_LT(redrawn, 80);
}

TEST(Ensemble, DrawFailsAfterAHundredContradictions) {
    const ScenarioFolder folder;
    const Ensemble batch = read_ensemble(
        folder.scenario("[[axis]]\nkey = \"sector.list_floor\"\nvalues = [0.8, 9]\n" + std::string(design)), {});
    EXPECT_EQ(batch.scenario(0).drawn.redraws, 0);
    try {
        static_cast<void>(batch.scenario(203));
        FAIL() << "a list starts under its floor";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::StartsWith("draw 3: all of 100 attempts are inconsistent (the last: "));
    }
}

TEST(Ensemble, ClippedDrawsAreCounted) {
    const ScenarioFolder folder;
    const Ensemble batch = read_ensemble(
        folder.scenario("[sector]\ngap_sensitivity = { value = 1, low = 0, high = 2 }\n" + std::string(design)), {});
    int clipped = 0;
    for (std::int64_t n = 0; n < batch.size(); ++n) {
        const Scenario scenario = batch.scenario(n);
        EXPECT_EQ(scenario.drawn.clipped, scenario.inputs.sector.gap_sensitivity == 0 ? 1 : 0);
        clipped += scenario.drawn.clipped;
    }
    EXPECT_EQ(clipped, 10);  // the lowest 5% of 200 strata
}

TEST(Ensemble, SeedOfTheCommandLineMovesTheDraws) {
    const ScenarioFolder folder;
    const auto file = folder.scenario(design);
    Ensemble batch = read_ensemble(file, {});
    batch.set_seed(99);
    EXPECT_EQ(to_json(batch.scenario(7)), to_json(read_ensemble(file, {"run.seed=99"}).scenario(7)));
    EXPECT_NE(value_in(batch, 7, "sector.cut_rate"), value_in(read_ensemble(file, {}), 7, "sector.cut_rate"));
}

}  // namespace
}  // namespace killshot
