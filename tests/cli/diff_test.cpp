/// killshot diff, show and validate of batches: against the files' own counts.
#include "cli/cli_test_support.hpp"

namespace killshot {
namespace {

using testing::HasSubstr;

class Batches : public CommandLine {
  protected:
    /// Base and the what-ifs for three networks and 12 months.
    [[nodiscard]] Outcome run_what_ifs(const std::string& file) const {
        return killshot(
            "run scenarios/what_ifs.toml --paths 500 --set 'run.networks=[\"akash\", \"render\", \"ritual\"]' "
            "--set run.horizon_months=12 -o " +
            file);
    }
    /// A grid whose second scenario contradicts itself.
    void write_grid() const {
        std::ofstream(folder / "grid.toml") << "base = \"scenarios/base.toml\"\n[[axis]]\nkey = \"sector.list_floor\"\n"
                                               "values = [0.8, 9, 0.7]\n";
    }
};

TEST_F(Batches, DiffIsBMinusA) {
    ASSERT_EQ(killshot("run --paths 2000 --beliefs 0 --quiet -o a.h5").exit_code, 0);
    ASSERT_EQ(killshot("run scenarios/price_war.toml --paths 3000 --beliefs 0 --quiet -o b.h5").exit_code, 0);
    const auto a = killshot("show a.h5 --json").json(), diff = killshot("diff a.h5 b.h5 --json").json();
    EXPECT_EQ(diff["here"], "price_war (b.h5)");
    EXPECT_EQ(diff["there"], "base (a.h5)");
    EXPECT_EQ(diff["paths"], 2000);
    ASSERT_EQ(diff["networks"].size(), 14U);
    for (std::size_t i = 0; i < 14; ++i) {
        const auto& network = diff["networks"][i];
        EXPECT_EQ(network["n11"].get<int>() + network["n01"].get<int>(), a["networks"][i]["p_kill"]["hits"]);
        EXPECT_EQ(network["difference"], (network["n10"].get<double>() - network["n01"].get<double>()) / 2000);
        EXPECT_LT(network["low"], network["difference"]);
        EXPECT_GT(network["high"], network["difference"]);
        EXPECT_GT(network["low"], 0.3);
    }
    const Outcome text = killshot("diff b.h5 a.h5");
    EXPECT_THAT(text.out, HasSubstr("Here: base (a.h5)\nThere: price_war (b.h5)"));
    EXPECT_THAT(text.out, HasSubstr("0 up, 14\ndown"));
}

TEST_F(Batches, DiffRefusesOtherFutures) {
    ASSERT_EQ(killshot("run --paths 64 --beliefs 0 --quiet -o a.h5").exit_code, 0);
    ASSERT_EQ(killshot("run --paths 64 --beliefs 0 --seed 3 --quiet -o b.h5").exit_code, 0);
    const Outcome refused = killshot("diff a.h5 b.h5");
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_EQ(
        refused.err,
        "a.h5 and b.h5 cannot be compared path by path: seed differs, 20261122 and 3 (paths of different seeds are "
        "different futures); run one of them again with the other's\n");
    EXPECT_EQ(killshot("diff a.h5").exit_code, 2);
    EXPECT_THAT(killshot("diff a.h5 a.h5 --scenario war").err,
                HasSubstr("has no scenario \"war\"; name one of its 1: base"));
}

TEST_F(Batches, ShowHasADifferenceForEachScenarioAndRunPrintsTheSame) {
    const Outcome run = run_what_ifs("batch.h5");
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const Outcome shown = killshot("show batch.h5");
    EXPECT_THAT(run.out, testing::StartsWith(shown.out));
    EXPECT_EQ(shown.exit_code, 0) << shown.err;
    EXPECT_THAT(shown.out, HasSubstr("base: 12 months from 2026-11-22; 500 futures"));
    EXPECT_THAT(shown.out, HasSubstr("13 scenarios on common random numbers"));
    const auto json = killshot("show batch.h5 --json").json();
    ASSERT_EQ(json["differences_from_first"].size(), 13U);
    EXPECT_EQ(json["differences_from_first"][0]["difference"], 0.0);
    EXPECT_EQ(json["first"]["scenario"], "base");

    const auto war = killshot("show batch.h5 --scenario price_war --json").json();
    EXPECT_EQ(war["scenario"], "price_war");
    EXPECT_EQ(war["difference_from_first"]["here"], "price_war");
    double mean = 0;
    for (const auto& network : war["networks"]) mean += network["p_kill"]["estimate"].get<double>() / 3;
    EXPECT_NEAR(json["differences_from_first"][1]["mean_p_kill"].get<double>(), mean, 1e-12);
    EXPECT_NEAR(war["difference_from_first"]["mean_p_kill_here"].get<double>(), mean, 1e-12);
    EXPECT_THAT(killshot("show batch.h5 --scenario price_war").out, HasSubstr("Here: price_war\nThere: base\n"));
    EXPECT_EQ(killshot("show batch.h5 --scenario peace").exit_code, 1);
}

TEST_F(Batches, PathOfAScenarioCanBeTraced) {
    const auto trace = [&](const std::string& arguments) {
        return killshot("trace " + arguments + " --path 5 --json");
    };
    const Outcome of_batch = trace("scenarios/what_ifs.toml --scenario price_war");
    EXPECT_EQ(of_batch.exit_code, 0) << of_batch.err;
    EXPECT_EQ(of_batch.json()["list_price_log"], trace("scenarios/price_war.toml").json()["list_price_log"]);
    EXPECT_NE(of_batch.json()["list_price_log"], trace("scenarios/base.toml").json()["list_price_log"]);
    const Outcome drawn = trace("scenarios/beliefs_1000.toml --scenario 'draw 17' --seed 4");
    EXPECT_EQ(drawn.exit_code, 0) << drawn.err;
    EXPECT_EQ(trace("scenarios/what_ifs.toml --scenario peace").err,
              "scenarios/what_ifs.toml: none of its 13 scenarios is named \"peace\"; the first is \"base\", the last "
              "\"enterprise_adoption\"\n");

    ASSERT_EQ(run_what_ifs("batch.h5").exit_code, 0);
    EXPECT_THAT(killshot("show batch.h5 --scenario price_war").out, HasSubstr(" --scenario 'price_war' --path "));
}

TEST_F(Batches, ValidateCountsTheScenarios) {
    const Outcome what_ifs = killshot("validate scenarios/what_ifs.toml");
    EXPECT_EQ(what_ifs.exit_code, 0) << what_ifs.err;
    EXPECT_THAT(what_ifs.out, HasSubstr("A batch of 13 scenarios, from \"base\" to \"enterprise_adoption\"\n"));
    const Outcome one = killshot("validate scenarios/base.toml");
    EXPECT_THAT(one.out, testing::Not(HasSubstr("A batch")));

    write_grid();
    const Outcome wrong = killshot("validate grid.toml");
    EXPECT_EQ(wrong.exit_code, 1);
    EXPECT_THAT(wrong.err, HasSubstr("1 of 3 scenarios are wrong; the first is sector.list_floor=9: "));
}

TEST_F(Batches, AScenarioThatContradictsItselfEndsTheRunUnlessItIsToContinue) {
    write_grid();
    const Outcome stopped = killshot("run grid.toml --paths 64 -o a.h5");
    EXPECT_EQ(stopped.exit_code, 1);
    EXPECT_THAT(stopped.err, HasSubstr("scenario sector.list_floor=9: "));
    EXPECT_THAT(stopped.err, HasSubstr("--on-error continue runs the other scenarios"));
    EXPECT_FALSE(std::filesystem::exists(folder / "a.h5"));

    const Outcome continued = killshot("run grid.toml --paths 64 --on-error continue -o b.h5");
    EXPECT_EQ(continued.exit_code, 3) << "done in part: " << continued.err;
    EXPECT_THAT(continued.err, HasSubstr("scenario sector.list_floor=9 was not run: "));
    EXPECT_THAT(continued.out, HasSubstr("sector.list_floor=9     failed"));
}

}  // namespace
}  // namespace killshot
